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
    note: str = ""

    def score(self, found: Found, text: str) -> NDArray[np.float32]:
        """One number a candidate."""
        total = np.full(len(found.rows), self.bias, np.float32)
        measured = features(found, text)
        for name, weight in self.weights.items():
            total += np.float32(weight) * measured[name]
        sure: NDArray[np.float32] = (1.0 / (1.0 + np.exp(-total))).astype(np.float32)
        return sure


def features(found: Found, text: str) -> dict[str, NDArray[np.float32]]:
    """The measurements by name, on comparable scales."""
    return {
        "bm25": found.bm25 / 10.0,
        "body": found.body / 10.0,
        "runs": found.runs,
        "covered": found.covered,
        "close": found.close,
        "mass": np.log1p(found.mass),
    }


@lru_cache(maxsize=1)
def load_fusion() -> Fusion:
    """The weights shipped with Suluh; `suluh/bench/fit_fusion.py` makes them from examples."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Fusion)
