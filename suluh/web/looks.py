"""Every look of an auditor, written into the ledger before the page goes out: who audits is seen too.

The same address again within fifteen minutes is the same look: a page is loaded again, a queue refreshes itself.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NamedTuple

import msgspec
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from suluh.ledger import NewEvent
from suluh.ledger.models import EventRow
from suluh.text.privacy import mask
from suluh.web.access import Action, granted, roles_for
from suluh.web.models import CaseRow, Person
from suluh.web.sights import ONCE
from suluh.web.store import LEDGER, turn

LOOKED = "auditor_looked"
NO_CASE = "audit"  # the subject of a look at a page that is of no one case
LONGEST = 300  # characters of an address


class Look(NamedTuple):
    """One look, for who reads them. `by` is the name of the account today, or its id when it is gone."""

    seq: int
    at: datetime
    by: str
    address: str
    case: str  # "" where the page is of no one case


def looked(request: HttpRequest, person: Person, case: str = "") -> None:
    """Writes that this auditor asked for this page."""
    address = mask(request.get_full_path()).text[:LONGEST]
    known = hashlib.sha256(f"{person.key} {request.method} {address}".encode()).hexdigest()[:40]
    if not cache.add(f"suluh-look-{known}", 1, ONCE):
        return
    body = {"by": person.key, "address": address}
    with turn():
        LEDGER.append([NewEvent(LOOKED, case or NO_CASE, body, timezone.now())])


def page(reader: Person, before: int | None, size: int) -> tuple[list[Look], int | None]:
    """The latest first, before this number, and where the next page begins. A look at a case that the reader may not
    see is left out: that the case exists is none of their business.
    """
    rows = EventRow.objects.filter(kind=LOOKED).order_by("-seq")
    found = list((rows.filter(seq__lt=before) if before else rows)[:size])
    more = found[-1].seq if len(found) == size else None
    return _read([row for row in found if _may_know(reader, row.subject)]), more


def _may_know(reader: Person, subject: str) -> bool:
    if subject == NO_CASE or roles_for(reader, Action.AUDIT):
        return True
    row = CaseRow.objects.filter(case=subject).first()
    return row is not None and bool(granted(reader, Action.SEE, row))


def _read(rows: list[EventRow]) -> list[Look]:
    bodies = [msgspec.json.decode(row.body, type=dict[str, str]) for row in rows]
    keys = {body["by"] for body in bodies}
    names = dict(Person.objects.filter(key__in=keys).values_list("key", "username"))
    return [
        Look(
            row.seq,
            datetime.fromisoformat(row.at),
            names.get(body["by"], body["by"]),
            body["address"],
            "" if row.subject == NO_CASE else row.subject,
        )
        for row, body in zip(rows, bodies, strict=True)
    ]
