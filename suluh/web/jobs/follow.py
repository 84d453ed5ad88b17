"""What is new in the ledger: who is told, and when to look at the case again.

How far the ledger was read moves on in the same transaction as the jobs that come of it: nothing is left out and nothing
put in twice, whenever the machine stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from suluh.cases import Case
from suluh.cases.events import PREFIX
from suluh.cases.reminders import due_now, next_at
from suluh.errors import RequestError
from suluh.ledger import Event
from suluh.web import home
from suluh.web.duty.handing import begin
from suluh.web.jobs import hooks
from suluh.web.jobs.models import Cursor, Watch
from suluh.web.jobs.table import put
from suluh.web.models import Person, Reporter
from suluh.web.order import rules
from suluh.web.store import LEDGER, stands, turn
from suluh.web.tongue import outcome_name, said

NAME = "follow"
AT_ONCE = 50  # events a transaction
FRESH = timedelta(
    days=1
)  # older news is none: an installation that was away does not write to everybody


LETTERS = {  # what is written to whoever reported, by what happened
    "acknowledged": "receipt",
    "info_asked": "asked",
    "repair_asked": "asked",
    "extra_info_asked": "asked",
    "not_registered": "moved",
    "registered": "moved",
    "ruled": "moved",
    "handed_over": "moved",
    "notified": "outcome",
}


def follow(now: datetime) -> int:
    """Reads on until nothing is new; how many events there were."""
    read = 0
    while count := _follow(now):
        read += count
    return read


def watch(cases: Iterable[Case], now: datetime) -> None:
    """Notes when there will be something to say about each case; at once where there is already."""
    facts = rules()[0]
    at = {c.id: now if due_now(c, now, facts) else next_at(c, now, facts) for c in cases}
    Watch.objects.filter(pk__in=[case for case, when in at.items() if when is None]).delete()
    Watch.objects.bulk_create(
        [Watch(case, when) for case, when in at.items() if when],
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=["at"],
    )


def _follow(now: datetime) -> int:
    """Cases are read before the turn begins: whoever waits for it waits only for what must be written together."""
    cursor, _ = Cursor.objects.get_or_create(pk=NAME)
    if LEDGER.head().seq <= cursor.seq:
        return 0
    events = _next(cursor.seq)
    cases = _cases(events)
    with turn():
        mine = Cursor.objects.filter(pk=NAME, seq=cursor.seq)
        if not mine.update(seq=events[-1].seq):
            return 0  # another worker has read on
        watch(cases.values(), now)
        _tell_all(events, cases, now)
    return len(events)


def _cases(events: Iterable[Event]) -> dict[str, Case]:
    """The cases of the events; without those that a newer version wrote, which will look again when it runs."""
    found = {}
    for case in dict.fromkeys(e.subject for e in events if e.kind.startswith(PREFIX)):
        with suppress(RequestError):
            found[case] = stands(case)
    return found


def _next(after: int) -> list[Event]:
    rows = LEDGER.events(after=after)
    try:
        return [event for _, event in zip(range(AT_ONCE), rows, strict=False)]
    finally:
        rows.close()  # type: ignore[attr-defined]  # a generator over an open cursor


def _tell_all(events: Iterable[Event], cases: Mapping[str, Case], now: datetime) -> None:
    hooked = hooks.listening()
    for event in events:
        fresh = event.kind.startswith(PREFIX) and event.moment() > now - FRESH
        if fresh and (case := cases.get(event.subject)):
            _tell(event, case, now, hooked)


def _tell(event: Event, case: Case, now: datetime, hooked: bool) -> None:
    what = event.kind.removeprefix(PREFIX)
    if what in ("reported", "triaged"):
        begin(case.id, now)
    if hooked and f"case.{what}" in hooks.KINDS:
        hooks.tell(f"case.{what}", str(event.seq), _data(event, case), case.region or "", now)
    if what in LETTERS and event.data().get("whom", "reporter") == "reporter":
        _mail(case, LETTERS[what], event, now)


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
    """To everybody who reported it and has an address here; what one did oneself is no news."""
    others = Reporter.objects.filter(case=case.id).exclude(person=event.data()["actor"])
    keys = others.values("person")
    people = Person.objects.filter(key__in=keys, is_active=True).exclude(email="")
    link = f"{home.address()}/perkara/{case.id}/"
    text = "\n\n".join(
        said(f"mail_{what}", lang, case=case.id, outcome=outcome_name(case, lang), link=link)
        for lang in ("id", "en")
    )
    for person in people:
        subject = said(f"mail_{what}_subject", "id", case=case.id)
        body = {"to": person.email, "subject": subject, "text": text}
        put(f"{what}:{event.seq}:{person.key}", "email", "smtp", body, now)
