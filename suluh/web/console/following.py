"""What is new in the ledger, for clusters and second looks. Behind by a round of the worker at most."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

from suluh.cases.events import Decided, Reported, Reviewed, read
from suluh.errors import RequestError
from suluh.ledger import Event
from suluh.ledger.models import EventRow
from suluh.web.console import clusters, seconds
from suluh.web.console.models import Band, Leader, Second
from suluh.web.jobs.models import Cursor
from suluh.web.store import LEDGER

NAME = "console"
AT_ONCE = 50  # events a transaction
KINDS = ("case_reported", "case_decided", "case_reviewed")


def follow() -> int:
    """Reads on until nothing is new; how many events there were."""
    read = 0
    while count := _follow():
        read += count
    return read


def forget(**_: Any) -> None:
    """Everything is worked out again from the beginning."""
    for table in (Band, Leader, Second):
        table.objects.all().delete()
    Cursor.objects.filter(pk=NAME).delete()


def _follow() -> int:
    """What takes time is done before anybody else has to wait for the database."""
    cursor, _ = Cursor.objects.get_or_create(pk=NAME)
    end = LEDGER.head().seq
    if end <= cursor.seq:
        return 0
    rows = EventRow.objects.filter(kind__in=KINDS, seq__gt=cursor.seq, seq__lte=end)
    found = list(rows.order_by("seq")[:AT_ONCE])
    looked = [
        _look(Event(row.seq, row.at, row.kind, row.subject, row.body, row.prev_hash, row.hash))
        for row in found
    ]
    read_to = found[-1].seq if len(found) == AT_ONCE else end
    with transaction.atomic():
        now = Cursor.objects.select_for_update().filter(pk=NAME, seq=cursor.seq)
        if now.update(seq=read_to):  # else another worker was faster
            for write in filter(None, looked):
                write()
    return len(found)


def _look(told: Event) -> Callable[[], object] | None:
    """What there is to write about an event."""
    try:
        event = read(told.data())
    except RequestError:
        return None  # written by a newer version
    if isinstance(event, Reported) and event.track == "A":
        return partial(clusters.join, event.case, clusters.known_by(event.thing.text))
    if isinstance(event, Decided) and (drawn := seconds.drawn(event.case, event.at)):
        return drawn.keep
    return partial(seconds.answered, event) if isinstance(event, Reviewed) else None
