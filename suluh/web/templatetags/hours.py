"""Times, days and rungs in templates. Built in, as `words` is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import template

from suluh.cases.days import zone_of
from suluh.cases.wording import figure
from suluh.facts import Fact
from suluh.facts.values import RecordValue
from suluh.web import tongue

register = template.Library()


@register.filter
def at(moment: datetime, lang: str) -> str:
    """{{ clock.ended|at:lang }}"""
    return tongue.moment(moment, lang)


@register.filter
def day_of(written: str, lang: str) -> str:
    """{{ "2024-11-27"|day_of:lang }}: "27 November 2024"."""
    return tongue.day(date.fromisoformat(written), lang)


@register.simple_tag(takes_context=True)
def last_day(context: Any, due: datetime, region: str) -> str:
    """{% last_day deadline.due row.region %}: the day with which it ends; the moment where it ends within a day."""
    lang, there = context.get("lang", "id"), due.astimezone(zone_of(region))
    if (there.hour, there.minute) == (0, 0):
        return tongue.day((there - timedelta(days=1)).date(), lang)
    return tongue.moment(due, lang, zone_of(region))


@register.simple_tag(takes_context=True)
def named_clock(context: Any, target: str) -> str:
    """{% named_clock "first_decision" %}: a promise's or deadline's name."""
    return clock_name(target, context.get("lang", "id"))


def clock_name(target: str, lang: str) -> str:
    """The name of a promise or a deadline."""
    for kind in ("clock", "deadline"):
        if (key := f"{kind}_{target}") in tongue.phrases():
            return tongue.said(key, lang)
    return target.replace("_", " ")


@register.simple_tag(takes_context=True)
def alarm_word(context: Any, notice: Any) -> str:
    """{% alarm_word notice %}: how much of the time is gone, and whether the case rose."""
    return alarm_words(notice.part, notice.risen, context.get("lang", "id"))


@register.simple_tag(takes_context=True)
def why(context: Any, told: str) -> str:
    """{% why clock.why %}: "P1 [D]" with the mark in words."""
    lang = context.get("lang", "id")
    for mark in "SMD":
        told = told.replace(f"[{mark}]", f"({tongue.said(f'mark_{mark}', lang)})")
    return told


@register.filter
def rungs(names: list[str], lang: str) -> str:
    return ", ".join(tongue.said(f"rung_{name}", lang) for name in names)


@register.filter
def month_name(first: date, lang: str) -> str:
    """{{ month.first|month_name:lang }}: "November 2024"."""
    return tongue.day(first, lang).partition(" ")[2]


@register.filter
def known_days(holidays: list[tuple[str, Fact | None]], lang: str) -> str:
    """The holidays that a fact states, each with it."""
    said = [
        f"{tongue.day(date.fromisoformat(str(fact.value.fields['date'])), lang)} ({key})"
        for key, fact in holidays
        if fact and isinstance(fact.value, RecordValue) and fact.value.fields.get("date")
    ]
    return "; ".join(said) or tongue.said("calendar_none", lang)


def alarm_words(part: float, risen: str, lang: str) -> str:
    """ "80% dari waktunya habis", "lewat waktu", "lewat waktu, naik ke provinsi"."""
    if part < 1:
        word = tongue.said("alarm_part", lang, percent=f"{part:.0%}")
    else:
        word = tongue.said(
            "alarm_breach" if part == 1 else "alarm_again",
            lang,
            times=figure(f"{part:g}", lang),
        )
    if not risen:
        return word
    return f"{word}, {tongue.said('alarm_risen', lang, rung=tongue.said(f'rung_{risen}', lang))}"
