"""What a form for many cases offers at a desk, and what it brought."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from suluh.web.access import roles_for
from suluh.web.asked import Unclear, choice, line, number, text
from suluh.web.console.batches import Act, Intent
from suluh.web.desks import Desk
from suluh.web.models import Person
from suluh.web.showing import OUTCOMES, ROUTES

PRIORITIES = ("P0", "P1", "P2", "P3", "P4")
_ACTS = {
    Desk.TRIAGE: Act.SORT,
    Desk.REVIEW: Act.DECIDE,
    Desk.PANEL: Act.DECIDE,
    Desk.SECURITY: Act.DECIDE,
}


def asking(person: Person, desk: Desk) -> dict[str, Any]:
    """What the form offers; `act` is "" where this person does nothing with many at this desk."""
    act = _ACTS.get(desk)
    may = act is not None and bool(roles_for(person, act.action))
    offered = {
        "outcomes": OUTCOMES,
        "routes": ROUTES,
        "priorities": PRIORITIES,
        "severities": range(5),
    }
    return {"act": act.value if act and may else "", **offered}


def act_at(person: Person, desk: Desk) -> Act:
    """What many cases at this desk get. Raises Unclear where this person does nothing with many there."""
    if not (act := asking(person, desk)["act"]):
        raise Unclear("choice")
    return Act(act)


def intent_in(request: HttpRequest, act: Act) -> Intent:
    """What was chosen for all. Raises Unclear for what is missing or does not fit."""
    if act is Act.DECIDE:
        return Intent(outcome=choice(request, "outcome", OUTCOMES), reason=text(request, "reason"))
    grave = number(request, "severity", 0, 4) if request.POST.get("severity") else None
    urgent = choice(request, "priority", PRIORITIES) if request.POST.get("priority") else None
    to, why = choice(request, "to", ROUTES), line(request, "reason", 400)
    return Intent(to=to, reason=why, priority=urgent, severity=grave)
