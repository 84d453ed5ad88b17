"""Events in, sums out: the one way from the ledger to a figure.

    events ──► grouped by case ──► happened() ──► cells() ──► Sums ──► Report (report.py)

`fold` reads all events of a ledger or a dump. `advance` brings sums up to date: only cases that have moved since are
read, what they had added is taken away and what they add now is put in its place. Both give the same sums.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

import msgspec

from suluh.cases import Case, Refused, happened
from suluh.cases.events import PREFIX, AnyHappening
from suluh.errors import LedgerBroken
from suluh.ledger import Event, Kind, Ledger
from suluh.transparency import beside
from suluh.transparency.counted import Saw, cells
from suluh.transparency.sums import Cell, Sums, day

_HAPPENING = msgspec.json.Decoder(AnyHappening)
_SAW = msgspec.json.Decoder(Saw)
_AT_ONCE = 5000  # events written to the sorting table together


class _Told(NamedTuple):
    """What is needed of an event about a case."""

    seq: int
    kind: str
    body: str
    at: str


def fold(events: Iterable[Event]) -> Sums:
    """The sums of a whole ledger, in order from its first event. Cases are sorted on the disk, not in memory."""
    sums = Sums()
    with _Sorter() as sorter:
        for event in events:
            sums.seq, sums.hash = event.seq, event.hash
            if _is_about_a_case(event.kind):
                sorter.put(event)
            else:
                beside.note(sums, event)
        for history in sorter.cases():
            sums.add(_added(history))
    return sums


def advance(sums: Sums, ledger: Ledger, upto: int) -> Sums:
    """The sums of events 1 to `upto`, from those of fewer events of the same ledger; `sums` stays as it is.

    Raises LedgerBroken when the sums are not this ledger's.
    """
    _must_be_of(sums, ledger)
    new = Sums(sums.seq, sums.hash, dict(sums.cells), dict(sums.sectors))
    moved: dict[str, None] = {}
    for event in ledger.events(after=sums.seq):
        if event.seq > upto:
            break
        new.seq, new.hash = event.seq, event.hash
        if _is_about_a_case(event.kind):
            moved[event.subject] = None
        else:
            beside.note(new, event)
    for case in moved:
        told = [_of(e) for e in ledger.about(case) if e.seq <= upto and _is_about_a_case(e.kind)]
        new.add(_added([one for one in told if one.seq <= sums.seq]), -1)
        new.add(_added(told))
    return new


def _must_be_of(sums: Sums, ledger: Ledger) -> None:
    if sums.seq and ledger.event(sums.seq).hash != sums.hash:
        raise LedgerBroken(f"event {sums.seq} is not the one up to which was counted")


def _is_about_a_case(kind: str) -> bool:
    return kind.startswith(PREFIX) or kind == Kind.MACHINE_SAW


def _of(event: Event) -> _Told:
    return _Told(event.seq, event.kind, event.body, event.at)


def _added(history: Sequence[_Told]) -> Iterator[Cell]:
    """What one case adds. A case that cannot be read is counted as such, so that it is missed by nobody."""
    try:
        case, saw = read(history)
    except (Refused, msgspec.MsgspecError):
        yield "unreadable", day(datetime.fromisoformat(history[0].at)), "", ""
        return
    if case:
        yield from cells(case, saw)


def read(history: Iterable[_Told | Event]) -> tuple[Case | None, Saw | None]:
    """A case and what the scan noticed about it, out of its events. Raises Refused, MsgspecError."""
    case: Case | None = None
    saw: Saw | None = None
    for told in history:
        if told.kind == Kind.MACHINE_SAW:
            saw = _SAW.decode(told.body)
        elif told.kind.startswith(PREFIX):
            case = happened(case, _HAPPENING.decode(told.body))
    return case, saw


class _Sorter:
    """Events put in as they come, got back case by case. SQLite keeps them in a file of its own that nobody sees."""

    def __enter__(self) -> _Sorter:
        self._db = sqlite3.connect("")  # a private file, made when memory does not hold it any more
        self._db.execute("CREATE TABLE told (subject, seq, kind, body, at)")
        self._rows: list[tuple[object, ...]] = []
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def put(self, event: Event) -> None:
        """One more."""
        self._rows.append((event.subject, event.seq, event.kind, event.body, event.at))
        if len(self._rows) >= _AT_ONCE:
            self._write()

    def cases(self) -> Iterator[list[_Told]]:
        """The events of one case after the other, each in order."""
        self._write()
        rows = self._db.execute(
            "SELECT subject, seq, kind, body, at FROM told ORDER BY subject, seq"
        )
        for _, some in groupby(rows, key=lambda row: row[0]):
            yield [_Told(*row[1:]) for row in some]

    def _write(self) -> None:
        self._db.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?)", self._rows)
        self._rows.clear()
