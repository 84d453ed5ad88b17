"""The nouns of the report: a figure, a table of them, a distribution, and the report that holds them all.

What is not recorded is not known, and says so; what would show a group of fewer than K is suppressed, and says so.
What a figure's name means stands in data/figures.yaml (`definitions.py`).
"""

from __future__ import annotations

from datetime import date

import msgspec

from suluh.transparency.intervals import wilson
from suluh.transparency.protect import K

REST = "rest"  # the row of everything that is not listed by itself
FORM = "suluh-transparency/1"


class Figure(msgspec.Struct, frozen=True):
    """A count (`numerator` alone) or a share (`numerator` of `denominator`) with its 95 % interval, as parts of 1."""

    name: str
    numerator: int | None = None  # None: suppressed, or not known
    denominator: int | None = None
    low: float | None = None
    high: float | None = None
    suppressed: bool = False
    left_out: int = 0  # cases that would belong to the denominator, did the ledger say more of them

    @property
    def share(self) -> float | None:
        """The part of 1; None where there is none."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator

    @property
    def is_known(self) -> bool:
        return self.numerator is not None


class Row(msgspec.Struct, frozen=True):
    """The figures of one rule, province, week … ; `key` is its code, or REST. `above`: the province of a regency."""

    key: str
    figures: tuple[Figure, ...]
    above: str | None = None


class Table(msgspec.Struct, frozen=True):
    """Rows with the same figures each, in the order in which they are read. The rest, where there is one, is last."""

    name: str
    rows: tuple[Row, ...]


class Bin(msgspec.Struct, frozen=True):
    """From `start` minutes to before `end`; None: and longer."""

    start: int
    end: int | None
    count: int


class Distribution(msgspec.Struct, frozen=True):
    """How long something took. Whole minutes; None where nothing was measured."""

    name: str
    count: int
    median: int | None
    p90: int | None
    bins: tuple[Bin, ...]


class Agreed(msgspec.Struct, frozen=True):
    """How far people agree on a rule's cases without seeing each other; None where it is not defined."""

    rule: str
    cases: int
    same: float  # part of the cases with one outcome only
    kappa: float | None
    kappa_range: tuple[float, float] | None
    alpha: float | None
    alpha_range: tuple[float, float] | None


class Topic(msgspec.Struct, frozen=True):
    """What a rule looks for, and what it needs to see anything: a rule of which nothing was seen is listed too."""

    rule: str
    state: str  # live | shadow | draft | retired
    fired: Figure  # in the scans' posts
    shadow: Figure  # counted only
    needs: tuple[str, ...]  # inputs of the policy, without which the rule cannot speak


class CountedHead(msgspec.Struct, frozen=True):
    """The ledger that was counted: so many events, the root of the tree over them, the last event's hash."""

    events: int
    root: str
    hash: str


class Report(msgspec.Struct, frozen=True):
    """Everything that is published for a period. Days in WIB, both inclusive; None for an empty ledger."""

    head: CountedHead
    start: date | None
    end: date | None
    ratios: tuple[Figure, ...]  # the five that TikTok publishes, of what was removed
    actions: tuple[Figure, ...]  # the same of everything that was done
    errors: tuple[Figure, ...]
    counts: tuple[Figure, ...]
    outcomes: Table
    tables: tuple[Table, ...]
    times: tuple[Distribution, ...]
    agreement: tuple[Agreed, ...]
    topics: tuple[Topic, ...]
    orders: Table  # of authorities: apart from everything else, and exact
    election_law: tuple[Figure, ...]  # Bawaslu's cases: apart
    coverage: tuple[Figure, ...]
    k: int = K
    form: str = FORM

    def table(self, name: str) -> Table:
        """One of the tables by its name."""
        return next(table for table in self.tables if table.name == name)


def counted(name: str, count: int) -> Figure:
    """A count that is shown."""
    return Figure(name, count)


def shared(name: str, part: int, whole: int, left_out: int = 0) -> Figure:
    """A share that is shown; not known where there is nothing to divide by."""
    low, high = wilson(part, whole) or (None, None)
    return Figure(name, part, whole, low, high, left_out=left_out)


def not_known(name: str, left_out: int) -> Figure:
    """A figure that the ledger has no answer to."""
    return Figure(name, left_out=left_out)


def suppressed(name: str, whole: int | None = None) -> Figure:
    """A figure that would show too small a group; `whole` where that much may be shown."""
    return Figure(name, denominator=whole, suppressed=True)
