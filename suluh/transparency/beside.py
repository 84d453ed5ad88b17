"""What events that are about no case add to the sums: a scan's batches, and detectors that failed.

A batch is counted on the day on which it was sealed. A post that two scans have read is counted twice: the ledger does
not say that it was the same one.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from suluh.errors import LedgerBroken
from suluh.ledger import Event, Kind
from suluh.transparency.sums import Cell, Sums, day


class _Tally(msgspec.Struct):
    """Of a batch, what is counted here."""

    posts: int = 0
    rejected: int = 0
    looked: int = 0
    outcomes: dict[str, int] = {}
    rules: dict[str, int] = {}
    shadow: dict[str, int] = {}
    failed: dict[str, int] = {}


class _Sealed(msgspec.Struct):
    tally: _Tally


class _Status(msgspec.Struct):
    organisation: str
    sector: str = ""


KINDS = (Kind.BATCH_SEALED.value, Kind.REPORTER_STATUS.value)


def note(sums: Sums, event: Event) -> None:
    """The event taken into the sums, where it is one of KINDS. Raises LedgerBroken where it cannot be read."""
    try:
        if event.kind == Kind.BATCH_SEALED:
            tally = msgspec.json.decode(event.body, type=_Sealed).tally
            for cell, count in _scanned(tally, day(event.moment())):
                sums.put(cell, count)
        elif event.kind == Kind.REPORTER_STATUS:
            status = msgspec.json.decode(event.body, type=_Status)
            if status.sector:
                sums.sectors[status.organisation] = status.sector
    except msgspec.MsgspecError as error:
        raise LedgerBroken(f"event {event.seq} ({event.kind}) cannot be read: {error}") from None


def _scanned(tally: _Tally, on: str) -> Iterator[tuple[Cell, int]]:
    for name in ("posts", "rejected", "looked"):
        if count := getattr(tally, name):
            yield (f"scan_{name}", on, "", ""), count
    for name, way in (
        ("outcomes", "outcome"),
        ("rules", "rule"),
        ("shadow", "rule"),
        ("failed", "detector"),
    ):
        for value, count in getattr(tally, name).items():
            yield (f"scan_{name}", on, way, value), count
