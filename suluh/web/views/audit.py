"""Every event in order, for auditors: the ledger as it is, with its hashes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from suluh.ledger.models import EventRow
from suluh.web.access import Action, needs
from suluh.web.store import LEDGER

PAGE = 50


@require_GET
@needs(Action.AUDIT)
def events(request: HttpRequest) -> HttpResponse:
    """The latest events; `before` is the number of the event after the page."""
    before = request.GET.get("before", "")
    rows = EventRow.objects.order_by("-seq")
    if before.isascii() and before.isdigit():
        rows = rows.filter(seq__lt=int(before[:18]))
    found = list(rows[:PAGE])
    more = found[-1].seq if len(found) == PAGE else None
    about = {"now": timezone.now(), "rows": found, "more": more, "head": LEDGER.head()}
    return render(request, "web/events.html", about)
