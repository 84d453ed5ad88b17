"""Parts, figures and lengths of time in templates. Built in, as `words` is."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from django import template

from suluh.cases.wording import figure as signed
from suluh.web import tongue

register = template.Library()


@register.filter
def part(value: float, lang: str) -> str:
    """{{ 0.125|part:lang }}: "12,5%"; a word where there is none.

    >>> part(0.125, "id"), part(0.125, "en"), part(0.05, "id")
    ('12,5%', '12.5%', '5%')
    """
    if math.isnan(value):
        return tongue.said("agreement_undefined", lang)
    return signed(f"{100 * value:.3g}%", lang)


@register.simple_tag(takes_context=True)
def figure(context: Any, value: float) -> str:
    """{% figure one.kappa %}: with two places and the reader's decimal sign; a word where there is none."""
    lang = context.get("lang", "id")
    return tongue.said("agreement_undefined", lang) if math.isnan(value) else _signed(value, lang)


@register.simple_tag(takes_context=True)
def range_of(context: Any, ends: tuple[float, float]) -> str:
    """{% range_of one.kappa_range %}: "(0,41 – 0,78)"; nothing where it is not known."""
    lang = context.get("lang", "id")
    if math.isnan(ends[0]):
        return ""
    low, high = (_signed(end, lang) for end in ends)
    return f"({low} – {high})"


@register.simple_tag(takes_context=True)
def minutes(context: Any, length: timedelta) -> str:
    """{% minutes told.busy %}: "42 menit"."""
    whole = int(length.total_seconds() // 60)
    return tongue.said("shift_minutes", context.get("lang", "id"), n=whole)


def _signed(value: float, lang: str) -> str:
    return signed(f"{value:.2f}", lang)
