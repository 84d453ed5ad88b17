"""Events in, sums out: the one way from the ledger to a figure.

    events ──► grouped by case ──► happened() ──► cells() ──► Sums ──► Report (report.py)

`fold` reads all events of a ledger or a dump. `advance` brings sums up to date: only cases that have moved since are
read, what they had added is taken away and what they add now is put in its place. Both give the same sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from suluh.cases import Refused
from suluh.errors import LedgerBroken, RequestError
from suluh.ledger import Event, Ledger
from suluh.transparency import beside
from suluh.transparency.counted import cells
from suluh.transparency.histories import Sorter, Told, history, is_about_a_case, moved, read
from suluh.transparency.sums import Cell, Sums, day


def fold(events: Iterable[Event]) -> Sums:
    """The sums of a whole ledger, in order from its first event. Cases are sorted on the disk, not in memory."""
    sums = Sums()
    with Sorter() as sorter:
        for event in events:
            sums.seq, sums.hash = event.seq, event.hash
            if is_about_a_case(event.kind):
                sorter.put(event)
            else:
                beside.note(sums, event)
        for history in sorter.cases():
            sums.add(_added(history))
    return sums


def advance(sums: Sums, ledger: Ledger, upto: int) -> Sums:
    """The sums of events 1 to `upto`, from those of fewer events of the same ledger; `sums` stays as it is.

    Raises LedgerBroken when the sums are not this ledger's.
    """
    _must_be_of(sums, ledger)
    new = Sums(sums.seq, sums.hash, dict(sums.cells), dict(sums.sectors))
    since = moved(ledger, sums.seq, upto)
    if since.last is None:
        return new
    new.seq, new.hash = since.last.seq, since.last.hash
    for event in since.others:
        beside.note(new, event)
    for case in since.cases:
        told = history(ledger, case, upto)
        new.add(_added([one for one in told if one.seq <= sums.seq]), -1)
        new.add(_added(told))
    return new


def _must_be_of(sums: Sums, ledger: Ledger) -> None:
    if sums.seq and ledger.event(sums.seq).hash != sums.hash:
        raise LedgerBroken(f"event {sums.seq} is not the one up to which was counted")


def _added(history: Sequence[Told]) -> Iterator[Cell]:
    """What one case adds. A case that cannot be read is counted as such, so that it is missed by nobody."""
    try:
        case, saw = read(history)
    except (Refused, RequestError, msgspec.MsgspecError):
        yield "unreadable", day(datetime.fromisoformat(history[0].at)), "", ""
        return
    if case:
        yield from cells(case, saw)
