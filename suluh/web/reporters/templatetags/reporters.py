"""Figures and steps of an organisation in templates."""

from __future__ import annotations

from typing import Any

from django import template

from suluh.cases.reporters import StatusEvent
from suluh.web.reporters.standing import KINDS
from suluh.web.tongue import said

register = template.Library()


@register.filter
def percent(part: float) -> str:
    """{{ 0.62|percent }}: "62%"."""
    return f"{part:.0%}"


@register.simple_tag(takes_context=True)
def status_word(context: Any, event: StatusEvent) -> str:
    """{% status_word event %}: what was done about a status."""
    name = next(name for name, kind in KINDS.items() if type(event) is kind)
    return said(f"r_was_{name}", context.get("lang", "id"))
