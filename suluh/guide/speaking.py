"""Values and names as a reader of a language says them. Indonesian comes first and is never missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from suluh.facts import Fact
from suluh.facts.values import (
    BooleanValue,
    DateRangeValue,
    DateTimeValue,
    DateValue,
    DurationValue,
    NumberValue,
    TimeRangeValue,
    UrlValue,
    Value,
    spoken_date,
)

FIRST = "id"
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_UNITS = {
    "surat suara": ("ballot", "ballots"),
    "penggantian": ("replacement", "replacements"),
    "akun per aplikasi": ("account for each app", "accounts for each app"),
    "pemilih": ("voter", "voters"),
    "peserta": ("candidate", "candidates"),
    "persen": ("percent", "percent"),
}
_DAYS = {"hari": "days", "hari kerja": "working days"}


class Said(str):
    """A text that knows its language, so that a page in another one can say so (`lang`)."""

    lang: str

    def __new__(cls, text: str, lang: str) -> Said:
        made = super().__new__(cls, text)
        made.lang = lang
        return made


def said(texts: Mapping[str, str], lang: str) -> Said:
    """The text in this language, else in Indonesian.

    >>> said({"id": "Kapan?", "en": "When?"}, "jv"), said({"id": "Kapan?"}, "jv").lang
    ('Kapan?', 'id')
    """
    return Said(texts[lang], lang) if texts.get(lang) else Said(texts[FIRST], FIRST)


def statement(fact: Fact, lang: str) -> str:
    """What the fact says, as its file says it."""
    return str(said(both(fact), lang))


def both(fact: Fact) -> dict[str, str]:
    """What the fact says in each language that facts are written in."""
    return {FIRST: fact.statement_id, "en": fact.statement_en}


def day(when: date, lang: str) -> str:
    """
    >>> day(date(2024, 11, 27), "en"), day(date(2024, 11, 27), "id")
    ('Wednesday, 27 November 2024', 'Rabu, 27 November 2024')
    """
    if lang != "en":
        return spoken_date(when)
    return f"{_WEEKDAYS[when.weekday()]}, {when.day} {_MONTHS[when.month - 1]} {when.year}"


def day_said(iso: str, lang: str) -> str:
    """A day of publishing in words, of which only the month or the year may be known. Anything else as it stands.

    >>> day_said("2024-11-27", "id"), day_said("2023-05", "id"), day_said("2023-05", "en"), day_said("2023", "id")
    ('Rabu, 27 November 2024', 'Mei 2023', 'May 2023', '2023')
    """
    try:
        if len(iso) == len("2023-05"):
            first = date.fromisoformat(f"{iso}-01")
            return day(first, lang).split(" ", 2)[-1]
        return day(date.fromisoformat(iso), lang)
    except ValueError:
        return iso


def spoken(value: Value, lang: str) -> str:
    """A value as the reader says it; clock times are those of the place, hours and minutes with a dot in Indonesian."""
    if lang != "en":
        return value.spoken()
    match value:
        case DateValue():
            return day(value.date, lang)
        case DateRangeValue():
            return f"{day(value.start, lang)} to {day(value.end, lang)}"
        case TimeRangeValue():
            zone = "local time" if value.tz == "local" else value.tz
            return f"{value.start} to {value.end} {zone}"
        case DateTimeValue():
            return f"{day(value.datetime.date(), lang)} at {value.datetime:%H:%M}"
        case NumberValue():
            return _number(value)
        case DurationValue():
            days = _DAYS.get(value.day_kind or "hari", "days")
            return f"{value.hours} hours" if value.hours is not None else f"{value.days} {days}"
        case BooleanValue():
            return "yes" if value.value else "no"
        case UrlValue():
            return value.url.split("://")[-1].rstrip("/")
        case _:
            return value.spoken()


def _number(value: NumberValue) -> str:
    one, many = _UNITS.get(value.unit, (value.unit, value.unit))
    return f"{value.number:,} {one if value.number == 1 else many}".strip()


def either(items: Iterable[str], lang: str) -> str:
    """
    >>> either(["KTP-el", "IKD", "foto KTP-el"], "id")
    'KTP-el, IKD, atau foto KTP-el'
    """
    *first, last = items
    word = "or" if lang == "en" else "atau"
    comma = "," if len(first) > 1 else ""
    return f"{', '.join(first)}{comma} {word} {last}" if first else last


def part(fact: Fact, name: str, lang: str) -> str:
    """One named part of a fact, for a sentence: `says` is its statement, `either` its list joined by "or", else a field.

    Raises KeyError for a part that the value does not have.
    """
    if name == "says":
        return statement(fact, lang)
    if name == "either":
        return either(getattr(fact.value, "items"), lang)  # noqa: B009 - only a list has them
    fields: dict[str, Any] | None = getattr(fact.value, "fields", None)
    found = fields[name] if fields is not None else _attribute(fact.value, name)
    if isinstance(found, date):
        return day(found, lang)
    if isinstance(found, list | tuple):
        return either(map(str, found), lang)
    if isinstance(fact.value, UrlValue):
        return str(found).split("://")[-1].rstrip("/")
    return str(found)


def _attribute(value: Value, name: str) -> Any:
    if name.startswith("_") or not hasattr(value, name):
        raise KeyError(name)
    return getattr(value, name)
