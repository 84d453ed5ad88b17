"""The Merkle tree of RFC 9162, section 2.1, from the reader's side: roots from leaves, and both proofs checked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf(entry: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\0" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Root:
    """The root of a tree whose leaves come one by one (RFC 9162, 2.1.2); one hash a level is kept."""

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes] = []

    def push(self, entry: bytes) -> None:
        """One more leaf."""
        current, size = leaf(entry), self.size
        while size & 1:
            current, size = node(self._full.pop(), current), size >> 1
        self._full.append(current)
        self.size += 1

    def value(self) -> bytes:
        """The root over all leaves so far."""
        if not self._full:
            return EMPTY
        *rest, root = self._full
        for left in reversed(rest):
            root = node(left, root)
        return root


def includes(entry: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the entry is the leaf of that index (from 0) in the tree of that root: RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    at, last, current = index, size - 1, leaf(entry)
    for one in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            current = node(one, current)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            current = node(current, one)
        at, last = at >> 1, last >> 1
    return last == 0 and current == root


def continues(
    first: int, second: int, path: Sequence[bytes], first_root: bytes, second_root: bytes
) -> bool:
    """Whether the tree of `first` leaves is the beginning of the tree of `second`: RFC 9162, 2.1.4.2.

    The empty tree is the beginning of every tree, and nothing has to be shown for it.
    """
    if not 0 <= first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    if first == 0:
        return not path and first_root == EMPTY
    nodes = [first_root, *path] if first & (first - 1) == 0 else list(path)
    return bool(nodes) and _leads(first - 1, second - 1, nodes) == (first_root, second_root)


def _leads(at: int, last: int, nodes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots to which the nodes of the proof lead; None where they are too many or too few."""
    while at & 1:
        at, last = at >> 1, last >> 1
    older = newer = nodes[0]
    for one in nodes[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            older, newer = node(one, older), node(one, newer)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            newer = node(newer, one)
        at, last = at >> 1, last >> 1
    return (older, newer) if last == 0 else None
