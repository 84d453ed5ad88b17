"""Every sight of personal data: who saw what of which case, when, in which role and why. Nobody edits it.

Pictures, sound and video cannot be masked and still be evidence; so whoever opens one has seen personal data, and the
reason is the work: where the case stood and in which role. What is handed out unmasked needs a reason in words.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Count, QuerySet

from suluh.ledger import NewEvent
from suluh.ledger.models import EventRow
from suluh.web.access import Action, granted, reached
from suluh.web.models import CaseRow, Person
from suluh.web.store import LEDGER, turn

SEEN = "personal_data_seen"
ONCE = (
    15 * 60
)  # seconds, as long as a lease: a player asks for a video in many pieces, and a page is loaded again
SHORTEST = 10  # characters of a reason in words; project decision


class Sight(NamedTuple):
    """One sight, for who reads them. `by` is the name of the account today, or its id when it is gone."""

    seq: int
    at: datetime
    case: str
    by: str
    role: str
    what: str
    why: str  # in words; "" where the work was the reason
    state: str  # where the case stood; "" where a reason was written
    sha256: str


def medium_seen(person: Person, row: CaseRow, sha256: str, now: datetime) -> None:
    """Writes that a medium was opened, before its bytes are handed out."""
    if not cache.add(f"suluh-sight-{person.key}-{row.case}-{sha256}", 1, ONCE):
        return
    role = granted(person, Action.LOOK, row)[0]
    body = {
        "by": person.key,
        "role": role.value,
        "what": "medium",
        "sha256": sha256,
        "state": row.state,
    }
    with turn():
        LEDGER.append([NewEvent(SEEN, row.case, body, now)])


def page(reader: Person, before: int | None, case: str, by: str, size: int) -> list[Sight]:
    """The latest first, before this number; of one case or one person where they are named.

    An auditor of a region reads the sights of its cases, whoever it was that looked.
    """
    rows = events_for(reader, Action.SIGHTS).filter(kind=SEEN).order_by("-seq")
    if before:
        rows = rows.filter(seq__lt=before)
    if case:
        rows = rows.filter(subject=case)
    if by:
        person = Person.objects.filter(username=by).first()
        rows = rows.filter(body__contains=f'"by":"{person.key if person else by}"')
    return _read(list(rows[:size]))


def events_for(reader: Person, action: Action) -> QuerySet[EventRow]:
    """The events that this auditor may read: all of them, or those of the cases of the auditor's regions."""
    wanted = reached(reader, action)
    if wanted is None:
        return EventRow.objects.all()
    return EventRow.objects.filter(subject__in=CaseRow.objects.filter(wanted).values("case"))


def by_case(reader: Person, limit: int) -> list[tuple[str, int]]:
    """The reader's cases whose personal data were seen most often: on top what draws more looks than work explains."""
    seen = events_for(reader, Action.SIGHTS).filter(kind=SEEN)
    rows = seen.values("subject").annotate(n=Count("seq"))
    return [(row["subject"], row["n"]) for row in rows.order_by("-n", "subject")[:limit]]


def _read(rows: list[Any]) -> list[Sight]:
    import msgspec

    bodies = [msgspec.json.decode(row.body) for row in rows]
    names = dict(
        Person.objects.filter(key__in={b["by"] for b in bodies}).values_list("key", "username")
    )
    return [
        Sight(
            row.seq,
            datetime.fromisoformat(row.at),
            row.subject,
            names.get(b["by"], b["by"]),
            b["role"],
            b["what"],
            b.get("why", ""),
            b.get("state", ""),
            b.get("sha256", ""),
        )
        for row, b in zip(rows, bodies, strict=True)
    ]
