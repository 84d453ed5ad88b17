"""Whether the files of a run are still what the ledger sealed, batch by batch."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

import msgspec

from suluh.errors import RequestError
from suluh.ledger import Kind, Ledger
from suluh.runners.journal import Sealed, body_of
from suluh.runners.local import run_of
from suluh.runners.outbox import DECISIONS, REJECTED


class Changed(msgspec.Struct, frozen=True):
    """A sealed batch whose lines are no longer those that were sealed."""

    file: str
    seq: int  # the batch_sealed event
    first: int  # the decisions of the batch: rows of decisions.jsonl, from 1
    last: int

    def __str__(self) -> str:
        return (
            f"{self.file}: the lines sealed by event {self.seq} "
            f"(decisions {self.first} to {self.last}) were changed"
        )


def changed_files(out: Path, ledger: Ledger) -> tuple[Changed, ...]:
    """Every sealed batch of the folder's run whose bytes differ now; empty when all are as sealed.

    Raises RequestError when the folder holds no run.
    """
    run = run_of(out)
    if run is None:
        raise RequestError(f"{out}: holds no run of Suluh")
    found: list[Changed] = []
    with (out / DECISIONS).open("rb") as decisions, (out / REJECTED).open("rb") as rejected:
        row = 1
        for event in ledger.events(kind=Kind.BATCH_SEALED, subject=run):
            sealed: Sealed = body_of(event, Sealed)
            last = row + sealed.tally.posts - 1
            for name, file, until, digest in (
                (DECISIONS, decisions, sealed.offsets.decisions, sealed.decisions_sha256),
                (REJECTED, rejected, sealed.offsets.rejected, sealed.rejected_sha256),
            ):
                if _hash_until(file, until) != digest:
                    found.append(Changed(name, event.seq, row, last))
            row = last + 1
    return tuple(found)


def _hash_until(file: BinaryIO, until: int) -> str:
    return hashlib.sha256(file.read(until - file.tell())).hexdigest()
