"""How often would these two have met by chance? A reshuffle that keeps how much each account posts, and when.

The null: within each block of time the accounts are dealt anew over the posts that carry a trace. Every account keeps its
number of posts in every block, every thing keeps all its times. Under it two accounts meet so many times on average:

    sum over blocks   meetings(block) * 2 n_i n_j / (N (N - 1))

which is exact, and the number is close to Poisson because each single meeting is unlikely. So an edge gets its p-value
without millions of reshuffles. Real reshuffles are made as well, a few: they say how many edges and how large a group
chance makes in these very posts. False discoveries are held by Benjamini and Hochberg (1995) over all pairs of accounts
that left a trace, seen together or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from suluh.networks.meetings import Edges, Meetings
from suluh.networks.traffic import F64, I32, I64, Traffic

HOUR = 3_600_000
FULL = 500  # posts that a block should hold, so that there is somebody to deal to


class Blocks(NamedTuple):
    """Each post with a trace in its block of time."""

    post: I32  # posts with a trace, in order
    block: I32  # of each post of the traffic; -1 without a trace
    sizes: I64  # posts in each block
    cell: I64  # account << 32 | block, sorted: who posted in which block
    count: I64  # how often


def blocks(traffic: Traffic, window: int) -> Blocks:
    """Whole hours, as many together as the window is long and as it takes to hold FULL posts."""
    post = np.unique(traffic.traces.post)
    hours = max(1, -(-window // HOUR))
    slot = traffic.when[post] // (hours * HOUR)
    block = np.full(len(traffic.when), -1, np.int32)
    block[post] = _joined(slot)
    cell, count = np.unique(
        traffic.account[post].astype(np.int64) << 32 | block[post], return_counts=True
    )
    return Blocks(post, block, np.bincount(block[post]), cell, count)


def _joined(slot: I64) -> I32:
    """Slots numbered from 0, small neighbours put together."""
    values, counts = np.unique(slot, return_counts=True)
    numbers, held, number = np.empty(len(values), np.int32), 0, -1
    for place, count in enumerate(counts.tolist()):
        if number < 0 or held >= FULL:
            number, held = number + 1, 0
        held += count
        numbers[place] = number
    if number > 0 and held < FULL:  # what is left at the end joins the one before
        numbers[numbers == number] = number - 1
    return numbers[np.searchsorted(values, slot)]


class Rates(NamedTuple):
    """For each pair of blocks in which meetings happened: the chance of one pair of posts, times the meetings."""

    one: I64
    two: I64
    rate: F64


def rates(met: Meetings, within: Blocks) -> Rates:
    """Meetings per pair of posts, block by block; a window may reach into the next block."""
    one, two = within.block[met.first].astype(np.int64), within.block[met.second].astype(np.int64)
    key, count = np.unique(np.minimum(one, two) << 32 | np.maximum(one, two), return_counts=True)
    one, two = key >> 32, key & 0xFFFFFFFF
    sizes = within.sizes.astype(np.float64)
    pairs = np.where(one == two, sizes[one] * (sizes[one] - 1) / 2, sizes[one] * sizes[two])
    return Rates(one, two, count / np.maximum(pairs, 1))


def expected(low: I32, high: I32, within: Blocks, by: Rates) -> F64:
    """How often each pair of accounts would meet by chance."""
    result = np.zeros(len(low))
    starts = np.searchsorted(within.cell >> 32, np.arange(int(max(low.max(initial=0), high.max(initial=0))) + 2))
    for edge, block, posts in _cells(low, within, starts):
        for ahead in (-1, 0, 1):
            rate = _rate(by, np.minimum(block, block + ahead), np.maximum(block, block + ahead))
            np.add.at(result, edge, rate * posts * _posts(within, high[edge], block + ahead))
    return result


def _cells(accounts: I32, within: Blocks, starts: I64) -> Iterator[tuple[I64, I64, I64]]:
    """For chunks of edges: the edge, each block in which its first account posted, and how much."""
    counts = (starts[accounts + 1] - starts[accounts]).astype(np.int64)
    for begin in range(0, len(accounts), 1 << 16):
        some = counts[begin : begin + (1 << 16)]
        edge = np.repeat(np.arange(begin, begin + len(some)), some)
        inner = np.arange(some.sum()) - np.repeat(np.cumsum(some) - some, some)
        place = starts[accounts[edge]] + inner
        yield edge, within.cell[place] & 0xFFFFFFFF, within.count[place]


def _posts(within: Blocks, account: I32, block: I64) -> I64:
    """How much an account posted in a block."""
    key = account.astype(np.int64) << 32 | np.maximum(block, 0)
    place = np.minimum(np.searchsorted(within.cell, key), len(within.cell) - 1)
    return np.where((within.cell[place] == key) & (block >= 0), within.count[place], 0)


def _rate(by: Rates, one: I64, two: I64) -> F64:
    key = by.one << 32 | by.two
    wanted = np.maximum(one, 0) << 32 | two
    place = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    return np.where((key[place] == wanted) & (one >= 0), by.rate[place], 0.0) if len(key) else np.zeros(len(one))


def at_least(weight: I32, mean: F64) -> F64:
    """The chance of so many meetings or more, when `mean` are expected (Poisson, upper tail).

    >>> at_least(np.array([1, 2], np.int32), np.array([1.0, 0.001])).round(8).tolist()
    [0.63212056, 5e-07]
    """
    mean = np.maximum(mean, 1e-300)
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, weight.max(initial=1) + 1)))))
    term = np.exp(weight * np.log(mean) - mean - logs[weight])
    total = term.copy()
    for more in range(1, 400):
        term = term * mean / (weight + more)
        total += term
        if not (term > total * 1e-12).any():
            break
    return np.where(mean >= weight, np.maximum(total, 0.5), np.minimum(total, 1.0))


def cut(p: F64, tests: float, rate: float) -> float:
    """The largest p that still counts as found when at most `rate` of what is found may be false."""
    ordered = np.sort(p)
    held = ordered <= rate * np.arange(1, len(ordered) + 1) / max(tests, 1.0)
    return float(ordered[np.flatnonzero(held)[-1]]) if held.any() else 0.0


def dealt(traffic: Traffic, within: Blocks, seed: int) -> I32:
    """One reshuffle: whose post each post is, dealt anew within each block."""
    random = np.random.Generator(np.random.PCG64(seed))
    block = within.block[within.post]
    mixed = random.permutation(len(block))
    mixed = mixed[np.argsort(block[mixed], kind="stable")]
    account = traffic.account.copy()
    account[within.post[np.argsort(block, kind="stable")]] = traffic.account[within.post[mixed]]
    return account


class Scored(NamedTuple):
    """Edges with what chance would make of them."""

    edges: Edges
    expected: F64
    p: F64


def scored(found: Edges, within: Blocks, by: Rates) -> Scored:
    """Each edge with its p-value."""
    mean = expected(found.low, found.high, within, by)
    return Scored(found, mean, at_least(found.weight, mean))
