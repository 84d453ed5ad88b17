"""A run as the ledger tells it: started, batch after batch sealed, finished; and where to go on."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from suluh.errors import LedgerBroken, RequestError
from suluh.intake import START, Position
from suluh.ledger import Event, Kind, Ledger, NewEvent
from suluh.runners.outbox import Offsets
from suluh.runners.work import Batch, BatchResult, DecisionDigest, Notable, Tally

URGENT = 10  # how many of the most urgent posts a summary names


class Begun(msgspec.Struct, frozen=True):
    """What a run was started with; a run goes on only with the same."""

    run: str
    input: str
    identity: str  # PostSource.identity()
    versions: dict[str, str]  # knowledge, policy, election, replay …
    decided_at: datetime  # one time for the whole run, so that a resumed run writes the same bytes
    how: dict[str, str] = {}  # where source and policy were found: for whoever decides a post again


class Sealed(msgspec.Struct, frozen=True):
    """The body of a batch_sealed event: the input and the files as they stand after a batch."""

    run: str
    position: Position
    offsets: Offsets
    decisions_sha256: str  # of the batch's lines in decisions.jsonl
    rejected_sha256: str
    tally: Tally
    input_sha256: str = ""  # of every unit of the input up to `position`; "" in older ledgers


class Mark(NamedTuple):
    """What the input was when a batch was sealed."""

    position: Position
    input_sha256: str
    seq: int  # the batch_sealed event
    posts: int  # decided up to here


class Urgent(msgspec.Struct, frozen=True):
    """A post that a person should see first, and its row in decisions.jsonl, from 1."""

    row: int
    digest: DecisionDigest


class Finished(msgspec.Struct, frozen=True):
    """The body of a run_finished event: everything a summary says."""

    run: str
    tally: Tally
    urgent: tuple[Urgent, ...]


class Journal:
    """The events of one run, read back and continued."""

    def __init__(self, ledger: Ledger, run: str) -> None:
        self.ledger, self.run = ledger, run
        self.begun: Begun | None = None
        self.finished = False
        self.position, self.offsets = START, Offsets()
        self.tally = Tally()
        self.marks: list[Mark] = []  # one a sealed batch
        self._urgent: list[
            tuple[tuple[int, float, int], Urgent]
        ] = []  # a heap, least urgent on top
        self._replay()

    @property
    def urgent(self) -> tuple[Urgent, ...]:
        """The most urgent posts, first things first."""
        return tuple(urgent for _, urgent in sorted(self._urgent, key=lambda x: x[0], reverse=True))

    def start(self, begun: Begun) -> None:
        """The run's first event, with all that must stay the same."""
        body = msgspec.to_builtins(begun)
        self.ledger.append([NewEvent(Kind.SCAN_STARTED, self.run, body, begun.decided_at)])
        self.begun = begun

    def must_match(self, now: Begun) -> None:
        """Raises RequestError when the input or a version is not the one the run began with."""
        if self.begun is None:
            return
        changed = [
            f"{name} was {self.begun.versions.get(name)} and is {now.versions.get(name)}"
            for name in sorted(self.begun.versions.keys() | now.versions.keys())
            if self.begun.versions.get(name) != now.versions.get(name)
        ]
        if self.begun.identity != now.identity:
            changed.insert(0, f"the input {now.input} is not the one it began with")
        if changed:
            raise RequestError(
                f"the run in this folder cannot go on: {'; '.join(changed)}. "
                "Choose another folder, or start over with --fresh"
            )

    def seal(self, batch: Batch, result: BatchResult, offsets: Offsets, clock: datetime) -> None:
        """One transaction: the decisions that have consequences, and the batch that holds them all."""
        events = [
            self._decision(note) for note in result.notable if note.digest.is_worth_an_event()
        ]
        events += [self._failure(note, clock) for note in result.notable if note.digest.failed]
        sealed = Sealed(
            self.run,
            batch.after,
            offsets,
            hashlib.sha256(result.decisions).hexdigest(),
            hashlib.sha256(result.rejected).hexdigest(),
            result.tally,
            batch.input_sha256,
        )
        events.append(NewEvent(Kind.BATCH_SEALED, self.run, msgspec.to_builtins(sealed), clock))
        self.ledger.append(events)
        for note in result.notable:
            self._consider(self.tally.posts + note.row + 1, note.digest)
        self._advance(sealed)

    def finish(self, clock: datetime) -> None:
        """The run's last event, with the counts over everything."""
        body = msgspec.to_builtins(Finished(self.run, self.tally, self.urgent))
        self.ledger.append([NewEvent(Kind.RUN_FINISHED, self.run, body, clock)])
        self.finished = True

    def _decision(self, note: Notable) -> NewEvent:
        assert self.begun is not None
        row = self.tally.posts + note.row + 1
        body = {
            "run": self.run,
            "row": row,
            "line_sha256": note.line_sha256,
            "decision": msgspec.to_builtins(note.digest),
            **self.begun.versions,
        }
        return NewEvent(Kind.DECISION, note.digest.post_id, body, self.begun.decided_at)

    def _failure(self, note: Notable, clock: datetime) -> NewEvent:
        body = {"run": self.run, "detectors": list(note.digest.failed)}
        return NewEvent(Kind.DETECTOR_FAILED, note.digest.post_id, body, clock)

    def _replay(self) -> None:
        first = 0
        for event in self.ledger.events(subject=self.run):
            if event.kind == Kind.SCAN_STARTED:
                self.begun, first = body_of(event, Begun), event.seq
            elif event.kind == Kind.BATCH_SEALED:
                sealed = body_of(event, Sealed)
                self._advance(sealed)
                self.marks.append(
                    Mark(sealed.position, sealed.input_sha256, event.seq, self.tally.posts)
                )
            elif event.kind == Kind.RUN_FINISHED:
                self.finished = True
                for urgent in body_of(event, Finished).urgent:
                    self._consider(urgent.row, urgent.digest)
        if not self.begun or not self.tally.posts or self.finished:
            return
        for event in self.ledger.events(kind=Kind.DECISION, after=first):
            body = event.data()
            if body.get("run") == self.run:
                digest = msgspec.convert(body["decision"], DecisionDigest)
                self._consider(body["row"], digest)

    def _advance(self, sealed: Sealed) -> None:
        self.position, self.offsets = sealed.position, sealed.offsets
        self.tally.add(sealed.tally)

    def _consider(self, row: int, digest: DecisionDigest) -> None:
        if not digest.is_worth_an_event():
            return
        urgency = (-_rank(digest.priority), digest.score, -row)
        entry = (urgency, Urgent(row, digest))
        if len(self._urgent) < URGENT:
            heapq.heappush(self._urgent, entry)
        elif urgency > self._urgent[0][0]:
            heapq.heapreplace(self._urgent, entry)


def _rank(priority: str | None) -> int:
    """P0 is 0; a decision that nobody needs to look at comes after all queues."""
    return int(priority[1:]) if priority and priority[1:].isdigit() else 99


def body_of(event: Event, kind: type[Any]) -> Any:
    """An event's body as a noun. Raises LedgerBroken when it is not readable as one."""
    try:
        return msgspec.json.decode(event.body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LedgerBroken(f"event {event.seq} ({event.kind}) cannot be read: {error}") from None


def versions_of(versions: Mapping[str, str] | None) -> dict[str, str]:
    """The versions as stored; nothing when the caller names none."""
    return dict(versions or {})
