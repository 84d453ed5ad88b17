"""Dates and times as spreadsheets, phones and web pages write them here: 20/11/2024 10.15, 20 Nov 2024."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple

# The shorter forms are those that phones and spreadsheets write in Indonesian and in English.
_NAMES = (
    "januari january jan",
    "februari february feb peb",
    "maret march mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu aug agt ags",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
ZONES = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0, "Z": 0}

_WEEKDAY = re.compile(
    r"(?:sen(?:in)?|sel(?:asa)?|rab(?:u)?|kam(?:is)?|jum['’]?(?:at)?|sab(?:tu)?|min(?:ggu)?|ahad|"
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"\.?[,\s]\s*",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})([/.\-])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_NAMED = re.compile(
    rf"(\d{{1,2}})[\s\-/]+({MONTH})\.?[\s,\-/]+(\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE
)
_NAMED_DAY = re.compile(
    rf"({MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE
)
_CLOCK = re.compile(
    r"[\s,T·–\-]*(?:(?:pukul|jam|pkl\.?|at|@)\s*)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})"
    r"(?:[.:](?P<second>\d{2})(?:[.,]\d{1,6})?)?(?:\s*(?P<half>[AP])\.?\s?M\.?)?\s*"
    r"(?P<zone>WIB|WITA|WIT|UTC|GMT|Z|(?:UTC|GMT)?[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)


class Stamp(NamedTuple):
    """A day with its time, if one was written. A moment without a zone in it is naive."""

    moment: datetime
    timed: bool


def written_moment(text: str, *, month_first: bool = False) -> Stamp | None:
    """The moment that a whole text writes, in any usual form; None when it is none, or no real day.

    Numbers are day first, as in Indonesia; 11/27/2024 is nothing then, for the next one may be 11/5.

    >>> written_moment("Rabu, 20 November 2024 pukul 10.15 WIB").moment.isoformat()
    '2024-11-20T10:15:00+07:00'
    >>> written_moment("11/27/2024") is None
    True
    """
    text = " ".join(text.split())
    if weekday := _WEEKDAY.match(text):
        text = text[weekday.end() :]
    found = _day(text, month_first)
    if found is None:
        return _of_old_api(text)
    day, rest = found
    if not (rest := rest.strip()):
        return Stamp(datetime.combine(day, time()), False)
    clock = _CLOCK.fullmatch(rest)
    moment = _at(day, clock) if clock else None
    return Stamp(moment, True) if moment else None


def is_month_first(texts: list[str]) -> bool:
    """Whether a column of dates can only be read month first: a second number above 12, no first one.

    >>> is_month_first(["11/5/2024", "11/27/2024"]), is_month_first(["11/5/2024"])
    (True, False)
    """
    found = [match for text in texts if (match := _NUMBERS.match(text.strip()))]
    firsts = [int(match.group(1)) for match in found]
    seconds = [int(match.group(3)) for match in found]
    return max(seconds, default=0) > 12 >= max(firsts, default=0)


def _day(text: str, month_first: bool) -> tuple[date, str] | None:
    if match := _NUMBERS.match(text):
        first, second = int(match.group(1)), int(match.group(3))
        day, month = (second, first) if month_first else (first, second)
        year = match.group(4)
    elif match := _YEAR_FIRST.match(text):
        year, month, day = match.group(1), int(match.group(3)), int(match.group(4))
    elif match := _DAY_NAMED.match(text):
        day, month, year = int(match.group(1)), MONTHS[match.group(2).lower()], match.group(3)
    elif match := _NAMED_DAY.match(text):
        day, month, year = int(match.group(2)), MONTHS[match.group(1).lower()], match.group(3)
    else:
        return None
    try:
        return date(int(year) + 2000 if len(year) == 2 else int(year), month, day), text[
            match.end() :
        ]
    except ValueError:
        return None


def _at(day: date, clock: re.Match[str]) -> datetime | None:
    hour = hour_of(int(clock["hour"]), clock["half"])
    hour, minute, second = (
        hour_of(int(clock["hour"]), clock["half"]),
        clock["minute"],
        clock["second"],
    )
    try:
        clocked = time(hour, int(minute), int(second or 0))
        return datetime.combine(day, clocked, _zone(clock["zone"]))
    except ValueError:
        return None


def hour_of(hour: int, half: str | None) -> int:
    """The hour of the day, from a clock of twelve hours when `half` is A or P.

    >>> hour_of(12, "A"), hour_of(7, "p"), hour_of(19, None)
    (0, 19, 19)
    """
    if not half:
        return hour
    if not 1 <= hour <= 12:
        return hour if half.lower() == "p" else 24  # "19.15 PM" is understood, "19.15 AM" is none
    return hour % 12 + (12 if half.lower() == "p" else 0)


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    name = written.upper()
    if name in ZONES:
        return timezone(timedelta(hours=ZONES[name]))
    digits = name.removeprefix("UTC").removeprefix("GMT").replace(":", "")
    sign = -1 if digits[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5])))


def _of_old_api(text: str) -> Stamp | None:
    """`Nov 20 10:00:00 +0000 2024`, as Twitter's first API wrote it (the weekday is already gone)."""
    try:
        return Stamp(datetime.strptime(text, "%b %d %H:%M:%S %z %Y"), True)
    except ValueError:
        return None
