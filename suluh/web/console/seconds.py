"""Blind second looks: a sample of decided cases that another person decides without seeing the first decision.

Whether a case is in the sample follows from its id and the part that its rule has (`console.yaml`), so nobody picks.
Until the second has answered, whoever could be the second sees the case as it was before the first decision, wherever
they look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from suluh.cases import Case, Refused, Role, may
from suluh.cases.events import Reviewed
from suluh.cases.track_a import AFTER
from suluh.ledger import Event
from suluh.web.access import TABLE, Action, granted
from suluh.web.console.chosen import chosen
from suluh.web.console.models import Second
from suluh.web.models import CaseRow, Person, Reporter
from suluh.web.store import case_from, happen, stands

DECIDED = "case_decided"
ANY = Q(case__isnull=False)  # an empty Q would vanish from an "or" and let nothing through
_TRIES = 50


def is_drawn(case: str, part: float) -> bool:
    """Whether a case is in the sample. A higher part keeps everyone that a lower one has.

    >>> is_drawn("A-1", 0.0), is_drawn("A-1", 1.0)
    (False, True)
    """
    digest = hashlib.sha256(f"second:{case}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < part * 2**64


class Drawn(NamedTuple):
    """A decided case that a second person is to look at."""

    case: Case
    at: datetime

    def keep(self) -> None:
        """Puts it into the list, once."""
        assert self.case.decision is not None
        values = {
            "rule": self.case.rule,
            "region": self.case.region or "",
            "panel": self.case.needs_two,
            "first": self.case.decision.outcome,
            "made_at": self.at,
        }
        Second.objects.get_or_create(case=self.case.id, defaults=values)


def drawn(case: str, at: datetime) -> Drawn | None:
    """The case where it is decided and in the sample."""
    ways = chosen().second_looks
    if not is_drawn(case, max((ways.part, *ways.of_rule.values()))):
        return None
    known = stands(case)
    wanted = known.decision is not None and is_drawn(case, ways.of(known.rule))
    return Drawn(known, at) if wanted else None


def answered(event: Reviewed) -> None:
    """Notes what the second person said; the first answer counts, whatever part the rule has by now."""
    known = stands(event.case)
    if known.decision:
        Drawn(known, event.at).keep()
    open_ones = Second.objects.filter(case=event.case, answered_at=None)
    open_ones.update(second=event.outcome, answered_at=event.at)


def is_hidden(person: Person, row: CaseRow, now: datetime, told: list[Event] | None = None) -> bool:
    """Whether the decision on this case is kept from this person, who could be the second."""
    if not row.outcome or row.state not in AFTER or row.track != "A":
        return False
    if not is_drawn(row.case, chosen().second_looks.of(row.rule)):
        return False
    if not (roles := granted(person, Action.DECIDE, row)):
        return False
    case = stands(row.case) if told is None else case_from(told)
    fresh = case.decision is not None and case.decision.at > now - _days()
    return fresh and not case.blind and _could(person, case, roles, now)


def before_decision(told: Iterable[Event]) -> list[Event]:
    """What happened until somebody decided for the first time."""
    kept = []
    for event in told:
        if event.kind == DECIDED:
            break
        kept.append(event)
    return kept


def answer(person: Person, row: CaseRow, outcome: Any, reason: str, now: datetime) -> Case:
    """The second person's word; it changes nothing about the case. Raises Refused where it may not be said."""
    case = stands(row.case)
    role = _role(case, granted(person, Action.SECOND, row))
    event = _look(person, case, role, max(now, case.last_at), outcome, reason)
    after = happen(event)
    answered(event)
    return after


def waiting(person: Person, now: datetime) -> QuerySet[Second]:
    """Open second looks in this person's regions, the oldest first; some may turn out not to be theirs."""
    reached = Q(pk__in=[])
    for role, region in person.granted_roles:
        if role in TABLE[Action.SECOND]:
            panel = ANY if role is Role.SENIOR_PANEL else Q(panel=False)
            reached |= panel & _within(region)
    own = Reporter.objects.filter(person=person.key).values("case")
    rows = Second.objects.filter(reached, answered_at=None, made_at__gt=now - _days())
    return rows.exclude(case__in=own).order_by("made_at", "case")


def next_for(person: Person, now: datetime) -> str | None:
    """The oldest case that this person may be the second on."""
    for one in waiting(person, now)[:_TRIES]:
        row = CaseRow.objects.filter(case=one.case).first()
        if row and is_hidden(person, row, now):
            return one.case
    return None


def seen_by(person: Person, action: Action) -> QuerySet[Second]:
    """The sample in the regions for which the action is granted to this person."""
    reached = Q(pk__in=[])
    for role, region in person.granted_roles:
        if role in TABLE[action]:
            reached |= _within(region)
    return Second.objects.filter(reached)


def _within(region: str) -> Q:
    """As `access.covers` has it."""
    return Q(region=region) | Q(region__startswith=f"{region}.") if region else ANY


def _days() -> timedelta:
    return timedelta(days=chosen().second_looks.days)


def _could(person: Person, case: Case, roles: Iterable[Role], now: datetime) -> bool:
    if case.needs_two and Role.SENIOR_PANEL not in roles:
        return False
    event = _look(person, case, _role(case, roles), max(now, case.last_at), "no_action", "")
    return may(case, event) is None


def _role(case: Case, roles: Iterable[Role]) -> Role:
    """The panel's for what is the panel's. Raises Refused where the person has none for it."""
    mine = list(roles)
    if case.needs_two and Role.SENIOR_PANEL not in mine:
        raise Refused("senior_panel")
    return Role.SENIOR_PANEL if case.needs_two else mine[0]


def _look(
    person: Person, case: Case, role: Role, at: datetime, outcome: Any, reason: str
) -> Reviewed:
    return Reviewed(
        case=case.id,
        at=at,
        actor=person.key,
        role=role,
        organisation=person.organisation or None,
        outcome=outcome,
        rule=case.rule,
        reason=reason,
    )
