"""All posts as columns: who, when, and the traces by which two posts can be recognised as one hand's work."""

from __future__ import annotations

from enum import IntEnum

import msgspec
import numpy as np
import numpy.typing as npt

I64 = npt.NDArray[np.int64]
I32 = npt.NDArray[np.int32]
U64 = npt.NDArray[np.uint64]
F64 = npt.NDArray[np.float64]


class Kind(IntEnum):
    """What two posts can share, the most telling first. TEXT and MEDIA are somebody's own; the rest points elsewhere."""

    TEXT = 0
    MEDIA = 1
    SOUND = 2
    HASHTAGS = 3
    LINK = 4
    REPLY = 5
    REPOST = 6


OWN = frozenset((Kind.TEXT, Kind.MEDIA))


class Traces(msgspec.Struct, frozen=True):
    """Which post carries which thing, one entry each."""

    post: I32
    kind: npt.NDArray[np.int8]
    thing: U64  # its print; the kind is mixed in, so that a link is never a hashtag

    def posts(self) -> I32:
        """The posts that left a trace, in order, each once."""
        left = np.zeros(int(self.post.max(initial=-1)) + 1, np.bool_)
        left[self.post] = True
        return np.flatnonzero(left).astype(np.int32)


class Counts(msgspec.Struct):
    """What came in, and what could not be used and why."""

    lines: int = 0
    posts: int = 0
    rejected: int = 0
    without_author: int = 0
    without_time: int = 0
    twice: int = 0  # the same post again
    bare: int = 0  # posts with no trace: too short, no link, no medium


class Traffic(msgspec.Struct, frozen=True):
    """The posts in an order of their own (time, account, id), whatever the order of the input.

    `account` counts into `accounts`, which is sorted. Times are milliseconds since 1970 UTC.
    """

    account: I32
    when: I64
    offset: I64  # where the post's line begins in the file, to read it again
    traces: Traces
    accounts: list[str]
    created: F64  # milliseconds since 1970 UTC when the account was made; NaN where nobody said
    counts: Counts


def ordered(
    account: I32, when: I64, post_id: U64, offset: I64, traces: Traces,
    accounts: list[str], created: F64, counts: Counts,
) -> Traffic:  # fmt: skip
    """The same posts in the same order, from however they were read."""
    names = np.array(sorted(range(len(accounts)), key=accounts.__getitem__), np.int64)
    rank = np.empty(len(accounts), np.int32)
    rank[names] = np.arange(len(accounts), dtype=np.int32)
    account = rank[account]
    order = np.lexsort((post_id, account, when))
    keep = _once(account[order], post_id[order], when[order])
    counts.twice = int(len(order) - keep.sum())
    whole, order = order, order[keep]
    counts.posts = len(order)
    traces = _moved(traces, whole, keep)
    counts.bare = len(order) - len(traces.posts())
    return Traffic(
        account[order], when[order], offset[order], traces,
        [accounts[place] for place in names.tolist()], created[names], counts,
    )  # fmt: skip


def _once(account: I32, post_id: U64, when: I64) -> npt.NDArray[np.bool_]:
    """False for a record that repeats the one before: same account, same id, same moment."""
    same = (account[1:] == account[:-1]) & (post_id[1:] == post_id[:-1]) & (when[1:] == when[:-1])
    return np.concatenate(([True], ~same))[: len(account)]


def _moved(traces: Traces, order: I64, keep: npt.NDArray[np.bool_]) -> Traces:
    """The traces told their posts' new numbers. What a repeated record brings is the post's too: tables that write a
    post with three hashtags in three rows are many."""
    place = np.empty(len(order), np.int32)
    place[order] = np.cumsum(keep) - 1
    return Traces(place[traces.post], traces.kind, traces.thing)
