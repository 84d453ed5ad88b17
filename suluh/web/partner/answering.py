"""What the tip line answers by itself: an official fact or a published review, and only when it is sure.

Sure means: the words go against, or agree with, one firm fact as surely as a detector may say it (`sure: act`), or
repeat a reviewed claim that surely (`level: act`). How the words are meant does not matter here: whoever asks whether
voting was postponed and whoever says so get the same fact. An election that is over is not answered about: words of today
are hardly about it. Nothing is decided about anybody.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from suluh.claims import ClaimReview
from suluh.claims.copies import same_words
from suluh.claims.words import searchable
from suluh.content import WIB, Post
from suluh.facts import Fact, Facts
from suluh.flow import look
from suluh.knowledge import Knowledge, open_knowledge
from suluh.signals.ageing import aged
from suluh.signals.signal import Signal, Stance
from suluh.web.order import ELECTION
from suluh.web.partner import folders, published, reviews
from suluh.web.tongue import said

AS_OF = "SULUH_AS_OF"  # an ISO day
MOST = 2  # facts or reviews in one answer
OPEN = frozenset({Stance.ASSERTS, Stance.ASKS, Stance.REPORTS, Stance.DOUBTS})


class Answer(NamedTuple):
    """What is sent, and what it stands on: ids of facts and reviews."""

    text: str
    facts: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()


def sure_answer(text: str, now: datetime, lang: str = "id") -> Answer | None:
    """The answer to these words; None when nothing is sure, so that a person looks."""
    knowledge, now = _knowledge(folders.root()), _as_of(now)
    post = Post(id="tip", text=text, posted_at=now)
    _, steps = look(post, knowledge)
    signals = aged([s for step in steps for s in step.signals], post, knowledge.facts, now)
    if facts := _facts(signals, knowledge.facts):
        return Answer(_of_facts(facts, lang), facts=tuple(f.id for f in facts))
    found = _reviews(signals, knowledge, text)
    return Answer(_of_reviews(found, lang), reviews=tuple(r.id for r in found)) if found else None


def _facts(signals: Sequence[Signal], facts: Facts) -> list[Fact]:
    """Firm facts that the words surely speak of; none at all when even one contradiction is unsure."""
    spoken = [
        s
        for s in signals
        if s.name in ("fact_contradiction", "fact_agreement") and s.against and s.stance in OPEN
    ]
    ids = [s.against.id for s in spoken if s.against and _is_sure(s)]
    found = [
        fact for i in dict.fromkeys(ids) if (fact := facts.get(i)) and fact.firm and fact.sources
    ]
    return found if len(ids) == len(spoken) and len(found) <= MOST else []


def _is_sure(signal: Signal) -> bool:
    """A question is sure enough when it is clear what is asked: the fact answers it, whatever the true answer is."""
    return signal.stance is Stance.ASKS or signal.details.get("sure", "act") == "act"


def _reviews(signals: Sequence[Signal], knowledge: Knowledge, text: str) -> list[ClaimReview]:
    ids = [s.against.id for s in signals if s.name == "claim_match" and s.against
           and s.details.get("level") == "act"]  # fmt: skip
    known = list(knowledge.reviews(ids).values())
    own = list(_published(text))
    return [review for review in [*own, *known] if _address(review)][:MOST]


def _published(text: str) -> Iterator[ClaimReview]:
    """The reviews that this installation published itself, where the words are a copy of the claim.

    There are few of them, too few for the scores of an index to mean anything; a copy is a copy.
    """
    words = searchable(text)
    for review in reviews.in_force():
        if any(same_words(words, searchable(wording)) for wording in review.says):
            yield review


def _of_facts(facts: Sequence[Fact], lang: str) -> str:
    lines = [said("tip_fact", lang)]
    for fact in facts:
        source = next((s for s in fact.sources if s.url), fact.sources[0])
        says = fact.statement_en if lang == "en" else fact.statement_id
        lines.append(
            f"{says}\n{said('tip_source', lang)} {source.title} {source.url or ''}".strip()
        )
    return "\n\n".join((*lines, said("tip_still", lang)))


def _of_reviews(found: Sequence[ClaimReview], lang: str) -> str:
    lines = [said("tip_review", lang)]
    for review in found:
        verdict = said(f"review_{review.verdict}", lang)
        lines.append(f"“{review.claim}”\n{verdict}. {review.publisher}\n{_address(review)}")
    return "\n\n".join((*lines, said("tip_still", lang)))


def _address(review: ClaimReview) -> str:
    return review.url or next((s.url for s in review.sources if s.url), "")


@cache
def _knowledge(root: Path) -> Knowledge:
    """Once a process for each published version of the facts; the index of claims is the same for all."""
    return Knowledge(published.facts_at(root), open_knowledge(ELECTION).claims)


def _as_of(now: datetime) -> datetime:
    """The moment that answers are given for: now, or noon of the day in $SULUH_AS_OF, for drills and demos."""
    day = os.environ.get(AS_OF)
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=WIB) if day else now
