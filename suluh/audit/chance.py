"""Could a difference be chance? One test for shares and for sizes, its power, and many tests at once.

Within a stratum (posts on the same topic with about the same reach) it should not matter who is spoken of, so the
values could be dealt out anew. The sum over a group then has a known mean and variance; over all strata:

    z = Σ w (sum in the group − n₁·mean) / √ Σ w² · n₁ n₀ Σ(y − mean)² / (N (N − 1))

For yes and no this is the statistic of Cochran (1954) and Mantel and Haenszel (1959) without continuity correction; for
ranks with w = 1/(N + 1), that of van Elteren (1960). How many tests are made together is held by Holm (1979).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from statistics import NormalDist
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.05  # of all the tests of one audit together
POWER = 0.8
FEWEST = 5.0  # Mantel and Fleiss (1980): how far the count must be able to move from what is expected, both ways
FEWEST_IN_GROUP = 20  # values of a group below which nothing is said (project decision)
Floats: TypeAlias = NDArray[np.float64]
_NORMAL = NormalDist()


class Compared(NamedTuple):
    """A group held against the rest within strata. `difference` is weighed as by Mantel and Haenszel."""

    n: int  # values of the group, in strata that hold others too
    others: int
    difference: float  # group minus the rest: a share, or the chance to stand higher minus one half
    error: float  # standard error of the difference, were there none
    z: float
    p: float  # two-sided
    enough: bool

    def smallest(self, tests: int) -> float:
        """The smallest true difference that would have been found four times in five, among so many tests."""
        return (
            _NORMAL.inv_cdf(1 - LEVEL / max(tests, 1) / 2) + _NORMAL.inv_cdf(POWER)
        ) * self.error

    def interval(self) -> tuple[float, float]:
        """95 % around the difference."""
        reach = _NORMAL.inv_cdf(0.975) * self.error
        return self.difference - reach, self.difference + reach


def compared(
    values: Sequence[float],
    in_group: Sequence[bool],
    strata: Sequence[Hashable],
    *,
    ranked: bool = False,
) -> Compared:
    """The group's values against the rest, stratum by stratum. ranked: sizes, of which only the order counts."""
    y, mine = np.asarray(values, dtype=np.float64), np.asarray(in_group, dtype=bool)
    parts = [_stratum(y[rows], mine[rows], ranked=ranked) for rows in _rows_of(strata).values()]
    parts = [part for part in parts if part.n and part.others]
    n, others = sum(p.n for p in parts), sum(p.others for p in parts)
    moved = sum(p.weight * p.moved for p in parts)
    spread = math.sqrt(sum(p.weight**2 * p.variance for p in parts))
    # Σ w·n₁n₀/N turns the sum into a mean difference: moved = n₁n₀/N · (mean of the group − mean of the rest).
    scale = sum(p.weight * p.n * p.others / (p.n + p.others) for p in parts)
    if not scale or not spread:
        return Compared(n, others, moved / scale if scale else 0.0, 0.0, 0.0, 1.0, enough=False)
    z = moved / spread
    room = min(sum(p.below for p in parts), sum(p.above for p in parts))
    enough = n >= FEWEST_IN_GROUP and (ranked or room >= FEWEST)
    return Compared(n, others, moved / scale, spread / scale, z, 2 * _NORMAL.cdf(-abs(z)), enough)


def holm(chances: Sequence[float]) -> list[float]:
    """The p values, each raised so that LEVEL holds for all of them together.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    raised, highest = [1.0] * len(chances), 0.0
    for place, at in enumerate(order):
        highest = max(highest, min(1.0, (len(chances) - place) * chances[at]))
        raised[at] = highest
    return raised


def wilson(part: int, whole: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927); nothing is known of a share of nothing.

    >>> [round(end, 3) for end in wilson(1, 10)]
    [0.018, 0.404]
    """
    if not whole:
        return 0.0, 1.0
    z = _NORMAL.inv_cdf(0.975)
    share, square = part / whole, z * z / whole
    middle = (share + square / 2) / (1 + square)
    reach = z * math.sqrt(share * (1 - share) / whole + square / (4 * whole)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


class _Stratum(NamedTuple):
    n: int
    others: int
    moved: float  # the group's sum minus what is expected
    variance: float
    below: float  # how far the group's sum could fall short of what is expected, and exceed it
    above: float
    weight: float


def _stratum(y: Floats, mine: NDArray[np.bool_], *, ranked: bool) -> _Stratum:
    total, n = len(y), int(mine.sum())
    others = total - n
    weight = total / (total + 1) if ranked else 1.0
    if not n or not others or y.min() == y.max():  # nobody to compare with, or no difference at all
        return _Stratum(n, others, 0.0, 0.0, 0.0, 0.0, weight)
    # Ranks over N turn a mean difference into (chance to stand higher) - 1/2, in every stratum alike.
    values = _ranks(y) / total if ranked else y
    expected = n * float(values.mean())
    variance = n * others / (total * (total - 1)) * float(((values - values.mean()) ** 2).sum())
    ordered = np.sort(values)
    return _Stratum(
        n,
        others,
        float(values[mine].sum()) - expected,
        variance,
        expected - float(ordered[:n].sum()),
        float(ordered[-n:].sum()) - expected,
        weight,
    )


def _ranks(y: Floats) -> Floats:
    """1 for the smallest; equal values share the mean of their ranks."""
    _, where, counts = np.unique(y, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return ((last - counts + 1 + last) / 2)[where].astype(np.float64)


def _rows_of(strata: Sequence[Hashable]) -> Mapping[Hashable, NDArray[np.int64]]:
    found: dict[Hashable, list[int]] = {}
    for at, stratum in enumerate(strata):
        found.setdefault(stratum, []).append(at)
    return {stratum: np.array(rows) for stratum, rows in found.items()}
