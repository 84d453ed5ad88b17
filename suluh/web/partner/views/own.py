"""A case that one reported oneself: where it stands now, what was asked and answered, what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.cases import Case, Happening, Refused, Role
from suluh.cases.clocks import clocks
from suluh.cases.events import (
    Acknowledged,
    AppealDecided,
    Decided,
    Escalated,
    InfoAnswered,
    InfoAsked,
    Message,
    Notified,
    Reported,
    Restored,
    Routed,
    Sighted,
    Triaged,
)  # fmt: skip
from suluh.text.privacy import mask
from suluh.web import decisions
from suluh.web.access import ON_DESK, Action, granted, needs
from suluh.web.asked import Unclear, text
from suluh.web.models import CaseRow, Person
from suluh.web.showing import facts_in, rule_in
from suluh.web.store import case_from, events_of, happen, history, seen_by_machine, stands
from suluh.web.tongue import lang_of, said

# What whoever reported may know of the way; holds, notes and blind looks are the desk's own.
_TOLD = (Reported, Sighted, Acknowledged, Triaged, Routed, InfoAsked, InfoAnswered, Decided, Notified,
         Escalated, AppealDecided, Restored)  # fmt: skip


class Step(NamedTuple):
    """One thing that happened. `event` is its word in the ledger; `own` is True for what the reader did."""

    at: datetime
    event: str
    own: bool


@needs(Action.WRITE)
@require_GET
def show(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The page looks again by itself every few seconds; without script it is as good as its last loading."""
    if decisions.settle(timezone.now(), case=case.case):
        case.refresh_from_db()
    person: Person = request.user  # type: ignore[assignment]
    return render(request, "web/partner/own_case.html", about(case, person.key, lang_of(request)))


@needs(Action.WRITE)
@require_POST
def write(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """Words to the desk; the answer, where the desk has asked."""
    person: Person = request.user  # type: ignore[assignment]
    role = granted(person, Action.WRITE, case)[0]
    told = say_on(request, case.case, person.key, role, person.organisation)
    if told:
        messages.success(request, said("written_to_desk", lang_of(request)))
    return redirect("own_case", case=case.case)


def say_on(request: HttpRequest, case: str, who: str, role: Role, organisation: str = "") -> bool:
    """The words of the form, masked, as an answer or a message on the case; False where the reader was told why not."""
    lang = lang_of(request)
    by: dict[str, Any] = {"case": case, "at": timezone.now(), "actor": who, "role": role,
                          "organisation": organisation or None}  # fmt: skip
    try:
        words = mask(text(request, "words")).text
        asked = stands(case).state == "needs_info"
        event: Happening = InfoAnswered(**by, answer=words) if asked else Message(**by, words=words)
        happen(event)
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang))
    except Refused as refused:
        messages.error(request, refused.en if lang == "en" else refused.id)
    else:
        return True
    return False


def about(row: CaseRow, who: str, lang: str) -> dict[str, Any]:
    """What the page of one's own case shows. who: the reader, as the ledger has them."""
    now, told = timezone.now(), history(row.case)
    case, events = case_from(told), events_of(told)
    ended = case.decision is not None and case.state in (
        "decided", "notified", "appealed", "appeal_decided", "closed",
    )  # fmt: skip
    return {
        "now": now,
        "row": row,
        "case": case,
        "steps": steps(events, who),
        "clocks": [c for c in clocks(case, now) if c.running],
        "question": _question(case, events),
        "notes": [
            m for m in case.messages if not m.internal and (m.by == who or m.role in ON_DESK)
        ],
        "mine": who,
        "decision": case.decision if ended else None,
        "rule": rule_in(case, lang) if ended else None,
        "facts": facts_in(seen_by_machine(told), lang) if ended else (),
    }


def steps(events: list[Happening], who: str) -> list[Step]:
    """What may be told of the way so far; of other reporters nothing, and of a first of two decisions nothing."""
    return [
        Step(event.at, event.kind, event.actor == who)
        for event in events
        if isinstance(event, _TOLD) and not _of_another(event, who)
    ]


def _of_another(event: Happening, who: str) -> bool:
    if isinstance(event, Reported | Sighted | InfoAnswered):
        return event.actor != who
    return isinstance(event, Decided) or (isinstance(event, Notified) and event.whom != "reporter")


def _question(case: Case, events: list[Happening]) -> str:
    if case.state != "needs_info":
        return ""
    return next((e.question for e in reversed(events) if isinstance(e, InfoAsked)), "")
