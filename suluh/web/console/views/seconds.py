"""Blind second looks: the next one, and the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.cases import Refused
from suluh.web import decisions
from suluh.web.access import Action, needs
from suluh.web.asked import Unclear, choice, text
from suluh.web.console import seconds
from suluh.web.console.chosen import chosen
from suluh.web.models import CaseRow, Person
from suluh.web.showing import OUTCOMES
from suluh.web.tongue import lang_of, said


@require_GET
@needs(Action.SECOND)
def waiting(request: HttpRequest) -> HttpResponse:
    """How many wait, and the rates by which they were drawn."""
    person: Person = request.user  # type: ignore[assignment]
    now = timezone.now()
    about = {
        "now": now,
        "size": seconds.waiting(person, now).count(),
        "next": seconds.next_for(person, now),
        "ways": chosen().second_looks,
    }
    return render(request, "console/seconds.html", about)


@require_POST
@needs(Action.SECOND)
def take_next(request: HttpRequest) -> HttpResponse:
    """The oldest that this person may be the second on."""
    person: Person = request.user  # type: ignore[assignment]
    case = seconds.next_for(person, timezone.now())
    return redirect("case", case=case) if case else redirect("seconds")


@require_POST
@needs(Action.SECOND)
def answer(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The second person's word; then the first decision is shown."""
    person: Person = request.user  # type: ignore[assignment]
    lang, now = lang_of(request), timezone.now()
    decisions.settle(now)
    if not seconds.is_hidden(person, case, now):
        messages.error(request, said("second_not_now", lang))
        return redirect("seconds")
    try:
        outcome, reason = choice(request, "outcome", OUTCOMES), text(request, "reason")
        told = seconds.answer(person, case, outcome, reason, now)
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang))
    except Refused as refused:
        messages.error(request, refused.en if lang == "en" else refused.id)
    else:
        assert told.decision
        same = "second_same" if told.decision.outcome == outcome else "second_differs"
        first = said(f"outcome_{told.decision.outcome}", lang)
        messages.success(request, said(same, lang, first=first))
    return redirect("case", case=case.case)
