"""One's own shift, and the suggestion to rest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from suluh.web.access import Action, needs, signed_in
from suluh.web.console import shifts
from suluh.web.console.chosen import chosen
from suluh.web.models import CaseRow, Person
from suluh.web.store import stands

DEEDS = 100  # the latest, in the list


@require_GET
@signed_in
def shift(request: HttpRequest) -> HttpResponse:
    """What was done in this shift, and for how long."""
    person: Person = request.user  # type: ignore[assignment]
    now = timezone.now()
    mine = shifts.touch(person, now)
    told = shifts.summary(person, mine, now) if mine else None
    about = {
        "now": now,
        "told": told,
        "deeds": told.deeds[:DEEDS] if told else (),
        "ways": chosen().shift,
    }
    return render(request, "console/shift.html", about)


@require_POST
@signed_in
def rested(request: HttpRequest) -> HttpResponse:
    """Back from a pause."""
    person: Person = request.user  # type: ignore[assignment]
    now = timezone.now()
    if mine := shifts.touch(person, now):
        shifts.rested(mine, now)
    return redirect(_back(request))


@require_POST
@signed_in
def put_off(request: HttpRequest) -> HttpResponse:
    """Later."""
    person: Person = request.user  # type: ignore[assignment]
    now = timezone.now()
    if mine := shifts.touch(person, now):
        shifts.put_off(mine, now)
    return redirect(_back(request))


@require_POST
@needs(Action.LOOK)
def saw(request: HttpRequest, case: CaseRow, sha256: str) -> HttpResponse:
    """A medium of this case was wanted clear; one that is not of the case counts for nothing."""
    person: Person = request.user  # type: ignore[assignment]
    if any(kept.item.sha256 == sha256 for kept in stands(case.case).evidence):
        shifts.saw(person, case.case, sha256, timezone.now())
    return HttpResponse(status=204)


def _back(request: HttpRequest) -> str:
    """The page that the reader came from, never one elsewhere."""
    wanted = request.POST.get("next", "")
    fine = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if fine else "/giliran/"
