"""Which official facts may a sentence be about? A cheap linear guess, so that a person sees the likeliest one."""

from __future__ import annotations

import re
import zlib
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 13
WEIGHTS = Path(__file__).with_name("weights") / "routing.npz"
_WORD = re.compile(r"[^\W_]+")


def features(text: str) -> NDArray[np.int64]:
    """Hashed words, pairs of words and beginnings of words; digits count as one."""
    words = [_plain(word) for word in _WORD.findall(text.lower())]
    pieces = [*words, *(f"{a} {b}" for a, b in pairwise(words))]
    pieces += [f"^{word[:5]}" for word in words if len(word) > 5]
    return np.array(sorted({zlib.crc32(piece.encode()) % BUCKETS for piece in pieces}), np.int64)


def _plain(word: str) -> str:
    return "0" if word.isdigit() else word


class Routing:
    """Fact ids and one row of weights each."""

    def __init__(self, path: Path = WEIGHTS):
        with np.load(path, allow_pickle=False) as kept:
            self.facts: list[str] = [str(name) for name in kept["facts"]]
            self._weights = kept["weights"].astype(np.float32)
            self._bias = kept["bias"].astype(np.float32)

    def nearest(self, text: str, count: int = 3) -> list[tuple[str, float]]:
        """The likeliest facts with their probabilities, best first."""
        seen = features(text)
        if not len(seen):
            return []
        scores = self._weights[seen].sum(0) / np.sqrt(len(seen)) + self._bias
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        best = np.argsort(-chances, kind="stable")[:count]
        return [(self.facts[i], float(chances[i])) for i in best.tolist()]


@cache
def routing() -> Routing:
    """The shipped weights, opened once a process."""
    return Routing()
