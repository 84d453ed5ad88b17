"""The ledger's events as the leaves of a Merkle tree, with every 256th part of it kept, so that a proof is quick.

A leaf is the 32 bytes of an event's hash. Kept are the roots of full subtrees of 256, 256², 256³ … leaves: 40,000 rows
for ten million events. A proof reads a few hundred hashes of each level and no more. Writers do not wait for any of
it: the tree grows when a head is signed, from the events that are new since.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from suluh.errors import LedgerBroken, RequestError
from suluh.ledger import merkle
from suluh.ledger.database import spoken

if TYPE_CHECKING:
    from suluh.ledger.models import TreeNode

WIDTH, HEIGHT = 256, 8  # children of a kept node, and how many levels of the tree lie between
_AT_ONCE = 200  # nodes written in one transaction


class Tree:
    """The tree over a ledger's events, as far as they are in the database now. For one question, or one signing."""

    def __init__(self, alias: str, size: int) -> None:
        self.alias, self.size = alias, size
        self._parts: dict[tuple[int, int], list[bytes]] = {}

    def grow(self) -> int:
        """Keeps the nodes of all full subtrees that are not kept yet; how many are new.

        Cut off, it goes on where it stopped. Raises LedgerBroken when an event is missing.
        """
        made, level = 0, 1
        while self.size >= WIDTH**level:
            made += self._grow(level)
            level += 1
        return made

    def root(self, size: int | None = None) -> bytes:
        """The root over all events, or over the first `size` of them."""
        size = self.size if size is None else size
        self._must_hold(size)
        return self.hash(0, size) if size else merkle.EMPTY

    def inclusion(self, seq: int, size: int) -> list[bytes]:
        """The proof that event `seq` is among the first `size`. Raises RequestError when it is not."""
        self._must_hold(size)
        if not 0 < seq <= size:
            raise RequestError(f"event {seq} is not among the first {size}")
        return merkle.inclusion(seq - 1, size, self.hash)

    def consistency(self, first: int, second: int) -> list[bytes]:
        """The proof that the first `first` events are the beginning of the first `second`. Raises RequestError."""
        self._must_hold(second)
        if not 0 <= first <= second:
            raise RequestError(f"a tree of {first} events is not the beginning of one of {second}")
        return merkle.consistency(first, second, self.hash)

    def hash(self, start: int, end: int) -> bytes:
        """MTH(D[start:end]) for a subtree of the tree, from what is kept where it is kept."""
        size = end - start
        level, full = 0, 1
        while full < size:
            level, full = level + 1, full * WIDTH
        if full == size:
            return self._kept(level, start // size)
        middle = start + merkle.split(size)
        return merkle.node(self.hash(start, middle), self.hash(middle, end))

    def _must_hold(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise RequestError(f"the ledger has {self.size} events and not {size}")

    def _kept(self, level: int, index: int) -> bytes:
        """A leaf or a kept node; its 255 neighbours come along, since the next question is about them."""
        part = self._parts.get((level, index // WIDTH))
        if part is None:
            part = self._parts[level, index // WIDTH] = self._read(level, index // WIDTH)
        if index % WIDTH >= len(part):
            what = f"event {index + 1}" if level == 0 else f"node {level}:{index} of the tree"
            raise LedgerBroken(f"{what} is missing; suluh ledger verify says what else is wrong")
        return part[index % WIDTH]

    def _read(self, level: int, part: int) -> list[bytes]:
        first = part * WIDTH
        with spoken(self.alias):
            found = list(islice(self._rows(level, first), WIDTH))
        return [
            hash_
            for at, (index, hash_) in enumerate(found)
            if index == first + at and index < self.size // WIDTH**level
        ]

    def _rows(self, level: int, first: int) -> Iterator[tuple[int, bytes]]:
        """(index, hash) from an index on, in order."""
        from suluh.ledger.models import EventRow, TreeNode

        if level == 0:
            rows = EventRow.objects.using(self.alias).filter(seq__gt=first, seq__lte=self.size)
            for seq, text in rows.order_by("seq").values_list("seq", "hash").iterator(WIDTH):
                yield seq - 1, merkle.leaf(_bytes(text, f"event {seq}"))
            return
        nodes = TreeNode.objects.using(self.alias).filter(level=level, index__gte=first)
        for index, text in nodes.order_by("index").values_list("index", "hash").iterator(WIDTH):
            yield index, _bytes(text, f"node {level}:{index} of the tree")

    def _grow(self, level: int) -> int:
        done, full = self._done(level), int(self.size // WIDTH**level)
        if done >= full:
            return 0
        children, new = self._rows(level - 1, done * WIDTH), []
        for index in range(done, full):
            part = list(islice(children, WIDTH))
            self._must_be_whole(level - 1, index * WIDTH, part)
            new.append((level, index, _root([hash_ for _, hash_ in part]).hex()))
            if len(new) == _AT_ONCE:
                self._keep(new)
                new = []
        self._keep(new)
        return full - done

    def _must_be_whole(self, level: int, first: int, part: list[tuple[int, bytes]]) -> None:
        """Raises LedgerBroken for a gap."""
        for at in range(WIDTH):
            if at >= len(part) or part[at][0] != first + at:
                what = f"event {first + at + 1}" if level == 0 else f"node {level}:{first + at}"
                raise LedgerBroken(
                    f"{what} is missing; suluh ledger verify says what else is wrong"
                )

    def _done(self, level: int) -> int:
        from suluh.ledger.models import TreeNode

        with spoken(self.alias):
            nodes = TreeNode.objects.using(self.alias).filter(level=level).order_by("-index")
            last: int | None = nodes.values_list("index", flat=True).first()
        return 0 if last is None else last + 1

    def _keep(self, new: list[tuple[int, int, str]]) -> None:
        from suluh.ledger.models import TreeNode

        rows: list[TreeNode] = [TreeNode(level=lv, index=at, hash=text) for lv, at, text in new]
        with spoken(self.alias):  # another process may be doing the same: what it wrote is the same
            TreeNode.objects.using(self.alias).bulk_create(rows, ignore_conflicts=True)


def _root(hashes: list[bytes]) -> bytes:
    """The root over a full subtree's children."""
    while len(hashes) > 1:
        hashes = [merkle.node(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]


def _bytes(text: str, what: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except (TypeError, ValueError):
        found = b""
    if len(found) != 32:
        raise LedgerBroken(f"{what} has no hash; suluh ledger verify says what else is wrong")
    return found
