"""What the tip line answers by itself: an official fact or a published review, and only when it is sure.

Sure means: the words go against, or agree with, one firm fact as surely as a detector may say it (`sure: act`), or
repeat a reviewed claim that surely (`level: act`). How the words are meant does not matter here: whoever asks whether
voting was postponed and whoever says so get the same fact. An election that is over is not answered about: words of today
are hardly about it. Nothing is decided about anybody.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from suluh.claims import ClaimReview, shipped
from suluh.content import WIB, Post
from suluh.errors import RequestError
from suluh.facts import Fact
from suluh.flow import look
from suluh.house.checker.sure import address_of, sure_facts, sure_reviews
from suluh.knowledge import Knowledge, imported_mark, open_knowledge
from suluh.signals.ageing import aged
from suluh.web.order import ELECTION
from suluh.web.partner import folders, published, reviews
from suluh.web.tongue import said

AS_OF = "SULUH_AS_OF"  # an ISO day


class Answer(NamedTuple):
    """What is sent, and what it stands on: ids of facts and reviews."""

    text: str
    facts: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()


def sure_answer(text: str, now: datetime, lang: str = "id") -> Answer | None:
    """The answer to these words; None when nothing is sure, so that a person looks."""
    knowledge, now = knowledge_in_force(), as_of(now)
    post = Post(id="tip", text=text, posted_at=now)
    _, steps = look(post, knowledge)
    signals = aged([s for step in steps for s in step.signals], post, knowledge.facts, now)
    if facts := sure_facts(signals, knowledge.facts):
        return Answer(_of_facts(facts, lang), facts=tuple(f.id for f in facts))
    found = sure_reviews(signals, knowledge, text, reviews.in_force())
    return Answer(_of_reviews(found, lang), reviews=tuple(r.id for r in found)) if found else None


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
        lines.append(f"“{review.claim}”\n{verdict}. {review.publisher}\n{address_of(review)}")
    return "\n\n".join((*lines, said("tip_still", lang)))


def knowledge_in_force() -> Knowledge:
    """The facts that are published here, with the claims that are known: at once, whoever published or imported them.

    Where the imported claims cannot be read, with those that came with Suluh.
    """
    try:
        return _knowledge(folders.root(), imported_mark())
    except RequestError:
        logging.getLogger(__name__).exception("answering without the imported claims")
        return _without_imports(folders.root())


@lru_cache(maxsize=2)
def _knowledge(root: Path, imported: str) -> Knowledge:
    """Once a process for each published version of the facts and each import of reviews, which left its index ready."""
    return Knowledge(published.facts_at(root), open_knowledge(ELECTION).claims)


@lru_cache(maxsize=1)
def _without_imports(root: Path) -> Knowledge:
    return Knowledge(published.facts_at(root), open_knowledge(ELECTION, reviews=shipped()).claims)


def as_of(now: datetime) -> datetime:
    """The moment that answers are given for: now, or noon of the day in $SULUH_AS_OF, for drills and demos."""
    day = os.environ.get(AS_OF)
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=WIB) if day else now
