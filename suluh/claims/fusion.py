"""What was measured of a candidate, weighed into one number between 0 and 1."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.claims.lexical import Found

WEIGHTS = Path(__file__).parent / "fusion.json"


class Fusion(msgspec.Struct, frozen=True):
    """Weights over `features`: which candidate comes first, and how sure one is the same claim.

    The two are kept apart because a list may be ordered by what only compares candidates, while a
    threshold needs a number that means the same for every post.
    """

    order: dict[str, float]
    sure: dict[str, float]  # of a logistic function
    bias: float
    act: float  # from here the machine may act on its own; set on posts that match nothing
    suggest: float  # from here a person is told

    def ranked(self, measured: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
        """Numbers that order the candidates of one post, higher first."""
        return _weigh(self.order, measured)

    def surety(self, measured: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
        """How sure each candidate is the same claim, 0..1."""
        total = _weigh(self.sure, measured) + np.float32(self.bias)
        sure: NDArray[np.float32] = (1.0 / (1.0 + np.exp(-total))).astype(np.float32)
        return sure


def _weigh(
    weights: dict[str, float], measured: dict[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    total = np.zeros(len(measured["runs"]), np.float32)
    for name, weight in weights.items():
        total += np.float32(weight) * measured[name]
    return total


class Fusions(msgspec.Struct, frozen=True):
    """One set of weights without sentence vectors, and one with those of each encoder."""

    quick: Fusion
    deep: dict[str, Fusion]
    note: str = ""


def features(
    found: Found, cosines: NDArray[np.float32] | None = None
) -> dict[str, NDArray[np.float32]]:
    """The measurements by name, on comparable scales."""
    measured = {
        "bm25": found.bm25 / np.float32(10.0),
        "body": found.body / np.float32(10.0),
        "runs": found.runs,
        "covered": found.covered,
        "mass": np.log1p(found.mass),
        "length": np.log1p(found.length),
        "own": found.mass / np.float32(max(found.asked, 1e-6)),
    }
    return measured if cosines is None else measured | {"meaning": cosines}


@lru_cache(maxsize=1)
def load_fusions() -> Fusions:
    """The weights shipped with Suluh; `python -m suluh.bench.fit_fusion` makes them."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Fusions)
