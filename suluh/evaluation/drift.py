"""Are the decisions of this period other ones than those of the last? Distributions compared, and when to look.

The distance is the population stability index (Siddiqi, "Credit Risk Scorecards", 2006): Σ (p − q) ln (p / q) over the
bins. The usual limits (.1, .25) know nothing of how many posts there were (Yurdakul and Naranjo, "Statistical properties
of the population stability index", Journal of Risk Model Validation 14, 2020); so the limit is what dealing the same
decisions out to the two periods at random exceeds once in a hundred times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.ledger import Event, Kind
from suluh.runners.work import DecisionDigest

RARE = 0.5  # added to every bin, so that an empty one can be compared (project decision)
DEALT = 1000  # times
EXCEEDED = 0.01  # of the random deals, over all the distributions together
FEWEST = 30  # decisions a period below which nothing is said (project decision)


class Decided(NamedTuple):
    """One decision of a scan."""

    at: datetime
    digest: DecisionDigest


BINS: Mapping[str, Callable[[DecisionDigest], str]] = {
    "outcome": lambda digest: digest.outcome,
    "proposed": lambda digest: digest.proposed or "-",
    "queue": lambda digest: digest.queue or "-",
    "rule": lambda digest: digest.rules[0] if digest.rules else "-",
    "score": lambda digest: _score_bin(digest.score) if digest.queue else "-",
    "platform": lambda digest: digest.platform or "-",
}


class Drift(msgspec.Struct, frozen=True):
    """One distribution in two periods. `moved`: the bins that changed most, share before and after."""

    of: str
    before: int
    after: int
    distance: float
    limit: float | None  # None: too few to say
    moved: tuple[tuple[str, float, float], ...] = ()

    @property
    def stands_out(self) -> bool:
        return self.limit is not None and self.distance > self.limit


def decided(events: Iterable[Event]) -> list[Decided]:
    """The decisions of a scan's ledger, each by when its post was posted; where that is unknown, when it was decided."""
    found = []
    for event in events:
        if event.kind == Kind.DECISION:
            digest = msgspec.convert(event.data()["decision"], DecisionDigest, strict=False)
            found.append(Decided(digest.posted_at or event.moment(), digest))
    return found


def drift(decisions: Sequence[Decided], split: datetime, seed: int = 2020) -> tuple[Drift, ...]:
    """Every distribution before and from `split` (aware) on."""
    late = np.array([one.at >= split for one in decisions], dtype=bool)
    random = np.random.default_rng(seed)
    deals = [random.permutation(late) for _ in range(DEALT)] if len(decisions) else []
    return tuple(
        _of(name, [place(d.digest) for d in decisions], late, deals) for name, place in BINS.items()
    )


def distance(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """The population stability index of two rows of counts.

    >>> round(distance(np.array([50.0, 50.0]), np.array([50.0, 50.0])), 3)
    0.0
    """
    p = (before + RARE) / (before + RARE).sum()
    q = (after + RARE) / (after + RARE).sum()
    return float(((q - p) * np.log(q / p)).sum())


def _of(
    name: str, bins: Sequence[str], late: NDArray[np.bool_], deals: Sequence[NDArray[np.bool_]]
) -> Drift:
    kinds = sorted(set(bins))
    codes = np.array([kinds.index(one) for one in bins], dtype=np.int64)
    n_after = int(late.sum())
    n_before = len(late) - n_after
    if min(n_before, n_after) < FEWEST:
        return Drift(name, n_before, n_after, 0.0, None)
    before, after = _counts(codes, late, len(kinds))
    by_chance = [distance(*_counts(codes, deal, len(kinds))) for deal in deals]
    limit = float(np.quantile(by_chance, 1 - EXCEEDED / len(BINS)))
    shares = [(kind, before[i] / n_before, after[i] / n_after) for i, kind in enumerate(kinds)]
    moved = sorted(shares, key=lambda share: -abs(share[2] - share[1]))[:3]
    told = tuple((kind, round(float(p), 3), round(float(q), 3)) for kind, p, q in moved)
    return Drift(name, n_before, n_after, distance(before, after), limit, told)


def _counts(
    codes: NDArray[np.int64], late: NDArray[np.bool_], kinds: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return (
        np.bincount(codes[~late], minlength=kinds).astype(np.float64),
        np.bincount(codes[late], minlength=kinds).astype(np.float64),
    )


def _score_bin(score: float) -> str:
    """Powers of two: the score is a product of factors."""
    return f"2^{int(np.floor(np.log2(score)))}" if score > 0 else "0"
