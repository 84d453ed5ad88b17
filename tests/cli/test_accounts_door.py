"""The door of accounts on platforms, beside the one of people who sign in; neither gets in the other's way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from suluh.runners.deciding import opened

if TYPE_CHECKING:
    from conftest import Run

ROWS = [
    {"handle": "bawas1uri", "name": "Bawaslu RI", "said": "TPS pindah, segera verifikasi", "platform": "instagram"},
    {"handle": "kpupidie", "name": "KPU Pidie", "said": "Ayo ke TPS", "platform": "instagram"},
    {"handle": "parodi", "name": "Parodi KPU", "said": "Nyoblos sambil kayang"},
    {"handle": "budi", "name": "Budi", "said": "Besok nyoblos"},
    {"bio": "tanpa nama"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "rumah"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "akun.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


def test_an_impostor_who_speaks_of_the_vote_is_urgent_and_every_reason_is_told(
    suluh: Run, file: Path
) -> None:
    done = suluh("accounts", "check", file, "--json")
    assert done.code == 0, done.err
    first, office, parody, citizen = done.json["accounts"]
    assert (first["verdict"], first["priority"], first["whom"]) == (
        "impersonates",
        "P1",
        "@bawasluri",
    )
    assert all(reason["id"] and reason["en"] for reason in first["reasons"])
    assert (office["verdict"], office["priority"]) == ("unconfirmed", "P2")
    assert (parody["verdict"], citizen["verdict"]) == ("protected", "unrelated")
    assert citizen["priority"] is None and parody["priority"] is None
    assert done.json["rejected"][0]["line"] == 5


def test_people_read_it_in_indonesian_and_english(suluh: Run, file: Path) -> None:
    assert "tampak meniru" in suluh("accounts", "check", file).said
    assert "seems to imitate" in suluh("accounts", "check", file, "--lang", "en").said


def test_the_run_it_leaves_goes_on_and_writes_nothing_twice(
    suluh: Run, file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "hasil"
    assert suluh("accounts", "check", file, "--out", out).code == 0
    before = (out / "decisions.jsonl").read_bytes()
    decided = [json.loads(line) for line in before.splitlines()]
    urgent = [d for d in decided if (d["review"] or {}).get("priority") == "P1"]
    assert [d["signals"] for d in urgent]
    assert {s["name"] for d in urgent for s in d["signals"]} >= {"impersonation"}
    assert suluh("accounts", "check", file, "--out", out).code == 0
    assert (out / "decisions.jsonl").read_bytes() == before
    assert suluh("ledger", "verify", out / "ledger.sqlite").code == 0


def test_a_registration_counts_in_the_next_check(suluh: Run, file: Path, tmp_path: Path) -> None:
    entry = tmp_path / "daftar.yaml"
    entry.write_text(
        "- {owner: KPU Pidie, platform: instagram, handle: '@kpupidie', source: surat contoh}\n"
    )
    opened.cache_clear()
    assert suluh("accounts", "register", entry).code == 0
    assert "surat contoh" in suluh("accounts", "registered").said
    rows = suluh("accounts", "check", file, "--json").json["accounts"]
    opened.cache_clear()
    assert rows[1]["verdict"] == "registered"


def test_mistakes_are_said_with_their_place(suluh: Run, tmp_path: Path) -> None:
    assert suluh("accounts", "check", tmp_path / "tidak-ada.csv").code == 2
    wrong = tmp_path / "salah.yaml"
    wrong.write_text("- {owner: A, handel: '@a', source: b}\n")
    done = suluh("accounts", "register", wrong)
    assert done.code == 2 and "did you mean" in done.err
    only_bad = tmp_path / "buruk.jsonl"
    only_bad.write_text('{"bio": "x"}\n')
    assert suluh("accounts", "check", only_bad).code == 2


def test_a_folder_that_cannot_be_written_is_said(suluh: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    assert suluh("accounts", "check", file, "--out", tmp_path / "berkas" / "x").code == 2


def test_the_print_of_a_picture_can_be_registered(suluh: Run, tmp_path: Path) -> None:
    from suluh.bench.accounts.pictures import emblem

    emblem("x").save(tmp_path / "x.png")
    done = suluh("accounts", "print", tmp_path / "x.png")
    assert done.code == 0 and len(done.out.strip()) == 64
    assert suluh("accounts", "print", tmp_path / "tidak-ada.png").code == 2


def test_the_commands_for_people_who_sign_in_are_still_there(suluh: Run) -> None:
    said = suluh("accounts", "--help").out
    assert all(word in said for word in ("add", "list", "close", "check", "register"))
