"""The clocks of a case for people: what is promised, what is left, where it stood still; the days a law counts."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from suluh.cases import Case, Track
from suluh.cases.clocks import PAUSED, clocks, times
from suluh.cases.days import Calendar, calendar_of, local_day, zone_of
from suluh.cases.deadlines import Deadline, deadlines
from suluh.cases.ladder import next_stages
from suluh.facts import Fact, Facts

MOST_MONTHS = 4  # of the calendar


class Pause(NamedTuple):
    """The clock stood still; `end` is None while it does."""

    start: datetime
    end: datetime | None


class Due(NamedTuple):
    """A deadline with the fact that it comes from, as far as there is one."""

    deadline: Deadline
    fact: Fact | None
    is_late: bool


class Day(NamedTuple):
    """A day of the calendar; `due` are the names of the deadlines that end with it."""

    day: date
    inside: bool  # of the month
    working: bool
    holiday: bool
    today: bool
    due: tuple[str, ...]


class Month(NamedTuple):
    first: date
    weeks: list[list[Day]]


def timing(case: Case, facts: Facts, now: datetime) -> dict[str, Any]:
    """What the page shows."""
    due = [
        Due(d, facts.get(d.fact) if d.fact else None, d.is_late(now))
        for d in deadlines(case, facts)
    ]
    known = calendar_of(facts)
    return {
        "now": now,
        "case": case,
        "zone": zone_of(case.region).tzname(None),
        "clocks": clocks(case, now, facts),
        "stands": case.state == PAUSED,
        "moments": _moments(case),
        "pauses": list(pauses(case)),
        "deadlines": due,
        "months": months(case, [d.deadline for d in due], known, now)
        if case.track is Track.B
        else [],
        "holidays": [(fact, facts.get(fact)) for fact in known.facts],
        "rung": case.stands_at,
        "next_rungs": [stage.rung for stage in next_stages(case)]
        if case.track is not Track.C
        else [],
    }


def pauses(case: Case) -> Iterator[Pause]:
    """Every time that the case waited for information, since it was opened or reopened."""
    states = list(case.since_opening())
    for entry, after in pairwise(states):
        if entry.state == PAUSED:
            yield Pause(entry.at, after.at)
    if states and states[-1].state == PAUSED:
        yield Pause(states[-1].at, None)


def months(case: Case, due: list[Deadline], known: Calendar, now: datetime) -> list[Month]:
    """The months from the first start to the last deadline, today's among them when it is near."""
    starts = [local_day(d.starts, case.region) for d in due]
    ends = {d.name: _last_day(d, case) for d in due if d.due}
    today = local_day(now, case.region)
    if not starts:
        return []
    first = min(starts).replace(day=1)
    last = max([*ends.values(), *starts])
    return [_month(start, ends, known, today) for start in _firsts(first, last)]


def _moments(case: Case) -> list[tuple[str, datetime | None]]:
    found = times(case)
    names = ("received", "acknowledged", "taken", "first_decision")
    return [(f"moment_{name}", getattr(found, name)) for name in names]


def _last_day(deadline: Deadline, case: Case) -> date:
    """The day with which it ends: the moment itself is the midnight after."""
    assert deadline.due is not None
    return local_day(deadline.due - timedelta(seconds=1), case.region)


def _firsts(first: date, last: date) -> Iterator[date]:
    for _ in range(MOST_MONTHS):
        if first > last:
            return
        yield first
        first = (first + timedelta(days=32)).replace(day=1)


def _month(first: date, ends: dict[str, date], known: Calendar, today: date) -> Month:
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(first, [[_day(d, first, ends, known, today) for d in week] for week in weeks])


def _day(day: date, first: date, ends: dict[str, date], known: Calendar, today: date) -> Day:
    due = tuple(name for name, end in ends.items() if end == day)
    return Day(
        day,
        day.month == first.month,
        known.is_working(day),
        day in known.holidays,
        day == today,
        due,
    )
