"""Legal orders: all of them with their count, and the receipt of a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from suluh.cases import Case, Role
from suluh.web.access import Action, needs
from suluh.web.models import Person
from suluh.web.tongue import lang_of, said
from suluh.web.tracks import legal_orders
from suluh.web.tracks.views.trying import tried

SHOWN = 100


@needs(Action.ORDER)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The latest orders, and how many there ever were: each one is a government request."""
    person: Person = request.user  # type: ignore[assignment]
    rows = legal_orders.of(person)
    about = {"now": timezone.now(), "rows": rows[:SHOWN], "count": legal_orders.count()}
    return render(request, "web/tracks/orders.html", about)


@needs(Action.ORDER)
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """An order has arrived, and is written down before anybody judges it."""
    person: Person = request.user  # type: ignore[assignment]
    found: list[Case] = []

    def do() -> None:
        found.append(legal_orders.receive(person, Role.LEGAL_GATEWAY, request, timezone.now()))

    if request.method == "POST" and tried(request, do):
        messages.success(request, said("c_received", lang_of(request), case=found[0].id))
        return redirect("case", case=found[0].id)
    about = {
        "now": timezone.now(),
        "given": request.POST,
        "issuers": legal_orders.ISSUERS,
        "kinds": legal_orders.KINDS,
    }
    return render(request, "web/tracks/order.html", about)
