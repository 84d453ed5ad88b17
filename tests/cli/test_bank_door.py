"""The door of the bank: what goes in, what is found again, what is passed on, what is refused."""

from __future__ import annotations

import json
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from suluh.bench.clips.cards import drawn, plan

if TYPE_CHECKING:
    from conftest import Run

RATE = 16_000
HEX = "e271017837246aaccddea259648fb7d62f435c89d9e99b2497763e216c8d055c"


def tune(seed: int, seconds: float = 10.0) -> np.ndarray:
    """Notes drawn by chance, two at a time, a third of a second each."""
    chance = np.random.default_rng(seed)
    time = np.arange(RATE // 3) / RATE
    notes = []
    for _ in range(int(seconds * 3)):
        hertz = 110 * 2 ** (chance.integers(0, 36, 2) / 12)
        notes.append(sum(np.sin(2 * np.pi * h * time) for h in hertz) * np.exp(-3 * time))
    return 0.2 * np.concatenate(notes)


def wav(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "rumah"))


@pytest.fixture
def claim(suluh: Run) -> str:
    return suluh("claims", "list").out.split()[0]


def test_a_sound_is_added_found_again_and_taken_out(suluh: Run, tmp_path: Path, claim: str) -> None:
    known = wav(tmp_path / "suara.wav", tune(1))
    added = suluh(
        "bank", "add", known, "--claim", claim, "--decided-by-person", "Peninjau Contoh",
        "--words", "Coblosan diundur jadi 30 November 2024", "--json",
    )  # fmt: skip
    assert added.code == 0, added.err
    assert added.json["decided_by"] == "Peninjau Contoh" and added.json["sound"] > 50
    part = wav(tmp_path / "sepotong.wav", np.concatenate([tune(2, 4), tune(1)[RATE * 2 :]]))
    (copy,) = suluh("bank", "find", part, "--json").json
    assert (copy["known"], copy["claim"], copy["by_person"]) == (added.json["id"], claim, True)
    assert copy["level"] == "suggest" and copy["words_agree"] is None  # no words beside it
    assert copy["offset"] - copy["at"] == pytest.approx(-2.0, abs=0.3)
    assert copy["coverage"] > 0.6
    assert "Bukan salinan" in suluh("bank", "find", wav(tmp_path / "lain.wav", tune(3))).said
    assert added.json["id"] in suluh("bank", "list").out
    assert "Coblosan diundur" in suluh("bank", "show", added.json["id"][:6]).said
    assert suluh("bank", "remove", added.json["id"], "--note", "keliru").code == 0
    assert suluh("bank", "find", part, "--json").json == []


def test_a_list_is_imported_and_exported(suluh: Run, tmp_path: Path, claim: str) -> None:
    listed = tmp_path / "daftar.csv"
    listed.write_text(f"hash,quality\n{HEX},87\nrusak,3\n")
    ran = suluh("bank", "import", listed, "--claim", claim, "--json")
    assert ran.code == 0 and ran.json == {"added": 1, "rejected": 1}
    assert "daftar.csv:3" in ran.err and "64 hex digits" in ran.err
    assert f"{HEX},87" in suluh("bank", "export", "--format", "pdq").out
    assert f"0,87,{HEX},0.000" in suluh("bank", "export", "--format", "vpdq").out
    out = tmp_path / "bank.json"
    assert suluh("bank", "export", "--out", out).code == 0
    assert json.loads(out.read_text())["known"][0]["claim"] == claim


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("add", "tidak-ada.wav", "--claim", "X", "--force"), 2, "tidak ada berkas ini"),
        (("add", "post.txt", "--claim", "X", "--force"), 2, "bukan gambar"),
        (("add", "post.txt", "--claim", "TIDAK-ADA-INI"), 2, "TIDAK-ADA-INI"),
        (("import", "post.txt", "--claim", "X", "--force"), 2, "tidak berisi sidik"),
        (("show", "abc"), 2, "tidak ada media dikenal"),
        (("export", "--format", "tmk"), 2, "bukan salah satu"),
        (("export", "--id", "abc"), 2, "tidak ada media dikenal"),
    ],
)
def test_an_unclear_request_is_refused_with_its_cause(
    suluh: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...], code: int, told: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "post.txt").write_text("bukan media")
    ran = suluh("bank", *words)
    assert ran.code == code
    assert told in ran.said


def test_a_home_that_cannot_be_written_is_somebody_elses_failure(
    suluh: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, claim: str
) -> None:
    (tmp_path / "berkas").write_text("")
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "berkas"))
    ran = suluh("bank", "add", wav(tmp_path / "a.wav", tune(1)), "--claim", claim)
    assert ran.code == 3


def test_a_picture_counts_as_a_copy_only_when_its_words_agree(
    suluh: Run, tmp_path: Path, claim: str
) -> None:
    card = plan(3)
    drawn(card, "Coblosan diundur jadi 30 November").image.save(tmp_path / "kartu.png")
    shared = drawn(card, "Coblosan diundur jadi 30 November").image
    shared.resize((shared.width * 2 // 3, shared.height * 2 // 3)).save(
        tmp_path / "kirim.jpg", quality=60
    )
    drawn(card, "Coblosan diundur jadi 28 November").image.save(tmp_path / "kembar.png")
    assert suluh("bank", "add", tmp_path / "kartu.png", "--claim", claim).code == 0
    (same,) = suluh("bank", "find", tmp_path / "kirim.jpg", "--json").json
    assert (same["level"], same["by"], same["words_agree"]) == ("act", "picture", True)
    for twin in suluh("bank", "find", tmp_path / "kembar.png", "--json").json:
        assert (twin["level"], twin["words_agree"]) == ("suggest", False)
    assert "pasti" in suluh("bank", "find", tmp_path / "kirim.jpg").said


def test_a_damaged_index_is_said_and_made_anew(
    suluh: Run, tmp_path: Path, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cv2")
    monkeypatch.setenv("SULUH_CACHE", str(tmp_path / "simpanan"))
    listed = tmp_path / "daftar.csv"
    listed.write_text(f"hash,quality\n{HEX},87\n")
    assert suluh("bank", "import", listed, "--claim", claim).code == 0
    (codes,) = (tmp_path / "simpanan").glob("bank/*/prints.codes")
    sound = wav(tmp_path / "suara.wav", tune(1))
    assert "rusak" not in suluh("bank", "find", sound).said
    codes.write_bytes(codes.read_bytes()[:-1])
    damaged = suluh("bank", "find", sound)
    assert damaged.code == 0 and "rusak (prints.codes" in damaged.said
    assert "rusak" not in suluh("bank", "find", sound).said
