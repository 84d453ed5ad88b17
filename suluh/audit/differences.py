"""Is more done, faster or harsher, with posts about one than about the others of the race?

Everybody who is mentioned is held against posts that mention others of the same race (a pair against the other pairs,
a party against the other parties), within posts on the same topic with about the same reach. A post that names several
of a race says nothing about a difference between them and is left out of that race.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from suluh.audit.chance import LEVEL, Compared, compared, holm, wilson
from suluh.audit.observed import Observation, by_race


class Measure(NamedTuple):
    """What is compared, and whether it is yes or no, or a size of which the order counts."""

    value: Callable[[Observation], float | bool | None]
    ranked: bool = False


MEASURES: Mapping[str, Measure] = {
    "limited": Measure(lambda seen: seen.limited),
    "proposed": Measure(lambda seen: seen.proposed),
    "acted": Measure(lambda seen: seen.acted),
    "removed": Measure(lambda seen: seen.removed),
    "wrong": Measure(lambda seen: seen.wrong),
    "hours": Measure(lambda seen: seen.hours, ranked=True),
    "place": Measure(lambda seen: seen.place, ranked=True),
}


class Difference(msgspec.Struct, frozen=True):
    """One measure of one who is mentioned, against the others of the race. Shares from 0 to 1.

    `difference` of hours and place is the chance to wait longer (stand higher) than another's post, minus one half.
    """

    who: str
    race: str
    measure: str
    n: int
    share: float | None  # of the group; the mean, where it is a size
    interval: tuple[float, float] | None
    others: int
    difference: float | None = None  # None: too few to say
    between: tuple[float, float] | None = None  # 95 % around the difference
    p: float | None = None
    held: float | None = None  # p after all tests of the audit
    smallest: float | None = None  # difference that would have been found four times in five

    @property
    def too_few(self) -> bool:
        return self.difference is None

    @property
    def stands_out(self) -> bool:
        """Whether chance is no good explanation, however many tests were made."""
        return self.held is not None and self.held < LEVEL


class Differences(msgspec.Struct, frozen=True):
    """Everything that was compared."""

    observations: int
    mentioning: int
    tests: int  # that could be made
    rows: tuple[Difference, ...]

    @property
    def flagged(self) -> tuple[Difference, ...]:
        return tuple(row for row in self.rows if row.stands_out)


def differences(observations: Sequence[Observation]) -> Differences:
    """Every measure of everybody who is mentioned, with what could have been found, held together by Holm."""
    rows = [pair for who, race in by_race(observations) for pair in _of(who, race, observations)]
    tested = [found for _, found in rows if found.enough]
    held = iter(holm([found.p for found in tested]))
    told = [
        _tested(row, found, next(held), len(tested)) if found.enough else row for row, found in rows
    ]
    mentioning = sum(bool(one.mentions) for one in observations)
    return Differences(len(observations), mentioning, len(tested), tuple(told))


def _of(
    who: str, race: str, observations: Sequence[Observation]
) -> Iterator[tuple[Difference, Compared]]:
    told = [(one, mine) for one in observations if (mine := _named(one, race)) is not None]
    for name, measure in MEASURES.items():
        known = [
            (one, mine, value) for one, mine in told if (value := measure.value(one)) is not None
        ]
        values = [float(value) for *_, value in known]
        group = [mine == who for _, mine, _ in known]
        if any(group):
            found = compared(
                values, group, [one.stratum for one, *_ in known], ranked=measure.ranked
            )
            yield _row(who, race, name, values, group, found), found


def _named(one: Observation, race: str) -> str | None:
    """Who of the race is named, when it is one alone."""
    named = [name for name in one.mentions if name.rpartition(":")[0] == race]
    return named[0] if len(named) == 1 else None


def _row(
    who: str, race: str, name: str, values: Sequence[float], group: Sequence[bool], found: Compared
) -> Difference:
    mine = [value for value, inside in zip(values, group, strict=True) if inside]
    ranked = MEASURES[name].ranked
    return Difference(
        who,
        race,
        name,
        len(mine),
        sum(mine) / len(mine),
        None if ranked else wilson(round(sum(mine)), len(mine)),
        found.others,
    )


def _tested(row: Difference, found: Compared, held: float, tests: int) -> Difference:
    return msgspec.structs.replace(
        row,
        difference=found.difference,
        between=found.interval(),
        p=found.p,
        held=held,
        smallest=found.smallest(tests),
    )
