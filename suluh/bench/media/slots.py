"""Whether what is said in a statement was understood: its days, hours, documents, method, and every negation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time

from suluh.text.dates import dates
from suluh.text.hours import hours
from suluh.text.negation import NEGATORS
from suluh.text.normal import normalise

VOTING_DAY = date(2024, 11, 27)  # what days without a year are read against
_WORD = re.compile(r"\w+")


def understood(text: str, slots: Mapping[str, str], spoken: str) -> bool:
    """Every value of `slots` and no other is read from `text`; with a polarity, as many negations as were spoken."""
    said = {name: value for name, value in slots.items() if name != "polarity"}
    right = all(_READ[name](text, value) for name, value in said.items())
    return right and ("polarity" not in slots or negations(text) == negations(spoken))


def negations(text: str) -> int:
    """How many negations a text holds."""
    return sum(word in NEGATORS for word in _WORD.findall(normalise(text).text))


def invented(text: str, spoken: str) -> bool:
    """Whether a day or an hour is read from `text` that was not spoken."""
    return bool(days(text) - days(spoken) or clock(text) - clock(spoken))


def days(text: str) -> set[date]:
    """First and last day of everything dated; years that are not said are read against the voting day."""
    seen = dates(normalise(text), None, vote_day=VOTING_DAY)
    return {day for one in seen if not one.relative for day in (one.first, one.last)}


def clock(text: str) -> set[tuple[int, int]]:
    """Hours and minutes on the clock's face: of a closing time "jam satu" is 13.00, whichever way it is written."""
    seen = hours(normalise(text))
    return {
        (hour.hour % 12, hour.minute) for one in seen for hour in (one.opens, one.closes) if hour
    }


def _same_days(text: str, value: str) -> bool:
    wanted = {date.fromisoformat(day) for day in value.replace("/", " ").split()}
    return days(text) == wanted


def _same_hours(text: str, value: str) -> bool:
    if value == "24":
        return bool(re.search(r"\b(?:24|dua puluh empat) jam\b", normalise(text).text))
    wanted = [time.fromisoformat(hour) for hour in value.replace("-", " ").split()]
    return clock(text) == {(hour.hour % 12, hour.minute) for hour in wanted}


def _names_all(text: str, value: str) -> bool:
    words = set(_WORD.findall(normalise(text).text)) | set(_WORD.findall(text.lower()))
    return all(any(word.startswith(wanted) for word in words) for wanted in value.lower().split())


_READ = {"date": _same_days, "hour": _same_hours, "document": _names_all, "method": _names_all}
