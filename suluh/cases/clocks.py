"""The clocks of a case: what is due when, what is left of it, where it stood still, when to sound the alarm.

Tracks A and C run by the minute, day and night (process.md section 6). Track B runs by days, as the election law
counts them: `deadlines.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

import msgspec

from suluh.cases.actors import Track
from suluh.cases.case import Case
from suluh.cases.times import Service, Tables, tables
from suluh.facts import Facts
from suluh.facts.values import DurationValue

Target = Literal["acknowledge", "first_decision"]
PAUSED = "needs_info"  # the state in which the clock stands still
RECEIPT = {Track.A: ("acknowledged",), Track.C: ("under_legal_check",)}
FIRST = {
    Track.A: ("decided", "duplicate", "out_of_scope"),
    Track.C: ("geo_limited", "removed", "refused"),
}


class Clock(msgspec.Struct, frozen=True):
    """One promise: started, stood still for `paused`, due, and kept or not. Times are aware."""

    target: Target
    started: datetime
    allowed: timedelta
    paused: timedelta
    running: bool  # False while it stands still, or when it has ended
    due: datetime  # moves on while the clock stands still
    ended: datetime | None  # when the promise was kept, late or not
    why: str  # "P1 [D]", "ID-LAW-015"

    def left(self, now: datetime) -> timedelta:
        """Time left at `now`, or left over when it ended; negative when late."""
        return self.due - (self.ended or now)

    def is_breached(self, now: datetime) -> bool:
        return self.left(now) < timedelta(0)

    def used(self, now: datetime) -> float:
        """The part of the allowed time that is gone; 1 and more is late."""
        return 1 - self.left(now) / self.allowed


class Times(msgspec.Struct, frozen=True):
    """The moments of a case; None for what has not come yet."""

    received: datetime
    acknowledged: datetime | None
    taken: datetime | None
    first_decision: datetime | None


class Alarm(msgspec.Struct, frozen=True):
    """That a promise is about to be broken, or has been. `part` of the time was gone at `at`."""

    case: str
    target: Target
    part: float
    at: datetime
    due: datetime

    @property
    def is_breach(self) -> bool:
        return self.part >= 1

    @property
    def key(self) -> str:
        """One word for one alarm, so that it is sent once."""
        return f"{self.case}:{self.target}:{self.part:g}:{self.due:%Y%m%dT%H%M%S}"


def times(case: Case) -> Times:
    """When it was received, acknowledged, taken and first decided, since it was opened or reopened."""
    sent = [entry for entry in case.since_opening() if entry.state != "draft"]
    received = sent[0].at if sent else case.opened_at
    again = bool(sent) and sent[0].state == "reopened"  # its receipt went out the first time
    receipt = _first(case, RECEIPT.get(case.track, ("diterima",)))
    return Times(
        received=received,
        acknowledged=received if again else receipt,
        taken=case.taken_at,
        first_decision=_first(case, FIRST.get(case.track, ("keputusan", "tidak_diregister"))),
    )


def clocks(
    case: Case, now: datetime, facts: Facts | None = None, known: Tables | None = None
) -> tuple[Clock, ...]:
    """The clocks of a case of track A or C; none for track B and for drafts.

    facts: those of the election, which say by when an order is carried out; without them that clock is not shown.
    """
    if case.track is Track.B or case.state == "draft":
        return ()
    moments, ends = times(case), {}
    ends["acknowledge"], ends["first_decision"] = moments.acknowledged, moments.first_decision
    return tuple(
        _clock(case, target, allowed, ends[target] or _closed(case), why, now)
        for target, allowed, why in _allowed(case, facts, known or tables())
    )


def alarms(case: Case, now: datetime, facts: Facts | None = None) -> tuple[Alarm, ...]:
    """Every alarm that is due by now and concerns a promise not yet kept, the earliest first."""
    parts = (*tables().alarms, 1.0)
    found = [
        Alarm(case.id, clock.target, part, clock.due - (1 - part) * clock.allowed, clock.due)
        for clock in clocks(case, now, facts)
        if clock.running
        for part in parts
        if clock.used(now) >= part
    ]
    return tuple(sorted(found, key=lambda alarm: alarm.at))


def _allowed(
    case: Case, facts: Facts | None, known: Tables
) -> Iterator[tuple[Target, timedelta, str]]:
    if case.track is Track.C:
        yield "acknowledge", timedelta(minutes=known.legal.acknowledge), f"[{known.legal.mark}]"
        yield from _of_order(case, facts, known)
        return
    priority = case.priority or known.untriaged
    service = _service(case, priority, known)
    why = f"{priority} [{service.mark}]"
    yield "acknowledge", timedelta(minutes=service.acknowledge), why
    yield "first_decision", timedelta(minutes=service.first_decision), why


def _service(case: Case, priority: str, known: Tables) -> Service:
    """The shortest time that was promised to any partner among the reporters, or the general one."""
    asked = {s.organisation for s in case.sightings if s.organisation}
    agreed = [own[priority] for p, own in known.partners.items() if p in asked and priority in own]
    everyone = known.priorities[priority]
    return min((*agreed, everyone), key=lambda service: service.first_decision)


def _of_order(
    case: Case, facts: Facts | None, known: Tables
) -> Iterator[tuple[Target, timedelta, str]]:
    urgent = case.order is not None and case.order.urgent
    slot = known.legal.urgent_slot if urgent else known.legal.regular_slot
    for fact in (facts.by_slot.get(slot, ()) if facts else ())[:1]:
        if isinstance(fact.value, DurationValue) and fact.value.hours:
            yield "first_decision", timedelta(hours=fact.value.hours), fact.id


def _clock(
    case: Case,
    target: Target,
    allowed: timedelta,
    ended: datetime | None,
    why: str,
    now: datetime,
) -> Clock:
    started = times(case).received
    paused = _stood_still(case, ended or now)
    waiting = case.state == PAUSED and ended is None
    return Clock(
        target=target,
        started=started,
        allowed=allowed,
        paused=paused,
        running=ended is None and not waiting,
        due=started + allowed + paused,
        ended=ended,
        why=why,
    )


def _stood_still(case: Case, until: datetime) -> timedelta:
    """How long it waited for information, up to that moment."""
    entered = [*((e.state, e.at) for e in case.since_opening()), ("", until)]
    waits = [
        max(timedelta(0), min(end, until) - start)
        for (state, start), (_, end) in pairwise(entered)
        if state == PAUSED
    ]
    return sum(waits, timedelta(0))


def _first(case: Case, states: Iterable[str]) -> datetime | None:
    found = [at for state in states if (at := case.entered(state))]
    return min(found, default=None)


def _closed(case: Case) -> datetime | None:
    """A case that ended without a decision has no clock that runs."""
    return case.last_at if case.state in ("closed", "revoked") else None
