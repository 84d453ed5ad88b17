"""The claim reviews that the house tells: those that come with Suluh and those that were imported."""

from __future__ import annotations

import re

from suluh.claims import ClaimReview, shipped
from suluh.facts import Facts
from suluh.knowledge import imported_reviews
from suluh.literacy.reviewed import shareable

_ADDRESS = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
)  # ids that can be part of an address and of a file's name


def reviews_for(facts: Facts) -> tuple[ClaimReview, ...]:
    """Fit to be shared, newest first; an import replaces what came with Suluh. None beside an invented election."""
    if facts.election.invented:
        return ()
    known = {review.id: review for review in (*shipped(), *imported_reviews())}
    return tuple(r for r in shareable(known.values()) if _ADDRESS.fullmatch(r.id))
