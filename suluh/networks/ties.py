"""Two accounts of a group: how often they met, in what, how far apart, and how often chance would have it."""

from __future__ import annotations

from functools import cache

import msgspec
import numpy as np

from suluh.networks.together import Drawn, met_by
from suluh.networks.traffic import F64, I64, Kind


class Tie(msgspec.Struct, frozen=True):
    """Two accounts that met more often than chance lets them."""

    one: str
    two: str
    weight: int  # different things shared within the window
    expected: float  # by chance
    p: float
    kinds: tuple[str, ...]
    seconds: float  # half of the meetings were closer than this


def ties(drawn: Drawn, edges: list[int]) -> tuple[Tie, ...]:
    """The ties of these edges, in their order."""
    which = np.array(edges, np.int64)
    of = drawn.seen.scored
    counts = of.edges.begins[which + 1] - of.edges.begins[which]
    met = met_by(drawn.seen, which)
    kinds = np.bitwise_or.reduceat(drawn.seen.met.kinds[met], np.cumsum(counts) - counts)
    names = {
        account: drawn.name(account)
        for account in {*of.edges.low[which].tolist(), *of.edges.high[which].tolist()}
    }
    rows = zip(
        of.edges.low[which].tolist(), of.edges.high[which].tolist(), of.edges.weight[which].tolist(),
        of.expected[which].tolist(), of.p[which].tolist(), kinds.tolist(),
        _medians(_delays(drawn, met), counts).tolist(), strict=True,
    )  # fmt: skip
    return tuple(
        Tie(names[one], names[two], weight, expected, p, names_of(bits), delay / 1000)
        for one, two, weight, expected, p, bits, delay in rows
    )


def _delays(drawn: Drawn, met: I64) -> I64:
    """Milliseconds between the two posts of each meeting."""
    when, of = drawn.traffic.when, drawn.seen.met
    return np.asarray(when[of.second[met]] - when[of.first[met]])


def _medians(values: I64, counts: I64) -> F64:
    """The median of each of the groups of so many values that stand one after the other."""
    group = np.repeat(np.arange(len(counts)), counts)
    ordered = values[np.lexsort((values, group))]
    begins = np.cumsum(counts) - counts
    return np.asarray((ordered[begins + (counts - 1) // 2] + ordered[begins + counts // 2]) / 2)


@cache
def names_of(bits: int) -> tuple[str, ...]:
    """The kinds of which a bit is set, the most telling first."""
    return tuple(kind.name.lower() for kind in Kind if bits >> kind & 1)
