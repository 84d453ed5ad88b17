"""Whether the chain holds: every event walked again, every fault named by its number.

What the walk finds, without trusting anything but the rows: an altered field (the hash no longer
fits), a removed or inserted event (a gap or a doubled number), a reordered one (numbers and links do
not fit), a cut tail (the head knows a later number), a moved head.

Over the same events the Merkle tree is counted anew and held against every head that was signed, and against the
nodes that are kept for proofs (`suluh.ledger.tree`).

What it cannot find alone: someone who can write to the database, has the key of the log, and recomputes every hash
from the altered event to the end, and the heads too, leaves a ledger that holds. What helps lies outside the
database: an anchor (the end of the chain as printed by `suluh scan`, written down anywhere) makes every change before
it visible, and so does any signed head that somebody has kept (`suluh.ledger.heads`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from suluh.ledger.events import NO_HASH, Event, hash_of
from suluh.ledger.merkle import EMPTY, Growing
from suluh.ledger.tree import HEIGHT

_LISTED = 100  # faults listed in full; the rest is counted


class Anchor(NamedTuple):
    """An end of the chain that was written down outside the ledger."""

    seq: int
    hash: str


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong, at one event."""

    seq: int
    kind: str  # the event's kind, "" when there is no such event
    problem: str

    def __str__(self) -> str:
        return f"event {self.seq}{f' ({self.kind})' if self.kind else ''}: {self.problem}"


class VerifyReport(msgspec.Struct, frozen=True):
    """What a walk found. `ok` only when nothing is wrong."""

    events: int
    head_seq: int
    head_hash: str
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    anchored: bool = False  # an outside anchor was met and fits
    tree_heads: int = 0  # signed heads whose root was counted anew and fits

    @property
    def ok(self) -> bool:
        """Whether the chain holds."""
        return self.fault_count == 0


class Signed(NamedTuple):
    """What the ledger says of its tree: roots in hexadecimal, to be counted anew."""

    roots: Mapping[int, str]  # size of the tree -> the root that was signed
    nodes: Mapping[tuple[int, int], str]  # (level, index) -> the node that is kept
    faults: tuple[tuple[int, str], ...] = ()  # (size, what is wrong) found without the events


def check(
    events: Iterable[Event],
    *,
    anchor: Anchor | None,
    head_seq: int,
    head_hash: str,
    signed: Signed = Signed({}, {}),  # noqa: B008 - never changed
) -> VerifyReport:
    """Walks the events in the order of their numbers."""
    walk = _Walk(signed)
    met = False
    for event in events:
        walk.step(event)
        if anchor and event.seq == anchor.seq:
            met = True
            if event.hash != anchor.hash:
                walk.fault(event.seq, event.kind, "is not the event that the anchor was made of")
    if anchor and not met and anchor.seq:
        walk.fault(anchor.seq, "", "the anchor names this event and it is missing")
    walk.end(head_seq, head_hash)
    anchored = met and walk.count_faults == 0
    listed = tuple(walk.faults)
    return VerifyReport(
        walk.count, head_seq, head_hash, listed, walk.count_faults, anchored, walk.heads_met
    )


class _Walk:
    def __init__(self, signed: Signed) -> None:
        self.signed, self.tree, self.heads_met = signed, Growing(), 0
        self.seq, self.hash, self.kind = 0, NO_HASH, ""
        self.count, self.count_faults = 0, 0
        self.faults: list[Fault] = []

    def step(self, event: Event) -> None:
        """One event held against itself and the one before. Later events are held against what is stored."""
        self.count += 1
        if event.seq != self.seq + 1:
            self._gap(event)
        elif event.prev_hash != self.hash:
            self.fault(
                event.seq,
                event.kind,
                f"does not follow event {self.seq}: one of the two was replaced or reordered",
            )
        if _recomputed(event) != event.hash:
            self.fault(event.seq, event.kind, "its content was altered (the hash does not fit)")
        self.seq, self.hash, self.kind = event.seq, event.hash, event.kind
        self._grow(event)

    def _grow(self, event: Event) -> None:
        """The tree with one more leaf, held against what was signed and kept. A gap ends it: nothing fits after one."""
        if event.seq != self.tree.size + 1:
            return
        for height, made in self.tree.push(_entry(event)):
            place = (height // HEIGHT, self.tree.size - 1 >> height)
            if (
                height
                and height % HEIGHT == 0
                and self.signed.nodes.get(place, made.hex()) != made.hex()
            ):
                self.fault(event.seq, event.kind, "a node kept of the tree over it was altered")
        root = self.signed.roots.get(self.tree.size)
        if root is None:
            return
        if root == self.tree.root().hex():
            self.heads_met += 1
        else:
            self.fault(
                event.seq, event.kind, "the events up to it are not those of the signed head"
            )

    def _end_tree(self) -> None:
        empty = self.signed.roots.get(0)
        if empty is not None and empty != EMPTY.hex():
            self.fault(0, "", "the head signed over no events is not that of an empty tree")
        for size in sorted(self.signed.roots):
            if size > self.tree.size:
                self.fault(
                    size, "", "a head was signed over it and it is missing, or one before it is"
                )
        for size, why in self.signed.faults:
            self.fault(size, "", f"the head signed over the events up to it: {why}")

    def end(self, head_seq: int, head_hash: str) -> None:
        """The last event held against the head, and what was signed beyond it."""
        self._end_tree()
        if head_seq > self.seq:
            self.fault(self.seq + 1, "", f"missing up to event {head_seq}: the tail was cut off")
        elif head_seq < self.seq:
            self.fault(head_seq + 1, "", "beyond the recorded end: added, or the end was moved")
        elif head_hash != self.hash:
            self.fault(self.seq, self.kind, "is not the event that the recorded end names")

    def fault(self, seq: int, kind: str, problem: str) -> None:
        self.count_faults += 1
        if len(self.faults) < _LISTED:
            self.faults.append(Fault(seq, kind, problem))

    def _gap(self, event: Event) -> None:
        missing = self.seq + 1
        if event.seq < missing:
            self.fault(event.seq, event.kind, "its number comes before the first event's")
        elif event.seq == missing + 1:
            self.fault(missing, "", "missing: removed, or its number was changed")
        else:
            self.fault(missing, "", f"missing up to event {event.seq - 1}: removed or renumbered")


def _entry(event: Event) -> bytes:
    try:
        return bytes.fromhex(event.hash)
    except (TypeError, ValueError):
        return b""  # no hash at all: the fault is already told


def _recomputed(event: Event) -> str:
    """The hash that the stored fields ought to have; any text at all can be stored in SQLite."""
    try:
        return hash_of(event.seq, event.at, event.kind, event.subject, event.body, event.prev_hash)
    except (TypeError, UnicodeError, msgspec.MsgspecError):
        return ""
