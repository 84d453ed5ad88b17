"""Whether the chain holds: every event walked again, every fault named by its number.

What the walk finds, without trusting anything but the rows: an altered field (the hash no longer
fits), a removed or inserted event (a gap or a doubled number), a reordered one (numbers and links do
not fit), a cut tail (the head knows a later number), a moved head.

What it cannot find alone: someone who can write to the database and recomputes every hash from the
altered event to the end, and the head too, leaves a chain that holds. Two things help, and both lie
outside the database: an anchor (the end of the chain as printed by `suluh scan`, written down
anywhere) makes every change before it visible; a published Merkle log of such anchors would let
anybody check without asking us. The second is not built yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from suluh.ledger.events import NO_HASH, Event, hash_of

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

    @property
    def ok(self) -> bool:
        """Whether the chain holds."""
        return self.fault_count == 0


def check(
    events: Iterable[Event], *, anchor: Anchor | None, head_seq: int, head_hash: str
) -> VerifyReport:
    """Walks the events in the order of their numbers."""
    walk = _Walk()
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
    return VerifyReport(walk.count, head_seq, head_hash, listed, walk.count_faults, anchored)


class _Walk:
    def __init__(self) -> None:
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

    def end(self, head_seq: int, head_hash: str) -> None:
        """The last event held against the head."""
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


def _recomputed(event: Event) -> str:
    """The hash that the stored fields ought to have; any text at all can be stored in SQLite."""
    try:
        return hash_of(event.seq, event.at, event.kind, event.subject, event.body, event.prev_hash)
    except (TypeError, UnicodeError, msgspec.MsgspecError):
        return ""
