"""Claim reviews as the literacy part knows them: plain nouns that come from outside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

SHARED = frozenset({"false", "misleading", "fabricated", "scam", "satire"})


class Reviewed(Protocol):
    """What is read of a claim review. `date` is ISO 8601 and may stop at the month or year."""

    @property
    def id(self) -> str: ...
    @property
    def claim(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def explanation_id(self) -> str: ...
    @property
    def explanation_en(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def url(self) -> str | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def facts(self) -> tuple[str, ...]: ...
    @property
    def control(self) -> bool: ...


R = TypeVar("R", bound=Reviewed)


def shareable(reviews: Iterable[R]) -> tuple[R, ...]:
    """Those that can be told truth first: refuted, with an explanation and a publisher. Newest first, undated last."""
    fit = [
        r
        for r in reviews
        if not r.control and r.verdict in SHARED and r.explanation_id.strip() and r.publisher
    ]
    return tuple(sorted(fit, key=lambda r: (r.date or "", r.id), reverse=True))


def truth(review: Reviewed, lang: str) -> str:
    """What is true, in this language where the review has it, else in Indonesian."""
    return (review.explanation_en if lang == "en" else "") or review.explanation_id


def published(review: Reviewed) -> date | None:
    """The day of publishing; None where only the month or year is known, or nothing.

    >>> from types import SimpleNamespace as Noun
    >>> published(Noun(date="2024-11-27")), published(Noun(date="2024-11")), published(Noun(date=None))
    (datetime.date(2024, 11, 27), None, None)
    """
    try:
        return date.fromisoformat(review.date or "")
    except ValueError:
        return None
