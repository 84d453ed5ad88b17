"""A person's shift: since when, how long at it, what was done, what was looked at, and when a rest would do good.

Nobody but the person sees it, and nothing follows from it. What was done is read from the ledger; only times are kept.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F

from suluh.ledger.models import EventRow
from suluh.web.access import ON_DESK
from suluh.web.console.chosen import chosen
from suluh.web.console.models import Shift, Sight
from suluh.web.models import Person
from suluh.web.store import LEDGER

NOTED = timedelta(seconds=30)  # pages closer together than this are not noted one by one
_DEEDS = (
    "case_decided", "case_appeal_decided", "case_reviewed", "case_routed", "case_fact_checked", "case_info_asked",
    "case_message", "case_taken",
)  # fmt: skip


class Deed(NamedTuple):
    """Something done in the shift."""

    kind: str  # of an event, without its prefix
    case: str
    at: datetime
    outcome: str


class Summary(NamedTuple):
    """What the page of the shift shows."""

    shift: Shift
    busy: timedelta
    since_rest: timedelta
    counts: list[tuple[str, int]]
    deeds: list[Deed]  # the latest first
    seen: int  # media that were shown clearly


def touch(person: Person, now: datetime) -> Shift | None:
    """Notes that the person is at the desk; None for those who have none."""
    if not any(role in ON_DESK for role in person.roles):
        return None
    shift = Shift.objects.filter(person=person.key).order_by("-started_at").first()
    ways = chosen().shift
    if shift is None or now - _at(shift.seen_at) >= timedelta(minutes=ways.new_after):
        return _begin(person, now)
    away = now - _at(shift.seen_at)
    if away >= NOTED:
        _note(shift, away, now)
    return shift


def wants_rest(shift: Shift | None, now: datetime) -> int:
    """Minutes since the last pause, where it is time to suggest one; else 0."""
    after = chosen().shift.rest_after
    if shift is None or not after:
        return 0
    since = now - _at(shift.rested_at)
    quiet = shift.quiet_until is not None and now < _at(shift.quiet_until)
    return (
        int(since.total_seconds() // 60) if since >= timedelta(minutes=after) and not quiet else 0
    )


def put_off(shift: Shift, now: datetime) -> None:
    """Not now: asked again in a while."""
    until = now + timedelta(minutes=chosen().shift.ask_again)
    Shift.objects.filter(pk=shift.pk).update(quiet_until=until)


def rested(shift: Shift, now: datetime) -> None:
    """The person comes back from a pause."""
    Shift.objects.filter(pk=shift.pk).update(rested_at=now, seen_at=now, quiet_until=None)


def saw(person: Person, case: str, sha256: str, now: datetime) -> None:
    """A medium was wanted clear; it counts once a shift."""
    if shift := touch(person, now):
        Sight.objects.get_or_create(shift=shift, sha256=sha256, defaults={"case": case, "at": now})


def summary(person: Person, shift: Shift, now: datetime) -> Summary:
    """The shift in numbers and in order."""
    deeds = _deeds(person, shift)
    return Summary(
        shift,
        timedelta(seconds=shift.busy),
        now - _at(shift.rested_at),
        Counter(deed.kind for deed in deeds).most_common(),
        deeds[::-1],
        Sight.objects.filter(shift=shift).count(),
    )


def _deeds(person: Person, shift: Shift) -> list[Deed]:
    """The person's own events since the shift began, in order."""
    rows = EventRow.objects.filter(kind__in=_DEEDS, seq__gt=shift.after)
    mine = rows.filter(body__contains=f'"{person.key}"').order_by("seq")
    told = [(row, json.loads(row.body)) for row in mine]
    return [
        Deed(
            row.kind.removeprefix("case_"), row.subject, datetime.fromisoformat(row.at), _what(body)
        )
        for row, body in told
        if body.get("actor") == person.key
    ]


def _what(body: dict[str, str]) -> str:
    return body.get("outcome") or ""


def _begin(person: Person, now: datetime) -> Shift:
    times = {"started_at": now, "seen_at": now, "rested_at": now}
    return Shift.objects.create(person=person.key, after=LEDGER.head().seq, **times)


def _note(shift: Shift, away: timedelta, now: datetime) -> None:
    """A short time away was work on one case; a long one a pause."""
    values: dict[str, object] = {"seen_at": now}
    if away >= timedelta(minutes=chosen().shift.rest_of):
        values |= {"rested_at": now, "quiet_until": None}
    else:
        values["busy"] = F("busy") + int(away.total_seconds())
    Shift.objects.filter(pk=shift.pk, seen_at=shift.seen_at).update(**values)
    shift.refresh_from_db()


def _at(moment: object) -> datetime:
    """Django gives back what was stored: an aware time."""
    assert isinstance(moment, datetime)
    return moment
