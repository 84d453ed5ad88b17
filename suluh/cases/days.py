"""Days as a law counts them: calendar days or working days, holidays, and the clock of the place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Literal

import msgspec

from suluh.cases.times import tables
from suluh.content import WIB
from suluh.facts import Facts
from suluh.facts.values import RecordValue

DayKind = Literal["hari", "hari kerja"]
WITA = timezone(timedelta(hours=8), "WITA")
WIT = timezone(timedelta(hours=9), "WIT")
ZONES = {"WIB": WIB, "WITA": WITA, "WIT": WIT}


class Calendar(msgspec.Struct, frozen=True):
    """The holidays that a source states, and which they are: others there may be, and they are not known here."""

    holidays: frozenset[date] = frozenset()
    facts: tuple[str, ...] = ()  # the facts they come from

    def is_working(self, day: date) -> bool:
        """Monday to Friday, and no holiday that is known."""
        return day.weekday() < 5 and day not in self.holidays


def calendar_of(facts: Facts) -> Calendar:
    """The holidays among the facts of an election (slot voting_day_holiday)."""
    known = facts.by_slot.get("voting_day_holiday", ())
    days = {
        fact.id: fact.value.fields.get("date")
        for fact in known
        if isinstance(fact.value, RecordValue)
    }
    found = {key: date.fromisoformat(str(day)) for key, day in days.items() if day}
    return Calendar(frozenset(found.values()), tuple(found))


def zone_of(region: str | None) -> timezone:
    """WIB, WITA or WIT by the Kemendagri code of the province; WIB for the nation and what is unknown."""
    province = (region or "").split(".")[0]
    zones = tables().zones
    name = next((name for name, codes in zones.items() if province in codes), "WIB")
    return ZONES[name]


def days_after(start: date, count: int, kind: DayKind, calendar: Calendar) -> date:
    """The last day of a term of `count` days, the day after `start` being the first.

    >>> days_after(date(2024, 11, 22), 7, "hari", Calendar())
    datetime.date(2024, 11, 29)
    >>> days_after(date(2024, 11, 22), 3, "hari kerja", Calendar(frozenset({date(2024, 11, 27)})))
    datetime.date(2024, 11, 28)
    """
    if kind == "hari":
        return start + timedelta(days=count)
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= calendar.is_working(day)
    return day


def end_of(day: date, zone: timezone) -> datetime:
    """The moment at which the day is over on the clock of the place."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def local_day(at: datetime, region: str | None) -> date:
    """The day it is in that region at that moment."""
    return at.astimezone(zone_of(region)).date()
