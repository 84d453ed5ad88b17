"""What is new in the ledger, for clusters and second looks. Behind by a round of the worker at most."""

from __future__ import annotations

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
AT_ONCE = 200  # events a transaction
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
    cursor, _ = Cursor.objects.get_or_create(pk=NAME)
    if LEDGER.head().seq <= cursor.seq:
        return 0
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(pk=NAME)
        end = LEDGER.head().seq
        rows = EventRow.objects.filter(kind__in=KINDS, seq__gt=cursor.seq, seq__lte=end)
        found = list(rows.order_by("seq")[:AT_ONCE])
        for row in found:
            _look(Event(row.seq, row.at, row.kind, row.subject, row.body, row.prev_hash, row.hash))
        read_to = found[-1].seq if len(found) == AT_ONCE else end
        Cursor.objects.filter(pk=NAME).update(seq=read_to)
    return len(found)


def _look(told: Event) -> None:
    try:
        event = read(told.data())
    except RequestError:
        return  # written by a newer version
    if isinstance(event, Reported) and event.track == "A":
        clusters.join(event.case, event.thing.text)
    elif isinstance(event, Decided):
        seconds.draw(event.case, event.at)
    elif isinstance(event, Reviewed):
        seconds.answered(event)
