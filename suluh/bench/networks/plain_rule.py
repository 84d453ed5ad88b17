"""The rule of CooRTweet, written out plainly over our columns, to hold our search against it on the data it publishes.

Righetti and Balluff (2025): two accounts are tied by every pair of posts that share an object within the window; an
account counts with at least two such posts; an edge counts when its weight exceeds a percentile of all weights.
Nothing is said of chance.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from suluh.networks.traffic import I64, Traffic

Flags = npt.NDArray[np.bool_]


class Ruled(NamedTuple):
    """Edges of the rule: accounts one < two by number, with how many pairs of posts tie them."""

    one: I64
    two: I64
    weight: I64

    def least_beyond(self, percentile: float) -> int:
        """The least weight that exceeds the percentile (0..1) of all weights; 0 when none does."""
        beyond = (
            self.weight[self.weight > np.quantile(self.weight, percentile)]
            if len(self.weight)
            else self.weight
        )
        return int(beyond.min()) if len(beyond) else 0

    def accounts(self) -> set[int]:
        """Every account at an end of an edge."""
        return {*self.one.tolist(), *self.two.tolist()}


class Pairs(NamedTuple):
    """Pairs of posts by two accounts that share a thing within the window."""

    first: I64
    second: I64


def pairs(traffic: Traffic, window: float, participation: int) -> Pairs:
    """Every such pair, by accounts with at least so many posts in all and so many in pairs. window: seconds."""
    active = np.bincount(traffic.account) >= participation
    found = _all_pairs(traffic, window, active)
    posts = np.unique(np.concatenate(found))
    enough = np.bincount(traffic.account[posts], minlength=len(active)) >= participation
    kept = enough[traffic.account[found.first]] | enough[traffic.account[found.second]]
    return Pairs(found.first[kept], found.second[kept])


def _all_pairs(traffic: Traffic, window: float, active: Flags) -> Pairs:
    """Traces by thing and time; each is held against the next, the next but one, and on, while any is near enough."""
    kept = np.flatnonzero(active[traffic.account[traffic.traces.post]])
    post, thing = traffic.traces.post[kept].astype(np.int64), traffic.traces.thing[kept]
    order = np.lexsort((post, thing))
    post, thing = post[order], thing[order]
    when, account = traffic.when[post], traffic.account[post]
    first, second, at = [post[:0]], [post[:0]], np.arange(len(post))
    for reach in range(1, len(post)):
        at = at[at + reach < len(post)]
        ahead = at + reach
        at = at[(thing[ahead] == thing[at]) & (when[ahead] - when[at] <= window * 1000)]
        if not len(at):
            break
        others = at[account[at] != account[at + reach]]
        first.append(post[others])
        second.append(post[others + reach])
    return Pairs(np.concatenate(first), np.concatenate(second))


def ruled(traffic: Traffic, found: Pairs) -> Ruled:
    """The edges that the pairs make."""
    one, two = (traffic.account[side].astype(np.int64) for side in (found.first, found.second))
    ends, weight = np.unique(np.minimum(one, two) << 32 | np.maximum(one, two), return_counts=True)
    return Ruled(ends >> 32, ends & 0xFFFFFFFF, weight)
