"""For auditors: every event in order with its hashes; and who has seen which personal data, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from suluh.web import sights
from suluh.web.access import Action, needs
from suluh.web.models import Person
from suluh.web.store import LEDGER

PAGE = 50


@require_GET
@needs(Action.AUDIT)
def events(request: HttpRequest) -> HttpResponse:
    """The latest events; `before` is the number of the event after the page. An auditor of a region reads its cases'."""
    before = request.GET.get("before", "")
    rows = sights.events_for(_person(request), Action.AUDIT).order_by("-seq")
    if before.isascii() and before.isdigit():
        rows = rows.filter(seq__lt=int(before[:18]))
    found = list(rows[:PAGE])
    more = found[-1].seq if len(found) == PAGE else None
    about = {"now": timezone.now(), "rows": found, "more": more, "head": LEDGER.head()}
    return render(request, "web/events.html", about)


@require_GET
@needs(Action.SIGHTS)
def seen(request: HttpRequest) -> HttpResponse:
    """Every sight of personal data, the latest first; of one case or one person where they are named."""
    before, case, by = (
        request.GET.get(name, "").strip()[:64] for name in ("before", "perkara", "oleh")
    )
    number = int(before[:18]) if before.isascii() and before.isdigit() else None
    found = sights.page(_person(request), number, case, by, PAGE)
    more = found[-1].seq if len(found) == PAGE else None
    about = {
        "now": timezone.now(),
        "sights": found,
        "more": more,
        "case": case,
        "by": by,
        "most": sights.by_case(_person(request), 10),
    }
    return render(request, "web/sights.html", about)


def _person(request: HttpRequest) -> Person:
    return request.user  # type: ignore[return-value]
