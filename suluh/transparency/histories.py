"""The events of a ledger, case by case: of all cases, or of those that have moved since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from suluh.cases import Case, happened
from suluh.cases.events import PREFIX, read_json
from suluh.ledger import Event, Kind, Ledger
from suluh.transparency.counted import Saw

_SAW = msgspec.json.Decoder(Saw)
_AT_ONCE = 5000  # events written to the sorting table together


class Told(NamedTuple):
    """What is needed of an event about a case."""

    seq: int
    kind: str
    body: str
    at: str


class Moved(NamedTuple):
    """What came between two events of a ledger: the cases it was about, every other event, and the last of all."""

    cases: tuple[str, ...]
    others: tuple[Event, ...]
    last: Event | None


def is_about_a_case(kind: str) -> bool:
    """Whether events of this kind belong to a case's history."""
    return kind.startswith(PREFIX) or kind == Kind.MACHINE_SAW


def moved(ledger: Ledger, after: int, upto: int) -> Moved:
    """What came after one event, up to and with another."""
    cases, others, last = dict[str, None](), list[Event](), None
    for event in ledger.events(after=after):
        if event.seq > upto:
            break
        last = event
        if is_about_a_case(event.kind):
            cases[event.subject] = None
        else:
            others.append(event)
    return Moved(tuple(cases), tuple(others), last)


def history(ledger: Ledger, case: str, upto: int) -> list[Told]:
    """The events of one case, in order, up to and with an event of the ledger."""
    return [
        Told(event.seq, event.kind, event.body, event.at)
        for event in ledger.about(case)
        if event.seq <= upto and is_about_a_case(event.kind)
    ]


def read(history: Sequence[Told]) -> tuple[Case | None, Saw | None]:
    """A case and what the scan noticed about it, out of its events. Raises Refused, RequestError, MsgspecError."""
    case: Case | None = None
    saw: Saw | None = None
    for told in history:
        if told.kind == Kind.MACHINE_SAW:
            saw = _SAW.decode(told.body)
        elif told.kind.startswith(PREFIX):
            case = happened(case, read_json(told.body))
    return case, saw


class Sorter:
    """Events put in as they come, got back case by case. SQLite keeps them in a file of its own that nobody sees."""

    def __enter__(self) -> Sorter:
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

    def cases(self) -> Iterator[list[Told]]:
        """The events of one case after the other, each in order."""
        self._write()
        rows = self._db.execute(
            "SELECT subject, seq, kind, body, at FROM told ORDER BY subject, seq"
        )
        for _, some in groupby(rows, key=lambda row: row[0]):
            yield [Told(*row[1:]) for row in some]

    def _write(self) -> None:
        self._db.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?)", self._rows)
        self._rows.clear()
