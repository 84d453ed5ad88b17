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

from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from suluh.networks.meetings import Edges, Meetings
from suluh.networks.spans import places
from suluh.networks.traffic import F64, I32, I64, Traffic

HOUR = 3_600_000
_CELLS = 1 << 20  # accounts times blocks in one table
_KEPT = 1 << 22  # cells of everybody's table, up to which it is made once and kept
_ROWS = 1 << 10  # pairs that are looked up together
FULL = 500  # posts that a block should hold, so that there is somebody to deal to


class Blocks(NamedTuple):
    """Each post with a trace in its block of time."""

    post: I32  # posts with a trace, in order
    block: I32  # of each post of the traffic; -1 without a trace
    sizes: I64  # posts in each block
    cell: I64  # account << 32 | block, sorted: who posted in which block
    often: I64  # how often


def blocks(traffic: Traffic, window: int) -> Blocks:
    """Whole hours, as many together as the window is long and as it takes to hold FULL posts."""
    post = traffic.traces.posts()
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
    """Meetings per pair of posts that could have met: the chance that a given pair of posts did."""

    within: F64  # both posts in this block
    across: F64  # one in this block, one in the next; the window may reach over


class Tables(NamedTuple):
    """A row an account, a column a block."""

    posts: F64  # how much it posted there
    reach: F64  # how often, for each post that somebody else has in this block, it is met by chance


class Odds(NamedTuple):
    """What the expected number of meetings follows from; a reshuffle changes none of it."""

    within: Blocks
    by: Rates
    whole: Tables | None  # everybody's, where they are small enough to be kept


def odds(met: Meetings, within: Blocks) -> Odds:
    """The odds of any two accounts, once for the posts as they are and for every reshuffle."""
    fresh = Odds(within, rates(met, within), None)
    people = int(within.cell[-1] >> 32) + 1 if len(within.cell) else 0
    if people * len(within.sizes) > _KEPT:
        return fresh
    return fresh._replace(whole=_tables(np.arange(people, dtype=np.int32), fresh))


def rates(met: Meetings, within: Blocks) -> Rates:
    """The rates of each block. No block is shorter than the window, so nothing reaches further than the next."""
    one, two = within.block[met.first], within.block[met.second]
    low, count = np.minimum(one, two), len(within.sizes)
    sizes = within.sizes.astype(np.float64)
    pairs = np.maximum(sizes * (sizes - 1) / 2, 1)
    beyond = np.maximum(sizes * np.append(sizes[1:], 0), 1)
    return Rates(
        np.bincount(low[one == two], minlength=count) / pairs,
        np.bincount(low[one != two], minlength=count) / beyond,
    )


def expected(low: I32, high: I32, of: Odds) -> F64:
    """How often each pair of accounts would meet by chance."""
    result = np.empty(len(low))
    some = _ROWS if of.whole else max(256, _CELLS // max(len(of.within.sizes), 1))
    for begin in range(0, len(low), some):
        part = slice(begin, begin + some)
        tables, one, two = _looked_up(low[part], high[part], of)
        result[part] = np.einsum("ij,ij->i", tables.reach[one], tables.posts[two])
    return result


def _looked_up(low: I32, high: I32, of: Odds) -> tuple[Tables, npt.NDArray[Any], npt.NDArray[Any]]:
    """Tables that hold these accounts, and the rows of each."""
    if of.whole:
        return of.whole, low, high
    names, place = np.unique(np.concatenate((low, high)), return_inverse=True)
    return _tables(names, of), place[: len(low)], place[len(low) :]


def _tables(accounts: I32, of: Odds) -> Tables:
    """The tables of these accounts."""
    posts, across = _posted(accounts, of.within), of.by.across[:-1]
    reach = posts * of.by.within
    reach[:, 1:] += posts[:, :-1] * across
    reach[:, :-1] += posts[:, 1:] * across
    return Tables(posts, reach)


def _posted(accounts: I32, within: Blocks) -> F64:
    """How much each of these accounts posted in each block."""
    table = np.zeros((len(accounts), len(within.sizes)))
    starts = np.searchsorted(within.cell, accounts.astype(np.int64) << 32)
    ends = np.searchsorted(within.cell, (accounts.astype(np.int64) + 1) << 32)
    row = np.repeat(np.arange(len(accounts)), ends - starts)
    place = places(starts, ends)
    table[row, within.cell[place] & 0xFFFFFFFF] = within.often[place]
    return table


def at_least(weight: I32, mean: F64) -> F64:
    """The chance of so many meetings or more, when `mean` are expected: the upper tail of Poisson, never too small.

    The tail's terms fall faster than a geometric row, whose sum is taken; where chance expects as many as there are, 1.

    >>> at_least(np.array([1, 2, 5], np.int32), np.array([1.0, 0.001, 0.5])).round(7).tolist()
    [1.0, 5e-07, 0.0001723]
    """
    mean = np.maximum(mean, 1e-300)
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, weight.max(initial=1) + 1)))))
    exactly = np.exp(weight * np.log(mean) - mean - logs[weight])
    tail = exactly * (weight + 1) / np.maximum(weight + 1 - mean, 1.0)
    return np.where(mean >= weight, 1.0, np.minimum(tail, 1.0))


def cut(p: F64, tests: float, rate: float) -> float:
    """The largest p that still counts as found when at most `rate` of what is found may be false."""
    ordered = np.sort(p)
    held = ordered <= rate * np.arange(1, len(ordered) + 1) / max(tests, 1.0)
    return float(ordered[np.flatnonzero(held)[-1]]) if held.any() else 0.0


def dealt(traffic: Traffic, within: Blocks, seed: int) -> I32:
    """One reshuffle: whose post each post is, dealt anew within each block."""
    random = np.random.Generator(np.random.PCG64(seed))
    block = within.block[within.post]  # never falls, since posts are in order of time
    mixed = random.permutation(len(block))
    narrow = (
        block.astype(np.int16) if len(within.sizes) < 1 << 15 else block
    )  # sorted by digits, much faster
    account = traffic.account.copy()
    account[within.post] = traffic.account[
        within.post[mixed[np.argsort(narrow[mixed], kind="stable")]]
    ]
    return account


class ByChance(msgspec.Struct, frozen=True):
    """What the search finds when the accounts are dealt anew."""

    edges: tuple[int, ...]  # in each reshuffle
    largest: tuple[int, ...]  # accounts in the largest group of each
    cut: float  # the p below which an edge counts
    tests: int  # pairs of accounts


class Scored(NamedTuple):
    """Edges with what chance would make of them."""

    edges: Edges
    expected: F64
    p: F64


def scored(found: Edges, of: Odds) -> Scored:
    """Each edge with its p-value."""
    mean = expected(found.low, found.high, of)
    return Scored(found, mean, at_least(found.weight, mean))
