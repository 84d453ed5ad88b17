"""How much a group has gained between the test before and the same test after.

Hake, "Interactive-engagement versus traditional methods", Am. J. Phys. 66 (1998) 64-74: the normalised gain of a class
is what it gained of what it could have gained, (after - before) / (1 - before), over the means of who took both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import msgspec
import numpy as np

FEWEST = 5  # people below which nothing is said (k-anonymity, project decision)
FEWEST_FOR_RANGE = 10  # below, a range would say more than there is (project decision)
DRAWS = 2000
Range: TypeAlias = tuple[float, float]
NOT_KNOWN: Range = (math.nan, math.nan)


class Gain(msgspec.Struct, frozen=True):
    """Means are parts of 1. `gain` is NaN for fewer than five people, or a group that knew everything before."""

    people: int  # who took both
    before: float = math.nan
    after: float = math.nan
    gain: float = math.nan
    range: Range = NOT_KNOWN  # 95 %


def own_gain(before: float, after: float) -> float:
    """The same for one person, from the parts of 1 that were right; NaN for who knew everything before.

    >>> own_gain(0.5, 0.75)
    0.5
    """
    return _of(before, after)


def normalised_gain(pairs: Sequence[tuple[float, float]]) -> Gain:
    """pairs: of each person the part that was right before and after, 0..1.

    The range is a percentile bootstrap over people, always the same draws; a draw that knew everything is left out.

    >>> gain = normalised_gain([(0.5, 0.8)] * 5)
    >>> round(gain.gain, 3), gain.range[0] == gain.range[0]
    (0.6, False)
    """
    if len(pairs) < FEWEST:
        return Gain(len(pairs))
    scores = np.asarray(pairs, dtype=float)
    before, after = scores.mean(axis=0)
    return Gain(
        people=len(pairs),
        before=float(before),
        after=float(after),
        gain=_of(float(before), float(after)),
        range=_range(scores) if len(pairs) >= FEWEST_FOR_RANGE else NOT_KNOWN,
    )


def _of(before: float, after: float) -> float:
    return math.nan if before >= 1 else (after - before) / (1 - before)


def _range(scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Range:
    n = len(scores)
    weights = np.random.default_rng(1998).multinomial(n, np.full(n, 1 / n), DRAWS) / n
    before, after = (weights @ scores).T
    known = before < 1
    if not known.any():
        return NOT_KNOWN
    low, high = np.percentile((after[known] - before[known]) / (1 - before[known]), (2.5, 97.5))
    return float(low), float(high)
