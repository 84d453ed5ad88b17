"""The auditors' door: every event in order with its hashes, all of them as a dump, who has seen which personal data and
why; and, for those who are audited too, what auditors have looked at.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from suluh.ledger.dump import dump as lines_of
from suluh.web import log, looks, queue, sights
from suluh.web.access import Action, needs
from suluh.web.models import Person
from suluh.web.store import LEDGER

PAGE = 50


@require_GET
@needs(Action.AUDIT)
def door(request: HttpRequest) -> HttpResponse:
    """What there is to read, and how far the ledger is signed."""
    about = {
        "head": log.newest(),
        "end": LEDGER.head(),
        "desks": [desk.value for desk in queue.desks_for(request.user)],  # type: ignore[arg-type]
    }
    return render(request, "web/audit.html", about)


@require_GET
@needs(Action.AUDIT)
def dump(request: HttpRequest) -> HttpResponseBase:
    """Every event up to the newest head, as JSON lines; with `hashes`, only their hashes. For suluh-verify."""
    head = log.newest()
    if head is None:
        return redirect("audit")
    lines = lines_of(LEDGER, head, hashes_only=request.GET.get("hashes") == "yes")
    name = f"catatan-{head.tree_size}.jsonl"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="application/jsonl", headers=headers)


@require_GET
@needs(Action.LOOKS)
def looked(request: HttpRequest) -> HttpResponse:
    """What auditors have looked at, the latest first."""
    before = request.GET.get("before", "")
    number = int(before[:18]) if before.isascii() and before.isdigit() else None
    found, more = looks.page(request.user, number, PAGE)  # type: ignore[arg-type]
    return render(request, "web/looks.html", {"looks": found, "more": more})


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
