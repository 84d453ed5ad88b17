"""What the pages say, Indonesian first, from words.yaml; the language that a reader chose stands in a cookie."""

from __future__ import annotations

from datetime import date, datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from suluh.cases import Case
from suluh.cases.guards import outcome_in_force
from suluh.cases.wording import phrase
from suluh.content import WIB
from suluh.facts.values import MONTHS
from suluh.policy.lines import read_yaml

LANGUAGES = ("id", "en")
LANGUAGE_COOKIE, THEME_COOKIE = "suluh_bahasa", "suluh_tema"
THEMES = ("light", "dark")
_HERE = Path(__file__).parent
_FILES = tuple(
    _HERE / folder / "words.yaml"
    for folder in (
        "",
        "papers",
        "jobs",
        "account",
        "tracks",
        "reporters",
        "console",
        "learn",
        "partner",
        "duty",
    )
)
_ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()
)


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Key to its phrase in both languages."""
    return {
        key: {lang: text.text() for lang, text in both.mapping().items()}
        for file in _FILES
        for key, both in read_yaml(file).mapping().items()
    }


def said(key: str, lang: str, /, **values: object) -> str:
    """One phrase with its values. Raises KeyError for a key that nobody wrote."""
    return phrases()[key][lang].format(**values)


def lang_of(request: HttpRequest) -> str:
    """ "id" or "en", as the reader chose."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else "id"


def page_words(request: HttpRequest) -> dict[str, Any]:
    """For every page: its language, and light or dark where the reader chose one."""
    theme = request.COOKIES.get(THEME_COOKIE)
    return {"lang": lang_of(request), "theme": theme if theme in THEMES else ""}


def moment(at: datetime, lang: str, zone: timezone = WIB) -> str:
    """A time as people read it, in WIB or the zone of the place: "26 November 2024 pukul 08.00 WIB"."""
    there = at.astimezone(zone)
    if lang == "en":
        return f"{day(there, lang)}, {there:%H:%M} {there.tzname()}"
    return f"{day(there, lang)} pukul {there:%H.%M} {there.tzname()}"


def day(on: date, lang: str) -> str:
    """A day as people read it: "26 November 2024"."""
    months = _ENGLISH_MONTHS if lang == "en" else MONTHS
    return f"{on.day} {months[on.month - 1]} {on.year}"


def left(due: datetime, now: datetime, lang: str) -> str:
    """The time left, or by how much it is late, in its two largest units."""
    minutes = int(abs((due - now).total_seconds()) // 60)
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    shown = [said(f"n_{unit}", lang, n=n) for n, unit in parts if n][:2] or [
        said("n_minute", lang, n=0)
    ]
    return said("late" if due < now else "left", lang, time=" ".join(shown))


def outcome_name(case: Case, lang: str) -> str:
    """What holds for a case now, in words; its state where nothing was decided."""
    outcome = outcome_in_force(case)
    return said(f"outcome_{outcome}", lang) if outcome else phrase("state", case.state, lang)
