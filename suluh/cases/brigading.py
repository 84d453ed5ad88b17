"""Many reports at once against one account, one post or out of one region: seen, shown to a person, damped in the queue.

    reports ─► surges: far more reports in a window than before, from several people ─► what their earlier reports came to

A surge proves nothing: a lie that spreads is reported by many too. So nothing is refused and nobody is named; the cases
of a surge take their place by what became of the reports of the same people before, and of the surge's own cases as they
are decided, with the beginning value of a new reporter. Within a priority only: a threat stays first whoever reports it.
What is counted is an address, an account or a region, never a candidate: whom a post speaks of cannot be passed here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from suluh.cases.reporters import Measured

# Project decisions, all of them.
WINDOW = timedelta(hours=6)
BEFORE = timedelta(days=7)  # what is usual is counted over these days before the window
LEAST_REPORTS, LEAST_PEOPLE = 12, 6
USUAL = 1.0  # reports a window that are usual even where there were none
CHANCE = (
    1e-6  # at most so likely by chance, after counting every target and region that was looked at
)

Kind = Literal["account", "post", "region"]


class Report(msgspec.Struct, frozen=True):
    """One report: of which case, by whom (a key), when, where seen, against which account and address. Unknown is ""."""

    case: str
    by: str
    at: datetime
    region: str = ""
    account: str = ""
    post: str = ""


class Surge(msgspec.Struct, frozen=True):
    """Far more reports than usual about one thing. `expected`: as many as were usual in such a window before."""

    kind: Kind
    key: str
    reports: int
    people: int
    newcomers: int  # people who had reported nothing in the days before
    expected: float
    chance: float
    since: datetime
    cases: tuple[str, ...]
    measured: Measured  # what the decided reports of these people came to


def surges(reports: Iterable[Report], outcomes: Mapping[str, bool], now: datetime) -> list[Surge]:
    """The surges of the last `WINDOW`, the least likely first.

    reports: of the window and of `BEFORE`. outcomes: decided cases, and whether something was done that still stands.
    """
    told = [one for one in reports if now - WINDOW - BEFORE < one.at <= now]
    groups: dict[tuple[Kind, str], list[Report]] = defaultdict(list)
    for one in told:
        for key in _keys(one):
            groups[key].append(one)
    found = [_surge(kind, key, mine, told, outcomes, now) for (kind, key), mine in groups.items()]
    kept = [one for one in found if one and one.chance * len(groups) <= CHANCE]
    return sorted(kept, key=lambda one: (one.chance, one.kind, one.key))


def damped(case: str, measured: Measured | None, found: Iterable[Surge]) -> Measured | None:
    """What a case's place rests on: the least that its reporter or a surge that it belongs to has earned.

    >>> damped("A-1", Measured(10, 9), []).expected
    0.7
    """
    own = [one.measured for one in found if case in one.cases]
    return min(
        [*own, *([measured] if measured else [])], key=lambda one: one.expected, default=None
    )


def _keys(one: Report) -> list[tuple[Kind, str]]:
    named: list[tuple[Kind, str]] = [
        ("account", one.account), ("post", one.post), ("region", one.region),
    ]  # fmt: skip
    return [(kind, key) for kind, key in named if key]


def _surge(
    kind: Kind,
    key: str,
    mine: list[Report],
    told: list[Report],
    outcomes: Mapping[str, bool],
    now: datetime,
) -> Surge | None:
    start = now - WINDOW
    recent = [one for one in mine if one.at > start]
    people = {one.by for one in recent}
    if len(recent) < LEAST_REPORTS or len(people) < LEAST_PEOPLE:
        return None
    expected = max(USUAL, (len(mine) - len(recent)) * (WINDOW / BEFORE))
    known = {one.by for one in told if one.at <= start}
    theirs = {one.case for one in told if one.by in people} & set(outcomes)
    return Surge(
        kind=kind,
        key=key,
        reports=len(recent),
        people=len(people),
        newcomers=len(people - known),
        expected=expected,
        chance=_at_least(len(recent), expected),
        since=min(one.at for one in recent),
        cases=tuple(sorted({one.case for one in recent})),
        measured=Measured(len(theirs), sum(outcomes[case] for case in theirs)),
    )


def _at_least(count: int, expected: float) -> float:
    """How likely so many or more are where `expected` are usual (Poisson).

    >>> round(_at_least(1, 1.0), 3), _at_least(30, 1.0) < 1e-30
    (0.632, True)
    """
    term = math.exp(count * math.log(expected) - expected - math.lgamma(count + 1))
    total, k = 0.0, count
    while term > total * 1e-12 and k < count + 10_000:
        total += term
        k += 1
        term *= expected / k
    return min(1.0, total)
