"""Two accounts, the same thing, within the window: a meeting. Found by one sorted sweep, never by trying all pairs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from suluh.networks.traffic import I32, I64, Traces, Traffic

REACH = 50  # in a crowd each post meets the next so many; a group of any size stays connected, a viral post stays cheap


class Meetings(NamedTuple):
    """Pairs of posts (first before second) by two accounts, each pair once, with the most telling thing they share."""

    first: I32
    second: I32
    kinds: npt.NDArray[np.uint8]  # one bit a Kind: everything that the two posts share
    thing: I64  # number of that thing; equal numbers, equal things

    def delay(self, traffic: Traffic) -> I64:
        """Milliseconds between the two posts."""
        return np.asarray(traffic.when[self.second] - traffic.when[self.first])


class Shares(NamedTuple):
    """The traces that more than one account left, sorted by thing and time."""

    post: I32
    kind: npt.NDArray[np.int8]
    thing: I64  # numbered from 0, in the order of their prints


def shares(traffic: Traffic) -> Shares:
    """Traces of things that at least two accounts shared."""
    traces = traffic.traces
    if not len(traces.post):
        return Shares(traces.post, traces.kind, np.empty(0, np.int64))
    order = np.lexsort((traces.post, traces.thing))
    post, thing = traces.post[order], traces.thing[order]
    number = np.concatenate(([0], np.cumsum(thing[1:] != thing[:-1])))
    again = np.concatenate(([False], (number[1:] == number[:-1]) & (post[1:] == post[:-1])))
    account = traffic.account[post]
    begins = np.flatnonzero(np.concatenate(([True], number[1:] != number[:-1])))
    several = np.minimum.reduceat(account, begins) != np.maximum.reduceat(account, begins)
    kept = several[number] & ~again
    return Shares(post[kept], traces.kind[order][kept], number[kept])


def meetings(traffic: Traffic, shared: Shares, window: int) -> Meetings:
    """All meetings within `window` milliseconds."""
    firsts, seconds, kinds, things = [], [], [], []
    when, account = traffic.when[shared.post], traffic.account[shared.post]
    at = np.arange(len(shared.post))
    for reach in range(1, REACH + 1):
        at = at[at + reach < len(when)]
        ahead = at + reach
        near = (shared.thing[ahead] == shared.thing[at]) & (when[ahead] - when[at] <= window)
        at = at[near]
        if not len(at):
            break
        other = at[account[at] != account[at + reach]]
        firsts.append(shared.post[other])
        seconds.append(shared.post[other + reach])
        kinds.append(shared.kind[other])
        things.append(shared.thing[other])
    if not firsts:
        empty = np.empty(0, np.int32)
        return Meetings(empty, empty, np.empty(0, np.uint8), np.empty(0, np.int64))
    return _once(*(np.concatenate(part) for part in (firsts, seconds, kinds, things)))


def _once(first: I32, second: I32, kind: npt.NDArray[np.int8], thing: I64) -> Meetings:
    """Each pair of posts once, under the first kind in the order of `Kind`."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((thing, kind, high, low))
    low, high, kind, thing = low[order], high[order], kind[order], thing[order]
    begins = np.flatnonzero(
        np.concatenate(([True], (low[1:] != low[:-1]) | (high[1:] != high[:-1])))
    )
    bits = np.bitwise_or.reduceat(np.left_shift(np.uint8(1), kind.astype(np.uint8)), begins)
    return Meetings(low[begins], high[begins], bits, thing[begins])


class Edges(NamedTuple):
    """Pairs of accounts (low < high) and in how many different things they met."""

    low: I32
    high: I32
    weight: I32
    begins: I64  # where the edge's meetings begin in `order`; one more entry than edges
    order: I64  # numbers of meetings, edge by edge


def edges(account: I32, met: Meetings, fewest: int) -> Edges:
    """Accounts that met in at least `fewest` different things. account: whose post each post is."""
    one, two = account[met.first].astype(np.int64), account[met.second].astype(np.int64)
    pair = np.minimum(one, two) << 32 | np.maximum(one, two)
    often = np.flatnonzero(_often(pair, fewest))
    order = often[np.lexsort((often, met.thing[often], pair[often]))]
    pair, thing = pair[order], met.thing[order]
    begins = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1]))) if len(pair) else pair
    fresh = np.concatenate(([True], (pair[1:] != pair[:-1]) | (thing[1:] != thing[:-1])))[: len(pair)]
    weight = np.add.reduceat(fresh.astype(np.int32), begins) if len(pair) else pair.astype(np.int32)
    ends = np.append(begins, len(pair))
    kept = np.flatnonzero(weight >= fewest)
    counts = np.diff(ends)[kept]
    places = np.repeat(begins[kept] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    return Edges(
        (pair[begins[kept]] >> 32).astype(np.int32),
        (pair[begins[kept]] & 0xFFFFFFFF).astype(np.int32),
        weight[kept],
        np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        order[places],
    )


def _often(pair: I64, fewest: int) -> npt.NDArray[np.bool_]:
    """Whether a pair comes at least `fewest` times; accounts that meet themselves (a reshuffle may) never do."""
    ordered = np.sort(pair)
    if len(ordered) < fewest:
        return np.zeros(len(pair), np.bool_)
    many = np.unique(ordered[fewest - 1 :][ordered[fewest - 1 :] == ordered[: len(ordered) - fewest + 1]])
    many = many[(many >> 32) != (many & 0xFFFFFFFF)]
    place = np.searchsorted(many, pair)
    return np.asarray(many[np.minimum(place, len(many) - 1)] == pair) if len(many) else np.zeros(len(pair), np.bool_)
