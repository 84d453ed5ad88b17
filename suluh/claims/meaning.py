"""Posts and claims as vectors that lie close when they say the same thing.

Suluh's own ear was trained for this and is used as it is. The raw vectors of e5-small, the older way, crowd into a narrow
cone: they are centred, whitened by half, and those of posts turned towards the claims that fact-checkers wrote about them
(a ridge regression fitted by `suluh/bench/fit_meaning.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from suluh.claims.vectors import VectorCache

EAR, E5_SMALL = (
    "ear-1",
    "e5-small-q4",
)  # the encoders there are; an index remembers which made its vectors
TURNED = Path(__file__).parent / "meaning.npz"
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns texts into rows of numbers."""

    name: str
    version: str  # of its weights
    size: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""


class Meaning:
    """An encoder with what was learned about its posts and claims."""

    def __init__(self, encoder: Encoder, turned: Path | None = None):
        self._encoder = encoder
        self._cache = VectorCache(
            "-".join(filter(None, (encoder.name, encoder.version))), encoder.size
        )
        self._claim = self._post = None
        if turned:
            with np.load(turned) as learned:
                self._claim = (learned["claim_mean"], learned["claim"].astype(np.float32))
                self._post = (learned["post_mean"], learned["post"].astype(np.float32))

    @property
    def name(self) -> str:
        """Which encoder made the vectors: only vectors of one encoder can be compared."""
        return self._encoder.name

    def of_post(self, text: str) -> Vectors:
        """One unit vector for a searchable text."""
        vector: Vectors = _turn(self._encoder.encode([text]), self._post)[0]
        return vector

    def of_claims(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors for searchable wordings; each is computed once per user and kept."""
        return _turn(self._cache.get(texts, self._encoder.encode), self._claim)


def _turn(raw: Vectors, learned: tuple[Vectors, Vectors] | None) -> Vectors:
    turned = raw if learned is None else (raw - learned[0]) @ learned[1]
    unit: Vectors = (turned / np.linalg.norm(turned, axis=1, keepdims=True)).astype(np.float32)
    return unit


@cache
def meaning_of(name: str) -> Meaning:
    """The encoder of that name, loaded on first use. Raises ServiceError when its files are missing."""
    if name == EAR:
        from suluh.claims.encoders.ear import ear

        return Meaning(ear())
    from suluh.claims.encoders.e5 import E5

    return Meaning(E5(), TURNED)
