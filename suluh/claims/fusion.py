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
    """Weights of a logistic function over `features`, and the two thresholds on its value."""

    weights: dict[str, float]
    bias: float
    act: float
    suggest: float

    def score(self, measured: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
        """One number a candidate, 0..1."""
        total = np.full(len(measured["runs"]), self.bias, np.float32)
        for name, weight in self.weights.items():
            total += np.float32(weight) * measured[name]
        sure: NDArray[np.float32] = (1.0 / (1.0 + np.exp(-total))).astype(np.float32)
        return sure


class Fusions(msgspec.Struct, frozen=True):
    """One set of weights without sentence vectors, one with them."""

    quick: Fusion
    deep: Fusion
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
        "close": found.close,
        "mass": np.log1p(found.mass),
        "length": np.log1p(found.length),
        "own": found.mass / np.float32(max(found.asked, 1e-6)),
    }
    return measured if cosines is None else measured | {"meaning": cosines}


@lru_cache(maxsize=1)
def load_fusions() -> Fusions:
    """The weights shipped with Suluh; `python -m suluh.bench.fit_fusion` makes them from examples."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Fusions)
