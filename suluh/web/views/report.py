"""Reporting one post, and what became of one's own reports."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from suluh.cases import Refused
from suluh.cases.events import Reported
from suluh.cases.joining import as_sighting, same_address
from suluh.cases.things import Account, Thing
from suluh.text.privacy import mask
from suluh.web.access import Action, needs
from suluh.web.asked import Unclear, line, text
from suluh.web.models import CaseRow, Person, Reporter
from suluh.web.order import rules
from suluh.web.reporters.standing import role_of
from suluh.web.store import happen, known_as, stands, turn
from suluh.web.tongue import lang_of, said

_SHOWN = 100
PLATFORMS = ("tiktok", "instagram", "facebook", "x", "youtube", "whatsapp", "telegram")


@require_GET
@needs(Action.REPORT)
def reports(request: HttpRequest) -> HttpResponse:
    """One's own reports, the latest first."""
    person: Person = request.user  # type: ignore[assignment]
    own = Reporter.objects.filter(person=person.key).order_by("-id").values_list("case", flat=True)
    rows = CaseRow.objects.filter(case__in=list(own[:_SHOWN])).order_by("-opened_at", "case")
    return render(request, "web/reports.html", {"now": timezone.now(), "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.REPORT)
def report(request: HttpRequest) -> HttpResponse:
    """The form, and what it brings: a new case, or one more sighting of a known one."""
    if request.method == "POST":
        try:
            case = _report(request)
        except Unclear as unclear:
            messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
        except Refused as refused:
            messages.error(request, refused.en if lang_of(request) == "en" else refused.id)
        else:
            messages.success(request, said("reported", lang_of(request), case=case))
            return redirect("reports")
    return render(request, "web/report.html", {"now": timezone.now(), "given": request.POST})


def _report(request: HttpRequest) -> str:
    """The case to which the report now belongs."""
    thing = Thing(
        url=_address(request),
        platform=_platform(line(request, "url")),
        text=mask(line(request, "post")).text,
        account=Account(),
    )
    with turn():
        known = known_as(thing, "A")
        event = _event(request, thing, known or "A-" + secrets.token_hex(5))
        if known:
            happen(as_sighting(event, stands(known)))
        else:
            happen(event)
    return event.case


def _event(request: HttpRequest, thing: Thing, case: str) -> Reported:
    person: Person = request.user  # type: ignore[assignment]
    return Reported(
        case=case,
        at=timezone.now(),
        actor=person.key,
        role=role_of(person),
        organisation=person.organisation or None,
        track="A",
        thing=thing,
        words=mask(text(request, "words")).text,
        region=_region(line(request, "region", 13)),
    )


def _address(request: HttpRequest) -> str:
    url = text(request, "url", 400)
    if not same_address(url):
        raise Unclear("address")
    return url


def _platform(url: str) -> str | None:
    host = urlsplit(url).hostname or ""
    return next((name for name in PLATFORMS if host.endswith(f"{name}.com")), None)


def _region(code: str) -> str | None:
    if code and code not in rules()[0].regions.by_code:
        raise Unclear("region")
    return code or None
