"""What a machine may answer by itself: a firm fact that the words surely speak of, a review of surely this claim.

How the words are meant does not matter here: whoever asks whether voting was postponed and whoever says so get the
same fact. The tip line and the bots answer with this alone; the checker begins with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from suluh.claims import ClaimReview
from suluh.claims.copies import same_words
from suluh.claims.words import searchable
from suluh.facts import Fact, Facts
from suluh.knowledge import Knowledge
from suluh.signals.signal import Signal, Stance

MOST = 2  # facts or reviews in one answer
OPEN = frozenset({Stance.ASSERTS, Stance.ASKS, Stance.REPORTS, Stance.DOUBTS})
ABOUT_FACTS = ("fact_contradiction", "fact_agreement")


def sure_facts(signals: Sequence[Signal], facts: Facts) -> list[Fact]:
    """Firm facts that the words surely speak of; none at all when even one contradiction is unsure."""
    spoken = [s for s in signals if s.name in ABOUT_FACTS and s.against and s.stance in OPEN]
    ids = [s.against.id for s in spoken if s.against and _is_sure(s)]
    found = firm(ids, facts)
    return found if len(ids) == len(spoken) and len(found) <= MOST else []


def firm(ids: Iterable[str], facts: Facts) -> list[Fact]:
    """The facts with these ids that may be answered with, each once."""
    known = (facts.get(i) for i in dict.fromkeys(ids))
    return [fact for fact in known if fact and fact.firm and fact.sources]


def _is_sure(signal: Signal) -> bool:
    """A question is sure enough when it is clear what is asked: the fact answers it, whatever the true answer is."""
    return signal.stance is Stance.ASKS or signal.details.get("sure", "act") == "act"


def sure_reviews(
    signals: Sequence[Signal], knowledge: Knowledge, text: str, own: Iterable[ClaimReview] = ()
) -> list[ClaimReview]:
    """Reviews of surely this claim that can be read somewhere. own: what this installation published itself.

    There are few of its own, too few for the scores of an index to mean anything; a copy is a copy.
    """
    ids = [s.against.id for s in signals if s.name == "claim_match" and s.against
           and s.details.get("level") == "act"]  # fmt: skip
    words = searchable(text)
    copies = [r for r in own if any(same_words(words, searchable(one)) for one in r.says)]
    found = (*copies, *knowledge.reviews(ids).values())
    return [review for review in found if address_of(review)][:MOST]


def address_of(review: ClaimReview) -> str:
    """Where the review can be read; "" when nobody knows."""
    return review.url or next((s.url for s in review.sources if s.url), "")
