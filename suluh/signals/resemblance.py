"""Posts that resemble what breaks a rule, by a small learned score: it asks a person, and names no rule.

The detectors beside it look for parts that belong together (an offer, money, a vote). This one has read posts written
for the purpose, half of which break a rule and half of which only sound so, and weighs words, concepts and stance, with
names and ballot numbers hidden. Every rule's own detector has looked before it and declined; so the likeliest rule is
only a guess for the reader (`nearest`), and the policy asks under CIV-UNVER, last in the queue, proposing nothing.
docs/models/resemblance.md is its card.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from suluh.knowledge import Knowledge
from suluh.signals.reading import Reading, ReadSegment
from suluh.signals.signal import Against, Seen, Signal, Stance
from suluh.signals.word_suspicion import SHOWN, SPARED, hashed, words_of
from suluh.text.names import hide_numbers

WEIGHTS = Path(__file__).with_name("weights") / "resemblance.npz"
BUCKETS = 1 << 14


def resemblance(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """At most one `resemblance` signal a segment; details: nearest, the rule whose breaches it most resembles."""
    found = (_of_segment(segment, knowledge) for segment in reading.telling)
    return [signal for signal in found if signal is not None]


def _of_segment(segment: ReadSegment, knowledge: Knowledge) -> Signal | None:
    if SPARED.intersection(segment.frame.kinds) or "count.careful" in segment.concepts:
        return None
    rule, score = weights().best(features(segment, knowledge))
    if score < weights().threshold:
        return None
    text = segment.text[:SHOWN]
    return Signal(
        name="resemblance",
        score=round(score, 4),
        seen=text,
        where=Seen(segment.place, segment.index, 0, len(text)),
        against=Against("model", "resemblance"),
        stance=Stance.ASSERTS,
        details={"nearest": rule},
    )


def features(segment: ReadSegment, knowledge: Knowledge) -> list[str]:
    """What the score reads, as plain words; each counts once."""
    return list(dict.fromkeys(_features(segment, knowledge)))


def _features(segment: ReadSegment, knowledge: Knowledge) -> Iterator[str]:
    yield from words_of(hide_numbers(segment.anonymous))
    concepts = list(dict.fromkeys(found.concept for found in segment.found))
    yield from concepts
    yield from (f"{a} > {b}" for a, b in pairwise(concepts))
    yield from (f"frame {kind}" for kind in segment.frame.kinds)
    for clause in segment.clauses[:6]:
        yield f"stance {segment.stance(clause.start, clause.end).stance}"


class Weights:
    """Hashed weights: one column for a breach of any rule, then one a rule; and the threshold to ask a person."""

    def __init__(self, path: Path = WEIGHTS):
        with np.load(path, allow_pickle=False) as kept:
            self.rules = [str(name) for name in kept["rules"]]
            self._weights: NDArray[np.float32] = kept["weights"].astype(np.float32)
            self._bias: NDArray[np.float32] = kept["bias"].astype(np.float32)
            self.threshold = float(kept["threshold"])

    def best(self, seen: list[str]) -> tuple[str, float]:
        """The likeliest rule, and how much the features speak for a breach at all (0..1)."""
        places = hashed(seen, BUCKETS)
        if not len(places):
            return self.rules[0], 0.0
        totals = self._weights[places].sum(0) / np.sqrt(len(places)) + self._bias
        return self.rules[int(totals[1:].argmax())], float(1 / (1 + np.exp(-totals[0])))


@cache
def weights() -> Weights:
    """The shipped weights, opened once a process."""
    return Weights()
