"""The cheapest of the learned readers: does a segment sound like a false statement on how one votes, by its words?

It reads the concepts of the contradiction lexicon (one vocabulary for five languages), how they hang together, whether
the days and hours that are named are the official ones, the stance, and the words with candidates' names and numbers
hidden. What it knows comes from sentences written for this purpose (training/sentences); docs/models/suspicion.md.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from suluh.knowledge import Knowledge
from suluh.signals.contradiction.engine import statements_of
from suluh.signals.contradiction.frames import Statement
from suluh.signals.contradiction.official import Official
from suluh.signals.reading import ReadSegment
from suluh.text.names import BALLOT_NUMBER, hide_numbers

WEIGHTS = Path(__file__).with_name("weights") / "suspicion.npz"
BUCKETS = 1 << 16
SHOWN = 280
_WORD = re.compile(r"[^\W_]+")


SPARED = frozenset({"debunk", "news", "education", "satire"})


def features(segment: ReadSegment, knowledge: Knowledge, official: Official) -> list[str]:
    """What the score reads, as plain words; each counts once."""
    seen: dict[str, None] = {}
    for feature in (*_words(segment, knowledge), *_meanings(segment, official)):
        seen[feature] = None
    seen.update(dict.fromkeys(f"frame {kind}" for kind in segment.frame.kinds))
    return list(seen)


def _words(segment: ReadSegment, knowledge: Knowledge) -> Iterator[str]:
    return words_of(hide_numbers(segment.anonymous))


def words_of(text: str) -> Iterator[str]:
    """Words, pairs of words and beginnings of words; numbers are all alike."""
    words = ["0" if word.isdigit() else word for word in _WORD.findall(text)]
    yield from (f"word {word}" for word in words)
    yield from (f"words {a} {b}" for a, b in pairwise(words))
    yield from (f"begins {word[:4]}" for word in words)


def _meanings(segment: ReadSegment, official: Official) -> Iterator[str]:
    for statement in statements_of(segment, official):
        tokens = [t.concept + ("!" if t.negated else "") for t in statement.tokens]
        stance = segment.stance(statement.start, statement.end)
        held = list(_held(statement, official))
        held.append(f"stance {stance.stance}")
        if stance.modal:
            held.append(f"modal {stance.modal}{'!' if stance.negated else ''}")
        every = list(dict.fromkeys([*tokens, *held]))
        yield from every
        yield from (f"{a} | {b}" for a, b in combinations(every, 2))
        yield from (f"{a} > {b}" for a, b in pairwise(tokens))
        yield from (
            f"{a} > {b} > {c}" for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)
        )


def _held(statement: Statement, official: Official) -> Iterator[str]:
    """Days and hours already held against the official ones, so that the values themselves are not learned."""
    if statement.elsewhere:
        yield "elsewhere"
    for day in statement.dates:
        same = day.first == official.poll == day.last
        yield "day unsure" if day.tentative else "day right" if same else "day other"
        if day.relative:
            yield "day relative"
    opens, closes = official.hours("voting_hours") or (None, None)
    for span in statement.hours:
        if span.opens:
            yield "opens right" if span.opens == opens else "opens other"
        if span.closes:
            yield "closes right" if span.closes == closes else "closes other"
    ballots = [match.span() for match in BALLOT_NUMBER.finditer(statement.text)]
    for number in statement.numbers:
        if any(start <= number.start < end for start, end in ballots):
            continue  # whose number it is must not weigh
        yield (
            f"number {int(number.value)} {number.unit[:6]}"
            if number.value < 200
            else "number large"
        )


class Model:
    """Hashed weights, a bias, and the threshold from which a person is asked."""

    def __init__(self, path: Path = WEIGHTS):
        with np.load(path, allow_pickle=False) as kept:
            self.weights: NDArray[np.float32] = kept["weights"].astype(np.float32)
            self.bias = float(kept["bias"])
            self.threshold = float(kept["threshold"])

    def score(self, seen: list[str]) -> float:
        """0..1; a post without features scores 0."""
        places = hashed(seen)
        if not len(places):
            return 0.0
        total = self.weights[places].sum() / np.sqrt(len(places)) + self.bias
        return float(1 / (1 + np.exp(-total)))


def hashed(seen: list[str], buckets: int = BUCKETS) -> NDArray[np.int64]:
    """The places of features among the weights."""
    return np.array(sorted({zlib.crc32(each.encode()) % buckets for each in seen}), np.int64)


@cache
def model() -> Model:
    """The shipped weights, opened once a process."""
    return Model()
