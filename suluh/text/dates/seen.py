"""A day that a text names, and the day against which undated words are read."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import msgspec


class SeenDate(msgspec.Struct, frozen=True):
    """A day or a stretch of days, with its place in the normalised text."""

    start: int
    end: int
    first: date
    last: date
    year_said: bool = False
    weekday: int | None = None  # Monday 0, when the text names one; may disagree with `first`
    relative: bool = False  # read against the time of posting, or against voting day (H-1)
    tentative: bool = False  # another reading is possible
    grain: str = "day"  # day | week | month | year: how exactly it was said


class Anchor(msgspec.Struct, frozen=True):
    """What undated words are read against."""

    posted: date | None
    vote_day: date | None

    @property
    def day(self) -> date | None:
        return self.posted or self.vote_day


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None for one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dated(day: int, month: int, year: str | None, anchor: Anchor) -> date | None:
    """The day; without a year, in the year that brings it nearest to the anchor."""
    if year is not None:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        return day_of(full, month, day)
    near = anchor.day
    if near is None:
        return None
    options = [day_of(near.year + shift, month, day) for shift in (-1, 0, 1)]
    return min((d for d in options if d), key=lambda d: abs(d - near), default=None)


def month_of(day: date, shift: int) -> tuple[date, date]:
    """First and last day of the month, `shift` months from that of `day`."""
    months = day.year * 12 + day.month - 1 + shift
    year, month = divmod(months, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
