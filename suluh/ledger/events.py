"""An event as it happened, and the hash that chains it to the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec

from suluh.errors import RequestError

NO_HASH = "0" * 64  # what the first event is chained to


class Kind(StrEnum):
    """The kinds of events there are now. The ledger stores any word; these are the ones we write."""

    SCAN_STARTED = "scan_started"
    BATCH_SEALED = "batch_sealed"
    DECISION = "decision"
    DETECTOR_FAILED = "detector_failed"
    RUN_FINISHED = "run_finished"
    PERSON_DECISION = "person_decision"
    DOCUMENT_SEALED = "document_sealed"
    MACHINE_SAW = "machine_saw"  # what the scan noticed; its subject is the case
    REPORTER_STATUS = "reporter_status"  # of an organisation that reports


class NewEvent(msgspec.Struct, frozen=True):
    """Something that happened, not yet in the ledger."""

    kind: str
    subject: str  # the post, run or case it is about
    body: Mapping[str, Any]
    at: datetime  # aware


class Event(msgspec.Struct, frozen=True):
    """An event in the ledger. `body` is canonical JSON text, exactly as hashed; `data()` reads it."""

    seq: int  # 1, 2, 3 … without gaps
    at: str  # ISO 8601, UTC, microseconds: 2024-11-27T00:00:00.000000+00:00
    kind: str
    subject: str
    body: str
    prev_hash: str
    hash: str

    def data(self) -> dict[str, Any]:
        """The body as a dictionary."""
        return msgspec.json.decode(self.body, type=dict[str, Any])

    def moment(self) -> datetime:
        """When it happened, aware, in UTC."""
        return datetime.fromisoformat(self.at)


def canonical(body: Mapping[str, Any]) -> str:
    """One text for one content: keys sorted, no spaces, UTF-8.

    >>> canonical({"b": 1, "a": "ya"})
    '{"a":"ya","b":1}'
    """
    return msgspec.json.encode(body, order="deterministic").decode()


def chained(new: NewEvent, seq: int, prev_hash: str) -> Event:
    """The event as it enters the ledger after the one with `prev_hash`. Raises RequestError if unfit."""
    if new.at.tzinfo is None:
        raise RequestError(f"an event of kind {new.kind} has a time without a zone")
    if "\0" in new.subject or "\0" in new.kind:
        raise RequestError(f"an event's kind or subject contains a NUL character: {new.subject!r}")
    at = new.at.astimezone(UTC).isoformat(timespec="microseconds")
    body = canonical(new.body)
    digest = hash_of(seq, at, new.kind, new.subject, body, prev_hash)
    return Event(seq, at, new.kind, new.subject, body, prev_hash, digest)


def hash_of(seq: int, at: str, kind: str, subject: str, body: str, prev_hash: str) -> str:
    """SHA-256 over the JSON array of all fields, the previous hash included; lower-case hex.

    Anyone can recompute it with any JSON encoder that writes no spaces and leaves non-ASCII as UTF-8.
    """
    fields = [seq, at, kind, subject, body, prev_hash]
    return hashlib.sha256(msgspec.json.encode(fields)).hexdigest()
