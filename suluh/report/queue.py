"""Everything that waits for a person or is limited, the most urgent first, as the run's ledger tells it."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from suluh.content import WIB
from suluh.errors import ServiceError
from suluh.ledger import Event, Kind, Ledger, open_ledger
from suluh.runners import DecisionDigest

QUEUE_FILE = "antrean.csv"
SHOWN = 300  # of the waiting and of the limited, in the report; the file holds them all
NOTHING = ("none", "info_label")

# Excel in Indonesian reads semicolons; a cell that begins like a formula is kept from being one.
COLUMNS = (
    "urutan;prioritas;nomor unggahan;platform;waktu unggah (WIB);wilayah;akun (disamarkan);dilihat;tautan;alasan;"
    "sekarang;diusulkan;aturan;fakta;kata yang dimaksud;teks;baris di decisions.jsonl"
).split(";")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Entry(msgspec.Struct, frozen=True):
    """A post with its row in decisions.jsonl, from 1."""

    row: int
    digest: DecisionDigest


class Queue(msgspec.Struct, frozen=True):
    """The beginnings of both lists, and the days from which their posts come."""

    waiting: tuple[Entry, ...] = ()
    limited: tuple[Entry, ...] = ()
    first: datetime | None = None
    last: datetime | None = None


Cells = Callable[[int, Entry], list[str]]


def queue_of(url: str, run: str, file: Path, cells: Cells) -> Queue:
    """Read the run's decisions from the ledger at `url` and write the whole queue to `file`.

    `cells` tells an entry in words. Raises ServiceError when the file cannot be written.
    """
    waiting: list[Entry] = []
    limited: list[Entry] = []
    days: list[datetime] = []
    with open_ledger(url, create=False) as ledger, closing(_ordered(ledger, run)) as entries:
        try:
            part = file.with_suffix(".part")
            with part.open("w", encoding="utf-8-sig", newline="") as out:
                table = csv.writer(out, delimiter=";")
                table.writerow(COLUMNS)
                for number, entry in enumerate(entries, 1):  # those that nobody waits for come last
                    _note(entry, waiting, limited, days)
                    if entry.digest.priority:
                        table.writerow(map(_safe, cells(number, entry)))
            part.replace(file)
        except OSError as error:
            raise ServiceError(f"cannot write {file}: {error.strerror}") from error
    return Queue(tuple(waiting), tuple(limited), *(days or (None, None)))


def _note(entry: Entry, waiting: list[Entry], limited: list[Entry], days: list[datetime]) -> None:
    digest = entry.digest
    if digest.priority and len(waiting) < SHOWN:
        waiting.append(entry)
    if digest.outcome not in NOTHING and len(limited) < SHOWN:
        limited.append(entry)
    if digest.posted_at:
        days[:] = [min([*days, digest.posted_at]), max([*days, digest.posted_at])]


def _ordered(ledger: Ledger, run: str) -> Generator[Entry]:
    """Priority, then score, then order of posting; sorted on disk, so that a long queue needs no memory."""
    with closing(sqlite3.connect("")) as base:
        base.execute("create table entry (priority text, score real, row integer, body blob)")
        base.executemany("insert into entry values (?, ?, ?, ?)", _rows(ledger, run))
        order = "select body from entry order by priority = '', priority, score desc, row"
        decoder = msgspec.json.Decoder(Entry)
        for (body,) in base.execute(order):
            yield decoder.decode(body)


def _rows(ledger: Ledger, run: str) -> Iterator[tuple[str, float, int, bytes]]:
    for event in ledger.events(kind=Kind.DECISION, after=_start(ledger, run)):
        entry = _entry(event, run)
        if entry is not None:
            digest = entry.digest
            yield digest.priority or "", digest.score, entry.row, msgspec.json.encode(entry)


def _start(ledger: Ledger, run: str) -> int:
    started = ledger.events(kind=Kind.SCAN_STARTED, subject=run)
    return next((event.seq for event in started), 0)


def _entry(event: Event, run: str) -> Entry | None:
    """The entry of a decision of this run; None for another run's and for one that cannot be read."""
    try:
        body = event.data()
        if body.get("run") != run:
            return None
        return Entry(int(body["row"]), msgspec.convert(body["decision"], DecisionDigest))
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError):
        return None  # `ledger verify` names it; the report goes on


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def moment(at: datetime | None) -> str:
    """`2024-11-25 09.30`, as a table sorts it."""
    return f"{at.astimezone(WIB):%Y-%m-%d %H.%M}" if at else ""
