"""The claim reviews that the house tells: those that come with Suluh and those that were imported."""

from __future__ import annotations

import re

from suluh.claims import ClaimReview, shipped
from suluh.facts import Facts
from suluh.house.checker.sure import address_of
from suluh.knowledge import imported_reviews
from suluh.literacy.reviewed import shareable

_ADDRESS = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
)  # ids that can be part of an address and of a file's name


def reviews_for(facts: Facts) -> tuple[ClaimReview, ...]:
    """Fit to be shared, newest first: each has a page and cards. None beside an invented election."""
    return shareable(_known(facts))


def listed(facts: Facts) -> tuple[ClaimReview, ...]:
    """Those and every other that can be read at its publisher's, newest first."""
    known = _known(facts)
    fit = {r.id for r in shareable(known)} | {r.id for r in known if address_of(r)}
    return tuple(
        sorted((r for r in known if r.id in fit), key=lambda r: (r.date or "", r.id), reverse=True)
    )


def _known(facts: Facts) -> tuple[ClaimReview, ...]:
    """An import replaces what came with Suluh."""
    if facts.election.invented:
        return ()
    known = {review.id: review for review in (*shipped(), *imported_reviews())}
    return tuple(r for r in known.values() if _ADDRESS.fullmatch(r.id))
