"""What is new in the ledger: who is told, and when to look at the case again.

How far the ledger was read moves on in the same transaction as the jobs that come of it: nothing is left out and nothing
put in twice, whenever the machine stops.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from suluh.cases import Case
from suluh.cases.events import PREFIX
from suluh.cases.reminders import due_now, next_at
from suluh.errors import RequestError
from suluh.ledger import Event
from suluh.web import home
from suluh.web.jobs import hooks
from suluh.web.jobs.models import Cursor, Watch
from suluh.web.jobs.table import put
from suluh.web.models import Person, Reporter
from suluh.web.order import rules
from suluh.web.store import LEDGER, case_from, history
from suluh.web.tongue import outcome_name, said

NAME = "follow"
AT_ONCE = 200  # events a transaction
FRESH = timedelta(
    days=1
)  # older news is none: an installation that was away does not write to everybody


def follow(now: datetime) -> int:
    """Reads on until nothing is new; how many events there were."""
    read = 0
    while count := _follow(now):
        read += count
    return read


def watch(case: Case, now: datetime) -> None:
    """Notes when there will be something to say about the case; at once where there is already."""
    facts = rules()[0]
    at = now if due_now(case, now, facts) else next_at(case, now, facts)
    if at is None:
        Watch.objects.filter(pk=case.id).delete()
    else:
        Watch.objects.update_or_create(pk=case.id, defaults={"at": at})


def _follow(now: datetime) -> int:
    cursor, _ = Cursor.objects.get_or_create(pk=NAME)
    if LEDGER.head().seq <= cursor.seq:
        return 0  # nothing to lock for
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(pk=NAME)
        events = _next(cursor.seq)
        for case in dict.fromkeys(e.subject for e in events if e.kind.startswith(PREFIX)):
            _look(case, [e for e in events if e.subject == case], now)
        if events:
            Cursor.objects.filter(pk=NAME).update(seq=events[-1].seq)
    return len(events)


def _next(after: int) -> list[Event]:
    rows = LEDGER.events(after=after)
    try:
        return [event for _, event in zip(range(AT_ONCE), rows, strict=False)]
    finally:
        rows.close()  # type: ignore[attr-defined]  # a generator over an open cursor


def _look(case: str, events: Iterable[Event], now: datetime) -> None:
    try:
        known = case_from(history(case))
    except RequestError:
        return  # written by a newer version; it will look again when it runs
    watch(known, now)
    for event in events:
        if event.kind.startswith(PREFIX) and event.moment() > now - FRESH:
            _tell(event, known, now)


def _tell(event: Event, case: Case, now: datetime) -> None:
    what = event.kind.removeprefix(PREFIX)
    if f"case.{what}" in hooks.KINDS:
        hooks.tell(f"case.{what}", str(event.seq), _data(event, case), case.region or "", now)
    if what == "acknowledged":
        _mail(case, "receipt", event, now)
    elif what == "notified" and event.data().get("whom") == "reporter":
        _mail(case, "outcome", event, now)


def _data(event: Event, case: Case) -> dict[str, object]:
    return {
        "case": case.id,
        "track": case.track.value,
        "state": case.state,
        "region": case.region,
        "priority": case.priority,
        "event": event.seq,
        "hash": event.hash,
    }


def _mail(case: Case, what: str, event: Event, now: datetime) -> None:
    """To everybody who reported it and has an address here."""
    keys = Reporter.objects.filter(case=case.id).values_list("person", flat=True)
    people = Person.objects.filter(key__in=list(keys), is_active=True).exclude(email="")
    link = f"{home.address()}/perkara/{case.id}/"
    text = "\n\n".join(
        said(f"mail_{what}", lang, case=case.id, outcome=outcome_name(case, lang), link=link)
        for lang in ("id", "en")
    )
    for person in people:
        subject = said(f"mail_{what}_subject", "id", case=case.id)
        body = {"to": person.email, "subject": subject, "text": text}
        put(f"{what}:{event.seq}:{person.key}", "email", "smtp", body, now)
