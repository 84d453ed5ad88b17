"""The steps on the page of a case: election law, legal orders, links between tracks, a sight of personal data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from suluh.cases import Case, WrongTrack
from suluh.cases.events import EvidenceAdded
from suluh.ledger import NewEvent
from suluh.text.privacy import mask
from suluh.web.access import Action, granted, needs
from suluh.web.acting import who
from suluh.web.asked import choice, line, text
from suluh.web.bounds import bounded
from suluh.web.models import CaseRow, Person
from suluh.web.sights import SEEN, SHORTEST
from suluh.web.store import LEDGER, happen, stands, turn
from suluh.web.tongue import lang_of, said
from suluh.web.tracks import election_law as law
from suluh.web.tracks import legal_orders, siblings, upload
from suluh.web.tracks.page import of_form
from suluh.web.tracks.views.trying import tried


@needs(Action.HANDLE)
@require_POST
def election_law(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """One step of track B; in the wrong order it is refused with the sentence why."""

    def do() -> Case:
        step = law.STEPS[choice(request, "step", tuple(law.STEPS))]
        by = _who(request, case, Action.HANDLE)
        return happen(step(by, request, stands(case.case)))

    tried(request, do)
    return redirect("case", case=case.case)


@needs(Action.ORDER)
@require_POST
def legal_order(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """One step of track C."""

    def do() -> None:
        step = choice(request, "step", legal_orders.ALL_STEPS)
        by = _who(request, case, Action.ORDER)
        legal_orders.do(step, by, request, stands(case.case))

    tried(request, do)
    return redirect("case", case=case.case)


@bounded()
@needs(Action.ORDER)
@require_POST
def order_document(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The text of the order, kept under its hash. On track C only: a case of track A takes no orders."""

    def do() -> None:
        if case.track != "C":
            raise WrongTrack("track", event="order_received", case=case.case, track=case.track)
        by = _who(request, case, Action.ORDER)
        happen(EvidenceAdded(**by, item=upload.item(request, timezone.now())))

    tried(request, do, "b_evidence_kept")
    return redirect("case", case=case.case)


@needs(Action.LINK)
@require_POST
def link(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """A reference to a case on another track, on both."""

    def do() -> None:
        siblings.link(_who(request, case, Action.LINK), text(request, "other", 20))

    tried(request, do)
    return redirect("case", case=case.case)


@needs(Action.PERSONAL)
@require_POST
def personal(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The form with its personal data. Who saw it and why stands in the ledger before it is shown."""
    person, now, why = _person(request), timezone.now(), line(request, "why", 400)
    if len(why) < SHORTEST:
        messages.error(request, said("why_needed", lang_of(request)))
        return redirect("case", case=case.case)
    role = granted(person, Action.PERSONAL, case)[0]
    seen = {"by": person.key, "role": role.value, "what": "form", "why": mask(why).text}
    with turn():
        LEDGER.append([NewEvent(SEEN, case.case, seen, now)])
    known = stands(case.case)
    about = of_form(known, lang_of(request), now, masked=False) | {"now": now, "row": case}
    return render(request, "web/tracks/personal.html", about)


def _who(request: HttpRequest, row: CaseRow, action: Action) -> dict[str, Any]:
    return who(_person(request), row, action, timezone.now())


def _person(request: HttpRequest) -> Person:
    return request.user  # type: ignore[return-value]
