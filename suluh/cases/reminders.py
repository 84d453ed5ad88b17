"""When to speak up about a promise that still runs, on any track: before it is broken, when it is, and while it stays so.

Unlike `clocks.alarms` this also says what is to come, so that nobody has to look at a case before then.
Nothing here sends anything: whoever sends keeps the keys of what was sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from suluh.cases.actors import Track
from suluh.cases.case import Case
from suluh.cases.clocks import Alarm, clocks
from suluh.cases.deadlines import deadlines
from suluh.cases.handover import running as unanswered
from suluh.cases.times import tables
from suluh.facts import Facts

AGAIN = (
    2.0,
    3.0,
)  # a first decision that is late by its whole time, and by twice that (project decision)
ENDED_B = frozenset({"selesai", "dicabut", "tidak_diregister"})


def reminders(case: Case, now: datetime, facts: Facts) -> tuple[Alarm, ...]:
    """Every alarm of what runs at `now`, past ones and those to come, the earliest first.

    None for what stands still, was kept, or has no known deadline.
    """
    found = [
        Alarm(case.id, about, part, due - (1 - part) * allowed, due)
        for about, due, allowed in _running(case, now, facts)
        for part in (*tables().alarms, 1.0, *(AGAIN if about == "first_decision" else ()))
    ]
    return tuple(sorted(found, key=lambda alarm: (alarm.at, alarm.key)))


def due_now(case: Case, now: datetime, facts: Facts) -> tuple[Alarm, ...]:
    """The latest alarm of each promise whose time has come: who was away hears the last word only."""
    latest = {a.target: a for a in reminders(case, now, facts) if a.at <= now}
    return tuple(latest.values())


def next_at(case: Case, now: datetime, facts: Facts) -> datetime | None:
    """When there will be something to say, if nothing happens until then."""
    return next((a.at for a in reminders(case, now, facts) if a.at > now), None)


def _running(case: Case, now: datetime, facts: Facts) -> Iterator[tuple[str, datetime, timedelta]]:
    if case.track is not Track.B:
        for clock in clocks(case, now, facts):
            if clock.running:
                yield clock.target, clock.due, clock.allowed
        yield from unanswered(case)
        return
    for deadline in deadlines(case, facts):
        if deadline.due and deadline.ended is None and case.state not in ENDED_B:
            yield deadline.name, deadline.due, deadline.due - deadline.starts
