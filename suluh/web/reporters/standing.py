"""An organisation's standing, as its events in the ledger make it: granted, coached, asked, heard, suspended, reinstated.

The status is an organisation's and never a person's; nobody is suspended unheard, nor by whoever proposed it
(suluh.cases.reporters). Whom its reports speak of is read for an audit only, and each reading is an event.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from suluh.cases import Case, Role
from suluh.cases import reporters as r
from suluh.content import WIB
from suluh.ledger import Kind, NewEvent
from suluh.web.access import Action, roles_for
from suluh.web.models import Person, Reporter
from suluh.web.store import LEDGER, stands, turn

STATUS, LOOKED = Kind.REPORTER_STATUS.value, "spread_seen"
KINDS: dict[str, type[r.StatusEvent]] = {
    "granted": r.Granted, "coached": r.Coached, "suspension_proposed": r.SuspensionProposed,
    "heard": r.Heard, "suspended": r.Suspended, "reinstated": r.Reinstated, "ended": r.Ended,
}  # fmt: skip
MOST = 500  # cases of a quarter that are read for one page


class Known(NamedTuple):
    """An organisation: its standing, what its status is for, its sector, and what was said on the way."""

    name: str
    status: r.Status
    sector: str = ""  # of reporters.Sector; "" where nobody said
    area: str = ""
    told: tuple[r.StatusEvent, ...] = ()


class Look(NamedTuple):
    """Its quarter: how good its reports were. `is_whole` is False where there were more than MOST."""

    start: datetime
    end: datetime
    quality: r.Quality
    is_whole: bool


def names() -> list[str]:
    """Every organisation that somebody reports for here."""
    trusted = Person.objects.filter(grant__role=Role.REPORTER_TRUSTED).exclude(organisation="")
    return sorted(set(trusted.values_list("organisation", flat=True)))


def known(name: str) -> Known:
    """The organisation as its events make it; one that never had any is not granted."""
    status, told, about = r.Status(name), [], {"sector": "", "area": ""}
    for body in _bodies(name):
        event = _event(body)
        status = r.status_after(status, event)
        told.append(event)
        about |= {key: str(body[key]) for key in about if body.get(key)}
    return Known(name, status, about["sector"], about["area"], tuple(told))


def happen(name: str, kind: str, *, by: str, why: str, now: datetime, **about: str) -> Known:
    """One more step. about: sector and area, with `granted`. Raises NotNow where it cannot follow."""
    with turn():
        before = known(name)
        event = KINDS[kind](organisation=name, at=now, actor=by, why=why)
        r.status_after(before.status, event)
        body = {"organisation": name, "status": kind, "actor": by, "why": why, **about}
        LEDGER.append([NewEvent(STATUS, subject(name), body, now)])
    return known(name)


def role_of(person: Person) -> Role:
    """In which role somebody's report counts: a suspended organisation's as any citizen's, so that no report is lost.

    An organisation whose status nobody has written down yet has the role that its account was given.
    """
    role = roles_for(person, Action.REPORT)[0]
    if role is not Role.REPORTER_TRUSTED or not person.organisation:
        return role
    lost = known(person.organisation).status.standing in (r.Standing.SUSPENDED, r.Standing.ENDED)
    return Role.REPORTER_PUBLIC if lost else role


def look(name: str, now: datetime) -> Look:
    """Its running quarter, in WIB."""
    start, end = quarter(now)
    cases, is_whole = _cases(name, start)
    return Look(start, end, r.quality(name, cases, start, end), is_whole)


def spread(name: str, by: str, role: Role, now: datetime) -> r.Spread:
    """Whom its reports of the quarter spoke of. For an audit; that somebody looked stands in the ledger first."""
    with turn():
        body = {"organisation": name, "by": by, "role": role.value}
        LEDGER.append([NewEvent(LOOKED, subject(name), body, now)])
    start, end = quarter(now)
    return r.spread(name, _cases(name, start)[0], start, end)


def quarter(now: datetime) -> tuple[datetime, datetime]:
    """The first moment of this quarter and of the next, in WIB."""
    here = now.astimezone(WIB)
    start = datetime(here.year, here.month - (here.month - 1) % 3, 1, tzinfo=WIB)
    later = start + timedelta(days=95)
    return start, datetime(later.year, later.month - (later.month - 1) % 3, 1, tzinfo=WIB)


def subject(name: str) -> str:
    """An organisation in the ledger: short, whatever its name."""
    return "O-" + hashlib.sha256(name.encode()).hexdigest()[:10]


def _bodies(name: str) -> Iterator[dict[str, Any]]:
    for event in LEDGER.events(subject=subject(name)):
        if event.kind == STATUS:
            yield event.data() | {"at": event.moment()}


def _event(body: dict[str, Any]) -> r.StatusEvent:
    fields = {"organisation": body["organisation"], "actor": body["actor"], "why": body["why"]}
    return KINDS[body["status"]](**fields, at=body["at"])


def _cases(name: str, start: datetime) -> tuple[list[Case], bool]:
    """The cases that its people reported, the latest first, no more than MOST; whether those were all."""
    people = Person.objects.filter(organisation=name).values("key")
    rows = Reporter.objects.filter(person__in=people, case__startswith="A-").order_by("-id")
    ids = list(dict.fromkeys(rows.values_list("case", flat=True)[: MOST + 1]))
    found = (stands(one) for one in ids[:MOST])
    return [case for case in found if case.last_at >= start], len(ids) <= MOST
