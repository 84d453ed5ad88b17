"""The official answers that a post is held against: one region, one day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

from suluh.facts.fact import Fact, Facts
from suluh.facts.values import (
    DateRangeValue,
    DateTimeValue,
    DateValue,
    NumberValue,
    RecordValue,
    TimeRangeValue,
)

_BEFORE, _AFTER = timedelta(days=-280), timedelta(days=240)


class Official(msgspec.Struct, frozen=True):
    """Facts as they stood for `region` on the day of posting; without a day, as they stand at the poll."""

    facts: Facts
    region: str | None = None
    posted: datetime | None = None

    @property
    def day(self) -> date:
        return self.posted.date() if self.posted else self.facts.voting_date

    @property
    def poll(self) -> date:
        return self.facts.voting_date

    @property
    def in_season(self) -> bool:
        """Whether a post of this day can be about this election at all, as far as its time tells."""
        return self.posted is None or _BEFORE <= self.day - self.poll <= _AFTER

    def fact(self, slot: str) -> Fact | None:
        """The fact in force, or else the latest version of it."""
        found = self.facts.of_slot(slot, self.region, self.day) or self.facts.of_slot(
            slot, self.region
        )
        return found[-1] if found else None

    def date(self, slot: str) -> tuple[date, date] | None:
        """First and last day; the same for a single day."""
        fact = self.fact(slot)
        if fact is None:
            return None
        if isinstance(fact.value, DateValue):
            return fact.value.date, fact.value.date
        if isinstance(fact.value, DateRangeValue):
            return fact.value.start, fact.value.end
        return None

    def hours(self, slot: str) -> tuple[time, time] | None:
        fact = self.fact(slot)
        if fact is None or not isinstance(fact.value, TimeRangeValue):
            return None
        return time.fromisoformat(fact.value.start), time.fromisoformat(fact.value.end)

    def moment(self, slot: str) -> datetime | None:
        fact = self.fact(slot)
        return fact.value.datetime if fact and isinstance(fact.value, DateTimeValue) else None

    def number(self, slot: str) -> float | None:
        fact = self.fact(slot)
        return fact.value.number if fact and isinstance(fact.value, NumberValue) else None

    def field(self, slot: str, name: str) -> Any:
        """One named value of a record; None when there is no such record."""
        fact = self.fact(slot)
        return fact.value.fields.get(name) if fact and isinstance(fact.value, RecordValue) else None
