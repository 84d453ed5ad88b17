"""Whether a lesson still stands on what it stood on when a person last reviewed it.

A lesson quotes facts and rules by id. Its front matter keeps the beginning of each one's hash on the day of its review;
whatever differs today, is gone, or was never reviewed makes the lesson stale.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from suluh.facts import Fact, Facts
from suluh.learn.course import Lesson, Rulebook

MARK = 10  # hex digits
QUOTE = re.compile(r"\[\[([A-Z0-9][A-Za-z0-9-]*)\]\]")
Reason = Literal["changed", "gone", "unreviewed"]


class Stale(msgspec.Struct, frozen=True):
    """One thing that a lesson quotes and that is not what was reviewed."""

    lesson: str
    quoted: str  # id of a fact or rule
    reason: Reason


def quoted(lesson: Lesson) -> tuple[str, ...]:
    """The ids of every fact and rule that a lesson's words, questions and posts stand on, each once."""
    from_items = (each for item in lesson.items for each in item.quotes)
    return tuple(dict.fromkeys((*QUOTE.findall(lesson.body), *from_items)))


def mark_of_fact(fact: Fact) -> str:
    """The beginning of a SHA-256 over what the fact says; where it stands in a file does not count."""
    said = (
        fact.statement_id, fact.statement_en, fact.value, fact.jurisdiction, fact.valid_from, fact.valid_to,
        fact.conflicts, fact.settled, fact.confidence,
    )  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:MARK]


def mark(quote: str, facts: Facts, rules: Rulebook) -> str | None:
    """The mark of a fact or rule as it is now; None when there is neither."""
    fact = facts.get(quote)
    return mark_of_fact(fact) if fact else rules.mark(quote)


def marks(lesson: Lesson, facts: Facts, rules: Rulebook) -> dict[str, str]:
    """What a review of today would write into the front matter. What is gone is left out."""
    now = {quote: mark(quote, facts, rules) for quote in quoted(lesson)}
    return {quote: found for quote, found in now.items() if found}


def stale(lesson: Lesson, facts: Facts, rules: Rulebook) -> tuple[Stale, ...]:
    """What of a lesson has to be read again, in the order in which it is quoted."""
    return tuple(_stale(lesson, facts, rules))


def _stale(lesson: Lesson, facts: Facts, rules: Rulebook) -> Iterator[Stale]:
    for quote in quoted(lesson):
        now, then = mark(quote, facts, rules), lesson.reviewed.get(quote)
        if now is None:
            yield Stale(lesson.id, quote, "gone")
        elif then is None:
            yield Stale(lesson.id, quote, "unreviewed")
        elif then != now:
            yield Stale(lesson.id, quote, "changed")
