"""Phrases, times and marked words in templates. Built in: no template has to load it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from suluh.cases.wording import phrase, word
from suluh.web import tongue
from suluh.web.order import action_name, rules

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Any, key: str, **values: object) -> str:
    """{% say "queue_empty" n=3 %}: the phrase in the reader's language."""
    return tongue.said(key, context.get("lang", "id"), **values)


@register.simple_tag(takes_context=True)
def named(context: Any, part: str, key: str) -> str:
    """{% named "state" case.state %}: the word of suluh.cases for a state, role, track or event; else the code."""
    try:
        return phrase(part, key, context.get("lang", "id"))
    except KeyError:
        return key.replace("_", " ")


@register.simple_tag(takes_context=True)
def event_name(context: Any, kind: str) -> str:
    """{% event_name row.kind %}: what the ledger calls case_decided or auditor_looked, in words."""
    lang, of_case = context.get("lang", "id"), kind.removeprefix("case_")
    if of_case != kind:
        return word("event", of_case, lang).capitalize()
    key = f"happened_{kind}"
    return tongue.said(key, lang) if key in tongue.phrases() else kind.replace("_", " ")


@register.simple_tag(takes_context=True)
def outcome(context: Any, key: str) -> str:
    """{% outcome "remove" %}: the name of what can be decided."""
    try:
        return tongue.said(f"outcome_{key}", context.get("lang", "id"))
    except KeyError:
        return action_name(key, context.get("lang", "id"))


@register.simple_tag(takes_context=True)
def when(context: Any, at: datetime | str | None) -> str:
    """{% when row.opened_at %}; a text is a moment as the ledger keeps it."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) and at else at
    return tongue.moment(moment, context.get("lang", "id")) if isinstance(moment, datetime) else "–"


@register.simple_tag(takes_context=True)
def time_left(context: Any, due: datetime) -> str:
    """{% time_left row.due_at %}, measured from the page's `now`."""
    return tongue.left(due, context["now"], context.get("lang", "id"))


@register.filter
def region_name(code: str) -> str:
    """{{ row.region|region_name }}: its name, or the code of an unknown one."""
    return rules()[0].regions.name(code)


@register.filter
def marked(text: str, seen: str) -> SafeString:
    """The text with the words that made the machine ask; everything is escaped."""
    safe, words = escape(text), escape(seen.strip())
    if not words:
        return safe
    pattern = r"\s+".join(map(re.escape, words.split()))
    return mark_safe(re.sub(pattern, lambda m: f"<mark>{m[0]}</mark>", safe, flags=re.I))
