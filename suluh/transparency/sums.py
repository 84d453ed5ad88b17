"""Counts by day that can be added and taken away: what the ledger's events have come to, and up to which event.

A cell is (measure, day, dimension, value). The measures and what they mean are those of `counted.py` and `beside.py`;
every measure has a cell of the dimension ALL, and one for each way in which it is broken down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TypeAlias

import msgspec

from suluh.content import WIB
from suluh.ledger.events import NO_HASH

Cell: TypeAlias = tuple[str, str, str, str]
ALL = ""  # the dimension of what is not broken down; its value is "" too


class Sums(msgspec.Struct):
    """What events 1 to `seq` have come to. `hash` is that of event `seq`: sums of another ledger are found out by it."""

    seq: int = 0
    hash: str = NO_HASH
    cells: dict[Cell, int] = {}
    sectors: dict[str, str] = {}  # of organisations that report, as was last written down

    def add(self, cells: Iterable[Cell], times: int = 1) -> None:
        """Each cell once more, or `times` more; a cell that comes to nothing is gone."""
        for cell, count in Counter(cells).items():
            self.put(cell, count * times)

    def put(self, cell: Cell, count: int) -> None:
        """One cell, so many more."""
        total = self.cells.get(cell, 0) + count
        if total:
            self.cells[cell] = total
        else:
            self.cells.pop(cell, None)

    def days(self) -> tuple[date, date] | None:
        """The first and the last day with anything in it (WIB); None for an empty ledger."""
        days = {cell[1] for cell in self.cells}
        return (date.fromisoformat(min(days)), date.fromisoformat(max(days))) if days else None


class View:
    """The sums of some days, both inclusive, looked up by measure and dimension."""

    def __init__(self, sums: Sums, start: date, end: date) -> None:
        self._of: dict[tuple[str, str], Counter[str]] = {}
        first, last = start.isoformat(), end.isoformat()
        for (measure, on, dimension, value), count in sums.cells.items():
            if first <= on <= last:
                self._of.setdefault((measure, dimension), Counter())[value] += count
                if dimension == ALL:
                    self._of.setdefault((measure, "week"), Counter())[week(on)] += count

    def total(self, measure: str) -> int:
        """Of a measure, everything."""
        return self.by(measure, ALL)[""]

    def by(self, measure: str, dimension: str) -> Counter[str]:
        """Of a measure, by the values of a dimension; `week` is the Monday of each week."""
        return self._of.get((measure, dimension), Counter())


def day(at: datetime) -> str:
    """The day in WIB, ISO 8601."""
    return at.astimezone(WIB).date().isoformat()


def week(on: str) -> str:
    """The Monday of the day's week.

    >>> week("2024-11-27")
    '2024-11-25'
    """
    found = date.fromisoformat(on)
    return date.fromordinal(found.toordinal() - found.weekday()).isoformat()


def each(measures: Iterable[str], on: str, ways: Iterable[tuple[str, str]]) -> Iterator[Cell]:
    """A cell for every measure and every way in which it is broken down, the undivided one too."""
    ways = ((ALL, ""), *ways)
    return ((measure, on, way, value) for measure in measures for way, value in ways)
