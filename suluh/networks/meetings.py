"""Two accounts, the same thing, within the window: a meeting. Found by one sorted sweep, never by trying all pairs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from suluh.networks.prints import mixed
from suluh.networks.spans import places
from suluh.networks.traffic import I32, I64, Traffic

_KIND_BITS = 3
_SLOTS = 1 << 23  # short prints at most, 8 bytes each
_LOW = (1 << 32) - 1
REACH = 50  # in a crowd each post meets the next so many; a group of any size stays connected
POPULAR, LEAST = (
    500,
    3,
)  # posts of a thing beyond which fewer are met, down to LEAST: what all share tells little


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
    limit = _reach(shared.thing)
    for reach in range(1, REACH + 1):
        at = at[(at + reach < len(when)) & (limit[at] >= reach)]
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


def _reach(thing: I64) -> I32:
    """How many of the next posts each post may meet. thing: sorted, from 0."""
    many = np.bincount(thing)
    reach = np.clip(REACH * POPULAR // np.maximum(many, 1), LEAST, REACH)
    return np.asarray(reach[thing], np.int32)


def _once(first: I32, second: I32, kind: npt.NDArray[np.int8], thing: I64) -> Meetings:
    """Each pair of posts once, under the first kind in the order of `Kind`; sorted by thing."""
    low, high = np.minimum(first, second).astype(np.int64), np.maximum(first, second)
    order = np.argsort((low << 32 | high) << _KIND_BITS | kind, kind="stable")
    low, high, kind, thing = low[order], high[order], kind[order], thing[order]
    begins = np.flatnonzero(_changes(low << 32 | high))
    bits = np.bitwise_or.reduceat(np.left_shift(np.uint8(1), kind.astype(np.uint8)), begins)
    by_thing = np.argsort(thing[begins], kind="stable")
    begins, bits = begins[by_thing], bits[by_thing].astype(np.uint8)
    return Meetings(low[begins].astype(np.int32), high[begins], bits, thing[begins])


def _changes(values: I64) -> npt.NDArray[np.bool_]:
    """Where something else begins."""
    return np.concatenate((np.ones(1, np.bool_), values[1:] != values[:-1]))[: len(values)]


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
    often = np.flatnonzero(_perhaps(one * two + one + two, fewest))
    pair, place = _by_pair(one[often], two[often])
    order = often[place]
    begins = np.flatnonzero(_changes(pair))
    counts = np.diff(np.append(begins, len(pair)))
    itself = (pair[begins] >> 32) == (
        pair[begins] & _LOW
    )  # a reshuffle may deal two posts to one account
    kept = np.flatnonzero((counts >= fewest) & ~itself)
    inside = places(begins[kept], begins[kept] + counts[kept])
    return _weighed(pair[inside], order[inside], met, fewest)


def _perhaps(pair: I64, fewest: int) -> npt.NDArray[np.bool_]:
    """Whether a value may stand there `fewest` times: counted under short prints, so that few have to be sorted."""
    bits = min(2 * len(pair), _SLOTS).bit_length()
    slot = (mixed(pair.view(np.uint64)) >> np.uint64(64 - bits)).astype(np.int64)
    return np.asarray(np.bincount(slot, minlength=1 << bits)[slot] >= fewest)


def _by_pair(one: I64, two: I64) -> tuple[I64, I64]:
    """The pairs (low << 32 | high), sorted, and the number of the meeting of each, in the meetings' order.

    Pair and number are packed into one word where they fit: sorting words is several times faster than sorting places.
    """
    low, high = np.minimum(one, two), np.maximum(one, two)
    wide, long = int(high.max(initial=0)).bit_length(), len(one).bit_length()
    if 2 * wide + long > 63:
        order = np.argsort(low << 32 | high, kind="stable")
        return (low << 32 | high)[order], order
    packed = np.sort((low << wide | high) << long | np.arange(len(one)))
    order, pair = packed & ((1 << long) - 1), packed >> long
    return (pair >> wide) << 32 | (pair & ((1 << wide) - 1)), order


def _weighed(pair: I64, order: I64, met: Meetings, fewest: int) -> Edges:
    """Edges of sorted pairs, those with enough different things."""
    if not len(pair):
        none = np.empty(0, np.int32)
        return Edges(none, none, none, np.zeros(1, np.int64), np.empty(0, np.int64))
    fresh = _changes(pair)
    begins = np.flatnonzero(fresh)
    things = (fresh | _changes(met.thing[order])).astype(np.int32)
    weight = np.add.reduceat(things, begins)
    enough = weight >= fewest
    counts = np.diff(np.append(begins, len(pair)))
    return Edges(
        (pair[begins[enough]] >> 32).astype(np.int32),
        (pair[begins[enough]] & _LOW).astype(np.int32),
        weight[enough],
        np.concatenate((np.zeros(1, np.int64), np.cumsum(counts[enough]))),
        order[np.repeat(enough, counts)],
    )
