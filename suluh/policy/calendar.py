"""The dates of a policy taken from the facts of the election that it is used for.

A period says in `from` which facts its two ends come from:

    near_poll: {from: {start: voting_date at voting_hours - 72 h, end: voting_date}, ...}

A start is the beginning of that day, or the opening hour; an end is the end of that day, or the closing hour. A fact that
is itself a moment (`quick_count_earliest`) is taken as it is. Where the election has no such fact the period is unknown,
and a rule that asks for it is recorded as not evaluated.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import msgspec

from suluh.content import WIB
from suluh.facts import Facts
from suluh.facts.values import DateRangeValue, DateTimeValue, DateValue, TimeRangeValue, Value
from suluh.policy.rule import Period, Policy

ORIGIN = re.compile(r"(?P<slot>\w+)(?: at (?P<hours>\w+))?(?: - (?P<less>\d+) h)?")


class Dated(msgspec.Struct, frozen=True):
    """A policy with the dates of an election, and the periods that this election has no fact for."""

    policy: Policy
    unknown: tuple[str, ...] = ()


def dated(policy: Policy, facts: Facts) -> Dated:
    """The policy as it is for its own election; with the dates of the facts for any other."""
    if policy.name == facts.election.id:
        return Dated(policy)
    found = {name: period_from(period, facts) for name, period in policy.periods.items()}
    unknown = tuple(name for name, period in found.items() if period.is_unknown)
    here = msgspec.structs.replace(policy, vote_date=facts.voting_date, periods=found)
    return Dated(here, unknown)


def period_from(period: Period, facts: Facts) -> Period:
    """The period by the facts it comes from; without both of its ends when one of them is not known."""
    start = _moment(period.start_from, facts, last=False)
    end = _moment(period.end_from, facts, last=True)
    lacking = (period.start and start is None) or (period.end and end is None)
    if lacking or (start and end and start >= end):
        start = end = None
    slots = _slots(period.start_from) + _slots(period.end_from)
    ids = dict.fromkeys(fact.id for slot in slots for fact in facts.by_slot.get(slot, ())[:1])
    return msgspec.structs.replace(period, start=start, end=end, facts=tuple(ids))


def _slots(origin: str | None) -> tuple[str, ...]:
    found = ORIGIN.fullmatch(origin or "")
    return tuple(slot for slot in (found["slot"], found["hours"]) if slot) if found else ()


def _moment(origin: str | None, facts: Facts, *, last: bool) -> datetime | None:
    found = ORIGIN.fullmatch(origin or "")
    if not found:
        return None
    value = _value(facts, found["slot"])
    if isinstance(value, DateTimeValue):
        moment: datetime | None = value.datetime
    else:
        moment = _of_day(_day(value, last), found["hours"], facts, last=last)
    return moment - timedelta(hours=int(found["less"] or 0)) if moment else None


def _of_day(day: date | None, hours: str | None, facts: Facts, *, last: bool) -> datetime | None:
    """The beginning of the day, or the end of it when it is the last; with hours, their opening or closing."""
    if day is None:
        return None
    if hours is None:
        return datetime.combine(day, time(), WIB) + timedelta(days=last)
    clock = _value(facts, hours)
    if not isinstance(clock, TimeRangeValue):
        return None
    return datetime.combine(day, time.fromisoformat(clock.end if last else clock.start), WIB)


def _day(value: Value | None, last: bool) -> date | None:
    if isinstance(value, DateRangeValue):
        return value.end if last else value.start
    return value.date if isinstance(value, DateValue) else None


def _value(facts: Facts, slot: str) -> Value | None:
    """The first fact of the slot that holds for the whole country, or the first at all."""
    known = facts.by_slot.get(slot, ())
    whole = next((fact for fact in known if fact.jurisdiction == "ID"), None)
    chosen = whole or next(iter(known), None)
    return chosen.value if chosen else None
