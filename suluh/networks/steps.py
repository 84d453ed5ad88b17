"""In step, or merely interested in the same: did two accounts share what they have in common at the same moments?

Fans of a singer share the same videos for a year, each when he sees them. What is driven shares them together. For things
that only point elsewhere (a link, a sound, hashtags, a reply, a repost) that is the whole difference. And who repeats his
few texts all week meets everybody who has the same ones, without a word between them.
"""

from __future__ import annotations

import numpy as np

from suluh.networks.meetings import Edges, Meetings, Shares
from suluh.networks.spans import places
from suluh.networks.traffic import F64, I64, OWN, Traffic

STEP = 60_000  # milliseconds
HALF = 0.5
OFTEN = 4  # meetings over each thing, on average
_OWN_BITS = np.uint8(sum(1 << kind for kind in OWN))
_EDGES = 1 << 14  # looked at together


def points_only(edges: Edges, met: Meetings) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Edges whose meetings are never over the same words or the same medium."""
    if not len(edges.low):
        return np.zeros(0, np.bool_)
    own = (met.kinds[edges.order] & _OWN_BITS) > 0
    return np.asarray(~np.logical_or.reduceat(own, edges.begins[:-1]))


def repeats_alone(
    edges: Edges, met: Meetings, traffic: Traffic
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Edges of accounts that put up the same few things again and again, and mostly at moments of their own.

    Over a day or more they are bound to meet; who acts on a thing together need not meet over it OFTEN times. A post is
    at a moment of its own when the nearest post that it meets over this edge is further than STEP.
    """
    alone = np.zeros(len(edges.low), np.bool_)
    counts = np.diff(edges.begins)
    often = np.flatnonzero(counts >= OFTEN * edges.weight)
    if not len(often):
        return alone
    order = edges.order[places(edges.begins[often], edges.begins[often + 1])]
    edge = np.tile(np.repeat(np.arange(len(often)), counts[often]), 2)
    post = np.concatenate((met.first[order], met.second[order]))
    delay = np.tile(traffic.when[met.second[order]] - traffic.when[met.first[order]], 2)
    by_post = np.lexsort((delay, post, edge))
    edge, post, delay = edge[by_post], post[by_post], delay[by_post]
    nearest = np.concatenate(([True], (edge[1:] != edge[:-1]) | (post[1:] != post[:-1])))
    near = np.bincount(edge[nearest], delay[nearest] <= STEP)
    alone[often] = near < HALF * np.bincount(edge[nearest])
    return alone


def in_step(edges: Edges, which: I64, traffic: Traffic, shared: Shares) -> F64:
    """For each edge in `which`: of all things that both accounts ever shared, the part first shared within STEP."""
    key, when = _firsts(traffic, shared)
    result = np.zeros(len(which))
    for begin in range(0, len(which), _EDGES):
        some = which[begin : begin + _EDGES]
        edge, mine, thing = _things(edges.low[some].astype(np.int64), key)
        wanted = edges.high[some].astype(np.int64)[edge] << 32 | thing
        place = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        both = key[place] == wanted
        near = both & (np.abs(when[place] - when[mine]) <= STEP)
        common = np.bincount(edge[both], minlength=len(some))
        together = np.bincount(edge[near], minlength=len(some))
        result[begin : begin + len(some)] = together / np.maximum(common, 1)
    return result


def _firsts(traffic: Traffic, shared: Shares) -> tuple[I64, I64]:
    """When each account first shared each thing it points to: account << 32 | thing, sorted, and the moment."""
    points = np.flatnonzero(shared.kind > max(OWN))
    key = traffic.account[shared.post[points]].astype(np.int64) << 32 | shared.thing[points]
    when = traffic.when[shared.post[points]]
    order = np.lexsort((when, key))
    first = np.concatenate(([True], key[order][1:] != key[order][:-1]))[: len(order)]
    return key[order][first], when[order][first]


def _things(accounts: I64, key: I64) -> tuple[I64, I64, I64]:
    """For each account: its place in `accounts`, the entries of `key` that are its own, and their things."""
    starts, ends = np.searchsorted(key, accounts << 32), np.searchsorted(key, (accounts + 1) << 32)
    edge = np.repeat(np.arange(len(accounts)), ends - starts)
    mine = places(starts, ends)
    return edge, mine, key[mine] & 0xFFFFFFFF
