"""Posts and claims as vectors that lie close when they say the same thing.

The raw vectors of e5-small crowd into a narrow cone. They are centred, whitened by half, and those
of posts turned towards the claims that fact-checkers wrote about them (a ridge regression fitted by
`suluh/bench/fit_meaning.py`). On posts kept apart this lifted the share found first by the vectors
alone from .46 to about .66.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from suluh.claims.vectors import VectorCache

TURNED = Path(__file__).parent / "meaning.npz"
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns texts into rows of numbers."""

    name: str
    size: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""


class Meaning:
    """An encoder with what was learned about its posts and claims."""

    def __init__(self, encoder: Encoder, turned: Path = TURNED):
        self._encoder = encoder
        self._cache = VectorCache(encoder.name, encoder.size)
        with np.load(turned) as learned:
            self._claim = (learned["claim_mean"], learned["claim"].astype(np.float32))
            self._post = (learned["post_mean"], learned["post"].astype(np.float32))

    def of_post(self, text: str) -> Vectors:
        """One unit vector for a searchable text."""
        vector: Vectors = _turn(self._encoder.encode([text]), *self._post)[0]
        return vector

    def of_claims(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors for searchable wordings; each is computed once per user and kept."""
        return _turn(self._cache.get(texts, self._encoder.encode), *self._claim)


def _turn(raw: Vectors, mean: Vectors, matrix: Vectors) -> Vectors:
    turned = (raw - mean) @ matrix
    unit: Vectors = (turned / np.linalg.norm(turned, axis=1, keepdims=True)).astype(np.float32)
    return unit


@lru_cache(maxsize=1)
def e5_meaning() -> Meaning:
    """e5-small, loaded on first use (about half a second once its graph is made)."""
    from suluh.claims.encoders.e5 import E5

    return Meaning(E5())
