"""`suluh scan` as a script meets it: files, exit codes, JSON, broken input, runs that go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

FALSE = "Info dari kelurahan: coblosan diundur jadi 30 November 2024, mohon disebarkan."
TRUE = "Rabu 27 November 2024 ke TPS ya, buka jam 7 pagi."
TALK = "Nasi uduk depan gang buka lagi, sambalnya juara."
LINES = [
    {"id": "salah", "text": FALSE, "posted_at": "2024-11-20T10:00:00+07:00"},
    {"id": "benar", "text": TRUE, "posted_at": "2024-11-20T10:05:00"},
    {"id": "obrolan", "text": TALK, "posted_at": "2024-11-20T10:06:00+07:00"},
]


def write(path: Path, *lines: dict[str, object] | str) -> Path:
    said = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(said) + "\n", encoding="utf-8")
    return path


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_scan_leaves_its_four_files_and_a_summary(suluh: Run, tmp_path: Path) -> None:
    out = tmp_path / "hasil"
    ran = suluh("scan", write(tmp_path / "p.jsonl", *LINES), "--out", out, "--replay")
    assert ran.code == 0
    assert {p.name for p in out.iterdir() if not p.name.startswith(".")} >= {
        "decisions.jsonl", "rejected.jsonl", "report.html", "ledger.sqlite"
    }  # fmt: skip
    assert "3 unggahan, 2 dibiarkan, 1 dibatasi sementara, 1 menunggu orang" in ran.said
    assert "ID-SCH-001" in ran.said


def test_decisions_carry_the_fields_of_the_contract_in_the_order_of_the_posts(
    suluh: Run, tmp_path: Path
) -> None:
    out = tmp_path / "hasil"
    suluh("scan", write(tmp_path / "p.jsonl", *LINES), "--out", out, "--replay")
    decisions = records(out / "decisions.jsonl")
    assert [d["post_id"] for d in decisions] == ["salah", "benar", "obrolan"]
    for decision in decisions:
        assert set(decision) >= set(
            "post_id decided_at knowledge policy outcome proposed review rules signals facts reviews "
            "reasons_id reasons_en automated".split()
        )
    assert decisions[0]["outcome"] == "reco_ineligible"
    assert decisions[0]["proposed"] == "remove"
    assert set(decisions[0]["review"]) >= {"queue", "priority", "why"}  # type: ignore[call-overload]
    assert decisions[0]["facts"] == ["ID-SCH-001"]
    assert decisions[1]["outcome"] in ("none", "info_label")
    assert decisions[2]["outcome"] == "none"


def test_machines_get_the_summary_as_json_and_nothing_else_on_stdout(
    suluh: Run, tmp_path: Path
) -> None:
    ran = suluh(
        "scan", write(tmp_path / "p.jsonl", *LINES), "--out", tmp_path / "o", "--replay", "--json"
    )
    summary = ran.json
    assert ran.code == 0
    assert (summary["posts"], summary["limited"], summary["for_people"]) == (3, 1, 1)
    assert summary["zone_assumed"] == 1  # "benar" gave no offset, and that is said
    assert summary["urgent"][0]["post_id"] == "salah"
    assert summary["urgent"][0]["held"][0]["id"] == "ID-SCH-001"
    assert summary["failed_detectors"] == {}


def test_a_broken_line_is_explained_with_its_number_and_the_rest_goes_on(
    suluh: Run, tmp_path: Path
) -> None:
    out = tmp_path / "o"
    source = write(
        tmp_path / "p.jsonl", LINES[0], '{"id": "cacat", "text": ', '{"text": "tanpa id"}', LINES[2]
    )
    ran = suluh("scan", source, "--out", out, "--json")
    rejected = records(out / "rejected.jsonl")
    assert ran.code == 0
    assert ran.json["rejected"] == 2
    assert [r["line"] for r in rejected] == [2, 3]
    assert all(r["reason"] for r in rejected)
    assert "id" in str(rejected[1]["reason"])
    assert [d["post_id"] for d in records(out / "decisions.jsonl")] == ["salah", "obrolan"]


def test_an_empty_file_is_no_mistake_and_says_that_there_was_nothing(
    suluh: Run, tmp_path: Path
) -> None:
    source = tmp_path / "kosong.jsonl"
    source.write_bytes(b"")
    ran = suluh("scan", source, "--out", tmp_path / "o")
    assert ran.code == 0
    assert "Tidak ada unggahan untuk diputus" in ran.said and "--replay" not in ran.said
    assert "Tidak ada unggahan untuk diputus" in (tmp_path / "o/report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tiada.jsonl",), "no such file or folder"),  # a slip of the pen
        (("p.jsonl", "--format", "tiktokk"), "unknown format"),  # and which ones are known
        (("gambar.bin",), "neither JSON, nor a table"),  # a file of something else
        (("p.jsonl", "--election", "pilkada-2042"), "no election"),  # an election without a folder
        (("p.jsonl", "--policy", "99"), "99"),  # a version that was never published
        (("p.jsonl", "--now", "kemarin"), "bukan waktu seperti"),  # click's own kind of mistake
        (("p.jsonl", "--workers", "-1"), "workers"),  # the same
    ],
)
def test_an_unclear_request_exits_2_and_names_what_was_not_understood(
    suluh: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "p.jsonl", *LINES)
    (tmp_path / "gambar.bin").write_bytes(b"\x89PIXEL\x00\x01\x02")
    ran = suluh("scan", *words, "--out", "o")
    assert ran.code == 2, ran.said
    assert told in ran.said
    assert "Traceback" not in ran.said


def test_without_out_nothing_happens_and_the_exit_code_is_2(suluh: Run, tmp_path: Path) -> None:
    ran = suluh("scan", write(tmp_path / "p.jsonl", *LINES))
    assert ran.code == 2
    assert "--out" in ran.said


def test_an_out_that_cannot_be_a_folder_exits_2(suluh: Run, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    ran = suluh("scan", write(tmp_path / "p.jsonl", *LINES), "--out", tmp_path / "berkas" / "o")
    assert ran.code == 2, ran.said
    assert "this is a file, not a folder" in ran.said


def test_a_database_that_does_not_answer_is_an_outside_failure(suluh: Run, tmp_path: Path) -> None:
    url = "postgresql://suluh:rahasia@127.0.0.1:1/suluh?connect_timeout=2"
    ran = suluh(
        "scan", write(tmp_path / "p.jsonl", *LINES), "--out", tmp_path / "o", "--ledger", url
    )
    assert ran.code == 3, ran.said
    assert "rahasia" not in ran.said


def test_a_finished_run_writes_nothing_again(suluh: Run, tmp_path: Path) -> None:
    source, out = write(tmp_path / "p.jsonl", *LINES), tmp_path / "o"
    suluh("scan", source, "--out", out, "--replay")
    before = (out / "decisions.jsonl").read_bytes()
    ran = suluh("scan", source, "--out", out, "--replay")
    assert ran.code == 0
    assert "sudah selesai sebelumnya" in ran.said
    assert (out / "decisions.jsonl").read_bytes() == before


def test_a_run_goes_on_only_with_the_posts_it_began_with(suluh: Run, tmp_path: Path) -> None:
    source, out = write(tmp_path / "p.jsonl", *LINES), tmp_path / "o"
    suluh("scan", source, "--out", out)
    write(source, *LINES, {"id": "baru", "text": TALK})
    ran = suluh("scan", source, "--out", out)
    assert ran.code == 2
    assert "--fresh" in ran.said
    again = suluh("scan", source, "--out", out, "--fresh", "--json")
    assert (again.code, again.json["posts"]) == (0, 4)
    assert suluh("ledger", "verify", out / "ledger.sqlite").code == 0


def test_a_ledger_elsewhere_is_used_instead(suluh: Run, tmp_path: Path) -> None:
    source, ledger = write(tmp_path / "p.jsonl", *LINES), tmp_path / "catatan.sqlite"
    ran = suluh("scan", source, "--out", tmp_path / "o", "--ledger", ledger)
    assert ran.code == 0
    assert ledger.exists() and not (tmp_path / "o" / "ledger.sqlite").exists()
    assert suluh("ledger", "verify", ledger).code == 0


def test_posts_arrive_through_standard_input(suluh: Run, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(line) for line in LINES).encode()
    ran = suluh(
        "scan", "-", "--out", tmp_path / "o", "--replay", "--json", "--workers", "0", stdin=lines
    )
    assert (ran.code, ran.json["posts"], ran.json["limited"]) == (0, 3, 1)


def test_a_folder_is_read_file_by_file_and_says_what_it_left(suluh: Run, tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    write(folder / "a.jsonl", *LINES[:1])
    (folder / "b.csv").write_text(
        f"id,text,posted_at\nk1,{TALK.replace(',', '')},2024-11-20T10:00:00+07:00\n", "utf-8"
    )
    (folder / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0 bukan unggahan")  # read through its post
    (folder / "surat.pdf").write_bytes(b"%PDF-1.4 bukan unggahan")
    ran = suluh("scan", folder, "--out", tmp_path / "o", "--json")
    assert (ran.code, ran.json["posts"], ran.json["skipped_files"]) == (0, 2, ["surat.pdf"])


def test_the_moment_that_counts_as_now_is_kept_in_every_decision(
    suluh: Run, tmp_path: Path
) -> None:
    out = tmp_path / "o"
    suluh("scan", write(tmp_path / "p.jsonl", *LINES), "--out", out, "--now", "2024-11-26T08:00")
    assert {d["decided_at"] for d in records(out / "decisions.jsonl")} == {
        "2024-11-26T08:00:00+07:00"
    }


def test_workers_and_one_process_decide_the_same(suluh: Run, tmp_path: Path) -> None:
    source = write(
        tmp_path / "p.jsonl",
        *(dict(line, id=f"{n}-{line['id']}") for n in range(30) for line in LINES),
    )
    for workers in ("0", "1"):
        ran = suluh(
            "scan",
            source,
            "--out",
            tmp_path / workers,
            "--now",
            "2024-11-21T08:00",
            "--workers",
            workers,
        )
        assert ran.code == 0, ran.err
    one, other = ((tmp_path / w / "decisions.jsonl").read_bytes() for w in ("0", "1"))
    assert one == other


def test_the_installed_command_answers_with_the_same_codes(tmp_path: Path) -> None:
    def code(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "suluh", *words],
            cwd=tmp_path,
            env=os.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    assert code("--version") == (0, "suluh, version 0.1.0\n")
    assert code("--help")[0] == 0
    wrong, told = code("scann")
    assert wrong == 2 and "scann" in told
    missing, told = code("scan", "tiada.jsonl", "--out", "o")
    assert missing == 2 and told.startswith("suluh: tiada.jsonl: tidak ada berkas")


def test_what_had_to_be_assumed_about_a_file_is_said(suluh: Run, tmp_path: Path) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text("05/06/24 10.00 - Budi: halo pilkada\n06/06/24 10.01 - Ani: iya\n", "utf-8")
    ran = suluh("scan", chat, "--out", tmp_path / "o", "--json")
    assert ran.code == 0
    (note,) = ran.json["notes"]
    assert "chat.txt" in note
    page = (tmp_path / "o/report.html").read_text("utf-8")
    assert "chat.txt" in page
    assert "Budi" not in page + ran.out


def test_a_replay_decides_every_post_at_its_own_moment(suluh: Run, tmp_path: Path) -> None:
    """Also those that are not about an election, which take the short way."""
    moment = "2024-11-20T09:15:00+07:00"
    lines = [
        json.dumps(
            {"id": "pemilu", "text": "Coblosan diundur jadi 30 November", "posted_at": moment}
        ),
        json.dumps({"id": "resep", "text": "Resep sambal terasi ala ibu", "posted_at": moment}),
    ]
    out = tmp_path / "o"
    ran = suluh("scan", write(tmp_path / "p.jsonl", *lines), "--out", out, "--replay")
    assert ran.code == 0, ran.err
    decisions = [json.loads(line) for line in (out / "decisions.jsonl").read_text().splitlines()]
    assert [d["decided_at"] for d in decisions] == [moment, moment]


def test_a_judge_that_cannot_be_asked_ends_the_scan_before_it_begins(
    suluh: Run, tmp_path: Path
) -> None:
    source = write(tmp_path / "p.jsonl", *LINES)
    unclear = suluh("scan", source, "--out", tmp_path / "o", "--judge-url", "notaurl")
    assert (unclear.code, "not the address of a judge" in unclear.said) == (2, True)
    dead = suluh("scan", source, "--out", tmp_path / "o", "--judge-url", "http://127.0.0.1:1/v1")
    assert (dead.code, "cannot be reached" in dead.said) == (3, True)
    assert not (tmp_path / "o").exists()


def test_a_file_of_which_nothing_is_a_post_says_why(suluh: Run, tmp_path: Path) -> None:
    ran = suluh(
        "scan",
        write(tmp_path / "p.jsonl", *['{"id": "a", "text": 5}'] * 3),
        "--out",
        tmp_path / "o",
    )
    assert ran.code == 0
    assert "3 x " in ran.said and "text" in ran.said and "--format" in ran.said


def test_a_drill_is_reminded_of_replay(suluh: Run, tmp_path: Path) -> None:
    ran = suluh(
        "scan", write(tmp_path / "p.jsonl", *LINES), "--out", tmp_path / "o", "--now", "2026-01-01"
    )
    assert "--replay" in ran.said


def test_why_a_line_was_rejected_is_said_in_indonesian(suluh: Run, tmp_path: Path) -> None:
    posts = write(tmp_path / "posts.jsonl", {"id": "a", "text": "halo"}, "{broken")
    ran = suluh("scan", posts, "--out", tmp_path / "out")
    assert ran.code == 0 and "bukan JSON, atau terpotong" in ran.said
