"""What the pages of the lessons ask. Built in, as `words` is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from suluh.learn.course import Question
from suluh.web import tongue

register = template.Library()


@register.simple_tag(takes_context=True)
def learn_word(context: Any, kind: str, key: str) -> str:
    """{% learn_word "phase" workshop.phase %}, "choice", "kind", "go": the word for a code."""
    return tongue.said(f"{kind}_{key}", context.get("lang", "id"))


@register.simple_tag
def option(question: Question, value: str) -> str:
    """{% option item "2" %}: the words of an option."""
    return question.options[int(value)]


@register.simple_tag
def right_option(question: Question) -> str:
    return question.options[question.right]


@register.simple_tag(takes_context=True)
def learn_day(context: Any, on: date) -> str:
    return tongue.day(on, context.get("lang", "id"))
