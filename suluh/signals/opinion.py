"""One number for how much a segment looks like a false statement on voting, from everything that was learned.

Three readers, the cheap one first: the words (suspicion.py), the judge without a fact (does this contradict anything we
know?), and the judge beside the facts that the words are likeliest about. What the first finds harmless goes no further.
Two of them remember what was official when they learned: near a fact corrected since, the judge beside it speaks alone.
Weights and thresholds come from sentences that none of the three has learned from (training/opinion.py).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from suluh.facts import Fact
from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.learned import has_learned
from suluh.signals.polarity import in_plain_words, judge
from suluh.signals.reading import ReadSegment
from suluh.signals.routing import routing
from suluh.signals.word_suspicion import features, model
from suluh.signals.wording import wording
from suluh.text.names import hide_numbers

WEIGHTS = Path(__file__).with_name("weights") / "opinion.json"
FACTS = 2  # facts that a segment is held against
ROUTED = 3  # facts that are looked through for them


class Weights(msgspec.Struct, frozen=True):
    """How the readers are weighed, and what follows from the sum."""

    words: float
    free: float
    fact: float
    bias: float
    harmless: float  # words below this: the judge is not asked
    clear: float  # the judge without a fact below this: no fact is looked at
    ask: float  # from here a person is asked
    confirm: float  # from here a frame's contradiction may limit
    doubt: float  # below this a frame's unsure contradiction is not worth a person's time


class Opinion(msgspec.Struct, frozen=True):
    """The learned score of a segment, 0..1, and what it was made of; None where a reader was not asked."""

    score: float
    words: float
    free: float | None = None
    beside: float | None = None
    fact: Fact | None = None


class Unbound(msgspec.Struct, frozen=True):
    """The judge's answer with no fact beside: the chance that anything known is contradicted, and of misinforming."""

    contradicts: float
    misinforms: float


def unbound(segment: ReadSegment, official: Official) -> Unbound:
    """What the judge makes of a segment by itself; asked once for each."""
    if segment.unbound is None:
        said = judge().answers([("", wording(segment, official))])
        segment.unbound = Unbound(float(said.stances[0, 0]), float(said.misinforms[0]))
    found: Unbound = segment.unbound
    return found


def opinion(segment: ReadSegment, knowledge: Knowledge, official: Official) -> Opinion:
    """What the learned readers make of a segment; worked out once for each."""
    if segment.opinion is None:
        segment.opinion = _asked(segment, knowledge, official)
    found: Opinion = segment.opinion
    return found


def _asked(segment: ReadSegment, knowledge: Knowledge, official: Official) -> Opinion:
    known = weights()
    words = model().score(features(segment, knowledge, official))
    if words < known.harmless:
        return Opinion(0.0, words)
    free = unbound(segment, official).contradicts
    facts = nearest(segment, knowledge)
    if news := [fact for fact in facts if not has_learned(fact)]:
        chance, fact = _worst(segment, news, official)
        return Opinion(combined(chance, chance, chance), words, free, chance, fact)
    if free < known.clear or not facts or not _facts_matter(words, free):
        return Opinion(combined(words, free, free), words, free, None, facts[0] if facts else None)
    chance, fact = _worst(segment, facts, official)
    return Opinion(combined(words, free, chance), words, free, chance, fact)


def _worst(segment: ReadSegment, facts: list[Fact], official: Official) -> tuple[float, Fact]:
    """The fact that the judge, with its statement before it, finds likeliest contradicted."""
    text = wording(segment, official)
    beside = judge().chances([(in_plain_words(f.statement_id), text) for f in facts])[:, 0]
    best = int(beside.argmax())
    return float(beside[best]), facts[best]


def _facts_matter(words: float, free: float) -> bool:
    """Whether the judge beside a fact could still carry the opinion over a threshold."""
    known = weights()
    least, most = combined(words, free, 0.0), combined(words, free, 1.0)
    return any(least < threshold <= most for threshold in (known.doubt, known.ask, known.confirm))


def nearest(segment: ReadSegment, knowledge: Knowledge) -> list[Fact]:
    """The facts that the words are likeliest about, of those that this election has for everybody.

    What is official in one region or of one pair alone is the grammar's to compare: the words are read without either.
    """
    ids = (name for name, _ in routing().nearest(hide_numbers(segment.anonymous), ROUTED))
    facts = (knowledge.facts.get(name) for name in ids)
    return [fact for fact in facts if fact and fact.for_everybody][:FACTS]


def combined(words: float, free: float, beside: float) -> float:
    """The readers' chances as one."""
    known = weights()
    total = known.words * odds(words) + known.free * odds(free) + known.fact * odds(beside)
    return float(1 / (1 + np.exp(-(total + known.bias))))


def odds(chance: float) -> float:
    """Log odds, kept within what a few thousand sentences can tell."""
    kept = min(max(chance, 0.005), 0.995)
    return float(np.log(kept / (1 - kept)))


@cache
def weights() -> Weights:
    """The shipped weights; training/opinion.py makes them."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Weights)
