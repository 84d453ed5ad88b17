"""The whole queue beside the report: ordered, bounded in the page, complete and harmless in the file."""

from __future__ import annotations

import csv
import json
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from suluh.content import WIB
from suluh.ledger import Kind, NewEvent, open_ledger
from suluh.report.queue import COLUMNS, SHOWN, Entry, Queue, queue_of
from suluh.runners import DecisionDigest
from suluh.runners.deciding import masked_name

if TYPE_CHECKING:
    from conftest import Run

NOW = datetime(2024, 11, 25, 9, tzinfo=WIB)


def event(row: int, run: str = "r", **about: object) -> NewEvent:
    digest = DecisionDigest(**({"post_id": f"p{row}", "queue": "process"} | about))  # type: ignore[arg-type]
    body = {"run": run, "row": row, "decision": msgspec.to_builtins(digest)}
    return NewEvent(Kind.DECISION, digest.post_id, body, NOW)


def queued(folder: Path, *events: NewEvent) -> tuple[Queue, list[list[str]]]:
    url, file = str(folder / "l.sqlite"), folder / "antrean.csv"
    with open_ledger(url) as ledger:
        ledger.append([NewEvent(Kind.SCAN_STARTED, "r", {}, NOW), *events])

    def cells(number: int, entry: Entry) -> list[str]:
        return [str(number), entry.digest.post_id, entry.digest.seen]

    found = queue_of(url, "r", file, cells)
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return found, list(csv.reader(rows, delimiter=";"))[1:]


def test_priority_comes_before_score_and_score_before_order(tmp_path: Path) -> None:
    found, rows = queued(
        tmp_path,
        event(1, priority="P3", score=9.0),
        event(2, priority="P1", score=1.0),
        event(3, priority="P1", score=2.0),
        event(4, priority="P3", score=9.0),
        event(5, run="lain", priority="P0"),
        event(6, outcome="reco_ineligible"),
    )
    assert [row[1] for row in rows] == ["p3", "p2", "p1", "p4"]
    assert [entry.row for entry in found.waiting] == [3, 2, 1, 4]
    assert [entry.row for entry in found.limited] == [6]


def test_the_page_is_bounded_and_the_file_is_not(tmp_path: Path) -> None:
    found, rows = queued(tmp_path, *(event(n, priority="P3") for n in range(SHOWN + 50)))
    assert (len(found.waiting), len(rows)) == (SHOWN, SHOWN + 50)


def test_the_days_of_its_posts_are_told(tmp_path: Path) -> None:
    early = NOW.replace(day=20)
    found, _ = queued(
        tmp_path, event(1, priority="P2", posted_at=NOW), event(2, priority="P3", posted_at=early)
    )
    assert (found.first, found.last) == (early, NOW)
    assert queued(tmp_path)[0].first == early


@pytest.mark.parametrize("seen", ["=HYPERLINK(1)", "+62812", "-1", "@SUM(A1)"])
def test_a_cell_is_never_a_formula(tmp_path: Path, seen: str) -> None:
    _, rows = queued(tmp_path, event(1, priority="P2", seen=seen))
    assert rows == [["1", "p1", "'" + seen]]


@pytest.mark.parametrize(
    ("name", "told"),
    [("@budi_santoso", "@bu•••"), ("Ani", "@An•••"), ("x", "@x•••"), (None, None), (" ", None)],
)
def test_accounts_can_be_told_apart_and_not_looked_up(name: str | None, told: str | None) -> None:
    assert masked_name(name) == told


POST = {
    "id": "p1",
    "text": "Coblosan Lampung diundur jadi 30 November 2024 ya, sebarkan",
    "posted_at": "2024-11-25T10:00:00+07:00",
    "platform": "facebook",
    "url": "https://contoh.id/p1",
    "region": "18.71",
    "author": {"handle": "@budi_santoso"},
    "metrics": {"views": 12345},
}


def scanned(suluh: Run, folder: Path, *options: str, **about: object) -> str:
    (folder / "p.jsonl").write_text(json.dumps(POST | about) + "\n", "utf-8")
    assert suluh("scan", folder / "p.jsonl", "--out", folder / "o", *options).code == 0
    return (folder / "o/report.html").read_text("utf-8")


def test_an_officer_can_find_the_post(suluh: Run, tmp_path: Path) -> None:
    page = scanned(suluh, tmp_path, "--replay")
    for told in (
        "Facebook",
        "Kota Bandar Lampung",
        "25 November 2024 pukul 10.00 WIB",
        "dilihat 12.345 kali",
        'href="https://contoh.id/p1"',
        "@bu•••",
        "Yang dibatasi sementara",
        "Informasi salah tentang cara, waktu, dan tempat memilih",
    ):
        assert told in page, told
    assert "budi_santoso" not in page
    with (tmp_path / "o/antrean.csv").open(encoding="utf-8-sig", newline="") as rows:
        (row,) = csv.DictReader(rows, delimiter=";")
    assert list(row) == COLUMNS
    assert (row["nomor unggahan"], row["wilayah"], row["akun (disamarkan)"]) == (
        "p1",
        "Kota Bandar Lampung",
        "bu•••",
    )
    assert row["tautan"] == "https://contoh.id/p1"


def test_a_link_that_is_no_web_address_is_not_one_to_press(suluh: Run, tmp_path: Path) -> None:
    assert "javascript" not in scanned(suluh, tmp_path, url="javascript:alert(1)")


def test_a_replay_does_not_pretend_to_have_been_decided_today(suluh: Run, tmp_path: Path) -> None:
    page = scanned(suluh, tmp_path, "--replay")
    assert "diputus seakan-akan pada saat diunggah" in page
    assert "berasal dari 25 November 2024" in page
    (tmp_path / "biasa").mkdir()
    assert "seakan-akan" not in scanned(suluh, tmp_path / "biasa")


def test_no_code_of_ours_reaches_a_reader(demo: Path) -> None:
    """Action, signal and detector names such as reco_ineligible are for machines."""
    page = (demo / "report.html").read_text("utf-8")
    body = re.sub(r"<style>.*?</style>|<code>.*?</code>|href=\"[^\"]*\"", "", page, flags=re.S)
    lines = (demo / "decisions.jsonl").read_text("utf-8").splitlines()
    posts = [json.loads(line)["signals"] for line in lines]
    names = {signal["name"] for signals in posts for signal in signals if "_" in signal["name"]}
    assert [name for name in names if name in body] == []
    assert re.findall(r"\b(?:reco_ineligible|info_label|context_label|not_evaluated)\b", body) == []
