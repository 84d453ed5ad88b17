"""The Merkle tree of RFC 9162, section 2.1: hashes of leaves and nodes, and the two proofs that a log owes its readers.

The functions ask for the hash of a subtree and do not care where it comes from: counted anew, or kept.
Hashes are 32 bytes; indices begin at 0; an event's index is its number less one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeAlias

Subtree: TypeAlias = Callable[[int, int], bytes]  # (start, end) -> MTH(D[start:end])
EMPTY = hashlib.sha256(b"").digest()  # the root of a tree without leaves


def leaf(entry: bytes) -> bytes:
    """The hash of a leaf. The byte before it keeps a leaf from passing for a node (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\0" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(b"\1" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two below a size of 2 or more: where the tree divides.

    >>> [split(size) for size in (2, 3, 4, 5, 8, 9)]
    [1, 2, 2, 4, 4, 8]
    """
    return 1 << (size - 1).bit_length() - 1


def inclusion(index: int, size: int, hash_of: Subtree) -> list[bytes]:
    """PATH(index, D[size]): the hashes that lead from a leaf to the root, the leaf's neighbour first (2.1.3.1)."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(hash_of(middle, end))
            end = middle
        else:
            path.append(hash_of(start, middle))
            start = middle
    return path[::-1]


def consistency(first: int, second: int, hash_of: Subtree) -> list[bytes]:
    """PROOF(first, D[second]): that the tree of `first` leaves is the beginning of the one of `second` (2.1.4.1).

    Empty where the sizes are the same, or the first tree has no leaves: then there is nothing to show.
    """
    path: list[bytes] = []
    start, end, whole = 0, second, True
    while 0 < first < end:
        middle = start + split(end - start)
        if first <= middle:
            path.append(hash_of(middle, end))
            end = middle
        else:
            path.append(hash_of(start, middle))
            start, whole = middle, False
    if not whole and first:
        path.append(hash_of(start, end))
    return path[::-1]


class Growing:
    """A root that grows leaf by leaf and keeps one hash a level, for a walk over millions of events."""

    def __init__(self) -> None:
        self.size = 0
        self._full: list[
            tuple[int, bytes]
        ] = []  # (height, hash) of full subtrees, the largest first

    def push(self, entry: bytes) -> list[tuple[int, bytes]]:
        """One more leaf; the full subtrees that it completes, (height, hash), the lowest first."""
        self.size += 1
        height, current = 0, leaf(entry)
        made = [(0, current)]
        while self._full and self._full[-1][0] == height:
            height, current = height + 1, node(self._full.pop()[1], current)
            made.append((height, current))
        self._full.append((height, current))
        return made

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._full:
            return EMPTY
        *rest, (_, root) = self._full
        for _, left in reversed(rest):
            root = node(left, root)
        return root
