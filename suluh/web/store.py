"""Cases in the ledger: events appended in the order in which they happened, and what lists show worked out from them.

Whatever is asked for happens wholly or not at all, in one transaction: the events, the case's row, its lease.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby, islice
from typing import Any, NamedTuple, TypeAlias

import msgspec
from django.db import connection, transaction
from msgspec.structs import replace

from suluh.cases import Case, Happening, case_of, happened
from suluh.cases.discretion import discreet
from suluh.cases.events import PREFIX, read, recorded
from suluh.cases.things import Thing
from suluh.errors import RequestError
from suluh.ledger import Event, Kind, Ledger, NewEvent
from suluh.ledger.models import EventRow
from suluh.runners.work import DecisionDigest
from suluh.web import signals
from suluh.web.durable import SYNCS, unsynced
from suluh.web.line import Line
from suluh.web.lists import Told, clear, marks, remember, show, write
from suluh.web.models import Mark
from suluh.web.recent import Recent

MACHINE_SAW = Kind.MACHINE_SAW.value
LEDGER = Ledger("default", "default")
LINE = Line()
Then: TypeAlias = Callable[[Case], Iterable[Happening]]
WAITED = timedelta(
    seconds=60
)  # longer than a writer waits for another (ledger.database.BUSY_SECONDS)
_AT_ONCE = 500  # cases that are written together


class Standing(NamedTuple):
    """A case, what the scan noticed about it, and the last event about it that was read."""

    case: Case | None
    saw: DecisionDigest | None
    seq: int = 0
    hash: str = ""

    def known(self) -> Case:
        """The case. Raises RequestError when there is none."""
        if self.case is None:
            raise RequestError("no events of a case")
        return self.case


_KEPT: Recent[Standing] = Recent(500)  # a case that everybody reports has thousands of events


@contextmanager
def turn() -> Iterator[None]:
    """One writer at a time, in the order in which they came, in one transaction; a turn within a turn is part of it.

    What was written is on the disk when the turn returns; the next one has begun by then. SQLite's transaction has no
    second writer; on PostgreSQL the end of the chain is locked first.
    """
    if (
        connection.in_atomic_block
    ):  # whoever has begun to write must not stand in line behind others
        with transaction.atomic():
            LEDGER.lock()
            yield
        return
    with LINE, unsynced():
        LEDGER.lock()
        yield
    SYNCS.wait()


def history(case: str) -> list[Event]:
    """Every event about a case, in order."""
    return LEDGER.about(case)


def events_of(history: Iterable[Event]) -> list[Happening]:
    """Those of them that happened to the case."""
    return [read(event.data()) for event in history if event.kind.startswith(PREFIX)]


def case_from(history: Iterable[Event]) -> Case:
    """The case that these events make. Raises RequestError when there is none."""
    case = case_of(events_of(history))
    if case is None:
        raise RequestError("no events of a case")
    return case


def seen_by_machine(history: Iterable[Event]) -> DecisionDigest | None:
    """What the scan noticed about the post of a case, if a scan brought it."""
    found = [event for event in history if event.kind == MACHINE_SAW]
    return msgspec.convert(found[-1].data(), DecisionDigest, strict=False) if found else None


def standing(case: str) -> Standing:
    """The case as it stands now; only what is new since it was last read here is read."""
    kept = _KEPT.get(case)
    told = LEDGER.about(case, after=kept.seq - 1) if kept else []
    if kept and told and told[0].hash == kept.hash:
        found = _told_on(kept, told[1:])
    else:  # never read, or read in a transaction that did not come to be
        found = _told_on(Standing(None, None), history(case))
    _KEPT.put(case, found)
    return found


def stands(case: str) -> Case:
    """The case as it stands now. Raises RequestError when there is none."""
    return standing(case).known()


def _told_on(before: Standing, events: list[Event]) -> Standing:
    if not events:
        return before
    case = before.case
    for event in events_of(events):
        case = happened(case, event)
    last = events[-1]
    return Standing(case, seen_by_machine(events) or before.saw, last.seq, last.hash)


def happen(*events: Happening, saw: DecisionDigest | None = None, then: Then | None = None) -> Case:
    """These events of one case happen now, in this order, all or none; the case after them.

    saw: what the scan noticed, where it is the machine that brings the case. then: what follows from the case as the
    events leave it, in the same step.
    Raises Refused for the first event that may not happen.
    """
    with turn():
        before, known, *_ = standing(events[0].case)
        case, done = _folded(before, events)
        if then:
            case, more = _folded(case, then(case))
            done += more
        LEDGER.append([*_saw(done[0], saw), *map(_new, done)])
        show(case, saw or known, before)
        remember([Told(case, known, done)])
    return case


def rebuild() -> int:
    """Every projection made again from the ledger, in one transaction; how many cases there are."""
    with turn():
        clear()
        signals.rebuilt.send(sender=None)
        count, told = 0, _all_cases()
        while some := list(islice(told, _AT_ONCE)):
            write(some)
            count += len(some)
    return count


def known_as(thing: Thing, track: str) -> str | None:
    """The case of this track that has this address or medium; None for a new thing."""
    found = Mark.objects.filter(track=track, mark__in=marks(thing)).order_by("id").first()
    return found.case if found else None


def _all_cases() -> Iterator[Told]:
    for _, rows in groupby(_by_subject(), key=lambda event: event.subject):
        about = list(rows)
        events = events_of(about)
        if case := case_of(events):
            yield Told(case, seen_by_machine(about), events)


def _by_subject() -> Iterator[Event]:
    kinds = EventRow.objects.filter(kind__startswith=PREFIX) | EventRow.objects.filter(
        kind=MACHINE_SAW
    )
    fields = ("seq", "at", "kind", "subject", "body", "prev_hash", "hash")
    for row in kinds.order_by("subject", "seq").values_list(*fields).iterator(chunk_size=2000):
        yield Event(*row)


def _folded(case: Case | None, events: Iterable[Happening]) -> tuple[Case, list[Happening]]:
    """The case after the events, and the events with the times that they get."""
    done = []
    for event in map(discreet, events):
        done.append(_in_turn(event, case))
        case = happened(case, done[-1])
    assert case is not None
    return case, done


def _in_turn(event: Happening, case: Case | None) -> Happening:
    """Whoever asked first and had to wait for the turn comes after whoever had it, by the clock too."""
    late = case.last_at - event.at if case else timedelta(0)
    return replace(event, at=event.at + late) if timedelta(0) < late < WAITED else event


def _new(event: Happening) -> NewEvent:
    told = recorded(event)
    return NewEvent(told.kind, told.subject, told.body, told.at)


def _saw(first: Happening, saw: DecisionDigest | None) -> list[NewEvent]:
    if saw is None:
        return []
    body: dict[str, Any] = msgspec.to_builtins(saw)
    return [NewEvent(MACHINE_SAW, first.case, body, first.at)]
