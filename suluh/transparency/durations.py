"""How long things took: bins of minutes, and the median and ninetieth percentile out of the whole minutes themselves."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, pairwise

from suluh.transparency.figure import Bin, Distribution

EDGES = (0, 15, 30, 60, 120, 240, 480, 1440, 2880, 10080)  # 15 min … 2 h … 24 h, 2 days, 7 days


def distribution(name: str, minutes: Mapping[str, int]) -> Distribution:
    """minutes: how often each number of whole minutes was measured."""
    counts = sorted((int(minute), count) for minute, count in minutes.items())
    bins = tuple(
        Bin(
            low,
            high,
            sum(n for minute, n in counts if low <= minute and (high is None or minute < high)),
        )
        for low, high in pairwise((*EDGES, None))
        if low is not None
    )
    total = sum(count for _, count in counts)
    return Distribution(name, total, _quantile(counts, 0.5), _quantile(counts, 0.9), bins)


def _quantile(counts: list[tuple[int, int]], part: float) -> int | None:
    """The smallest number of minutes within which that part was done."""
    total = sum(count for _, count in counts)
    reached = accumulate(count for _, count in counts)
    return next(
        (minute for (minute, _), upto in zip(counts, reached, strict=True) if upto >= part * total),
        None,
    )
