"""What the checker can say about a message."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from suluh.claims import ClaimReview
from suluh.facts import Fact


class Verdict(StrEnum):
    """One of these for a whole message. Only the first two say how the message stands to the facts."""

    TRUE = "true"  # everything in it that can be checked agrees with official facts
    CONTRADICTS = "contradicts"  # it asserts what an official fact surely contradicts
    REVIEWED = "reviewed"  # somebody has published a review of this claim
    FACT = (
        "fact"  # a question, a rumour, a debunk, a mixture: the fact it is about, without a verdict
    )
    OPINION = "opinion"  # no verdict on an opinion
    UNKNOWN = "unknown"


class Checked(msgspec.Struct, frozen=True):
    """The answer for one message. Its words are not in it: nothing of a message outlives the answer."""

    verdict: Verdict
    facts: tuple[Fact, ...] = ()
    reviews: tuple[ClaimReview, ...] = ()
    satire: bool = False
    notes: tuple[str, ...] = ()  # what could not be looked at
