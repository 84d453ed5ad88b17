"""Whether the files of a run are still what the ledger sealed, batch by batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

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
    rows: tuple[
        int, ...
    ] = ()  # the decisions with an event of their own that are no longer as they were

    def __str__(self) -> str:
        named = f", row {', '.join(map(str, self.rows))}" if self.rows else ""
        return (
            f"{self.file}: the lines sealed by event {self.seq} "
            f"(decisions {self.first} to {self.last}) were changed{named}"
        )


def changed_files(out: Path, ledger: Ledger) -> tuple[Changed, ...]:
    """Every sealed batch of the folder's run whose lines differ now; empty when all are as sealed.

    Lines are counted, not bytes, so that a longer or shorter line is not blamed on the batches after it.
    Raises RequestError when the folder holds no run.
    """
    run = run_of(out)
    if run is None:
        raise RequestError(f"{out}: holds no run of Suluh")
    found: list[Changed] = []
    with (out / DECISIONS).open("rb") as decisions, (out / REJECTED).open("rb") as rejected:
        row, before = 1, 0
        for event in ledger.events(kind=Kind.BATCH_SEALED, subject=run):
            sealed: Sealed = body_of(event, Sealed)
            last = row + sealed.tally.posts - 1
            lines = list(islice(decisions, sealed.tally.posts))
            if _hash(lines) != sealed.decisions_sha256:
                rows = _altered(ledger, run, (before, event.seq), dict(enumerate(lines, row)))
                found.append(Changed(DECISIONS, event.seq, row, last, rows))
            if _hash(islice(rejected, sealed.tally.rejected)) != sealed.rejected_sha256:
                found.append(Changed(REJECTED, event.seq, row, last))
            row, before = last + 1, event.seq
        if row > 1 and decisions.read(1):
            found.append(Changed(DECISIONS, before, row, row, (row,)))
    return tuple(found)


def unfinished(ledger: Ledger) -> tuple[str, ...]:
    """Runs that began and whose end is not in the ledger: cut off, still going, or the tail was removed."""
    open_runs = {event.subject for event in ledger.events(kind=Kind.SCAN_STARTED)}
    open_runs -= {event.subject for event in ledger.events(kind=Kind.RUN_FINISHED)}
    return tuple(sorted(open_runs))


def _altered(
    ledger: Ledger, run: str, between: tuple[int, int], lines: dict[int, bytes]
) -> tuple[int, ...]:
    """Rows of a batch whose own event remembers another line."""
    rows = []
    for event in ledger.events(kind=Kind.DECISION, after=between[0]):
        if event.seq > between[1]:
            break
        body = event.data()
        line = lines.get(body.get("row", 0), b"").removesuffix(b"\n")
        if body.get("run") == run and _hash([line]) != body.get("line_sha256"):
            rows.append(int(body["row"]))
    return tuple(rows)


def _hash(lines: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()
