"""Many cases at once: which, with what, how far, stop, take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.web import queue
from suluh.web.access import Action, needs
from suluh.web.asked import Unclear
from suluh.web.console import batches
from suluh.web.console.batches import State
from suluh.web.console.models import Batch
from suluh.web.console.picking import filter_in, picked, rules_waiting
from suluh.web.console.views.asked import act_at, asking, intent_in
from suluh.web.models import Person
from suluh.web.tongue import lang_of, said
from suluh.web.views.queue import _own_desk

EXAMPLES = 10  # of what a filter finds
OWN = 30  # batches in the list
LEFT = 200  # left-out cases that are named one by one


@require_GET
@needs(Action.BULK)
def pick(request: HttpRequest, desk: str) -> HttpResponse:
    """Filter, what it finds, and the form for all of that."""
    person: Person = request.user  # type: ignore[assignment]
    here, now, wanted = _own_desk(person, desk), timezone.now(), filter_in(request.GET)
    rows = queue.waiting(person, here)
    found = picked(rows, wanted, now) if wanted.is_set else rows.none()
    about = {
        "now": now,
        "desk": here.value,
        "filter": wanted,
        "rules": rules_waiting(rows),
        "size": found.order_by()[: batches.MOST + 1].count(),
        "most": batches.MOST,
        "examples": list(found[:EXAMPLES]),
    }
    return render(request, "console/bulk.html", about | asking(person, here))


@require_POST
@needs(Action.BULK)
def begin(request: HttpRequest, desk: str) -> HttpResponse:
    """What the filter finds now goes into a batch, the most urgent first."""
    person: Person = request.user  # type: ignore[assignment]
    here, now, wanted = _own_desk(person, desk), timezone.now(), filter_in(request.POST)
    try:
        act = act_at(person, here)
        intent = intent_in(request, act)
        if not wanted.is_set:
            raise Unclear("filter")
        found = picked(queue.waiting(person, here), wanted, now)[: batches.MOST]
        cases = list(found.values_list("case", flat=True))
        if not cases:
            raise Unclear("nothing_found")
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
        return redirect("bulk", desk=desk)
    return redirect("batch", batch=batches.make(person, here.value, act, intent, cases, now).id)


@require_GET
@needs(Action.BULK)
def own(request: HttpRequest) -> HttpResponse:
    """One's own batches, the latest first."""
    person: Person = request.user  # type: ignore[assignment]
    rows = batches.of(person).annotate(size=Count("batchitem"))[:OWN]
    return render(request, "console/batches.html", {"now": timezone.now(), "rows": rows})


@require_GET
@needs(Action.BULK)
def show(request: HttpRequest, batch: str) -> HttpResponse:
    """How far it is; the page looks again by itself."""

    def shown(own: Batch) -> HttpResponse:
        return render(request, "console/batch.html", _about(own, lang_of(request)))

    return _own(request, batch, shown)


@require_POST
@needs(Action.BULK)
def stop(request: HttpRequest, batch: str) -> HttpResponse:
    """Begins no further case."""

    def stopped(own: Batch) -> HttpResponse:
        if not batches.stop(own, timezone.now()):
            messages.error(request, said("batch_over", lang_of(request)))
        return redirect("batch", batch=own.id)

    return _own(request, batch, stopped)


@require_POST
@needs(Action.BULK)
def undo(request: HttpRequest, batch: str) -> HttpResponse:
    """Takes back what has not taken effect."""

    def undone(own: Batch) -> HttpResponse:
        count = batches.undo(own, timezone.now())
        say = messages.success if count else messages.error
        say(request, said("batch_undone" if count else "batch_too_late", lang_of(request), n=count))
        return redirect("batch", batch=own.id)

    return _own(request, batch, undone)


def _own(request: HttpRequest, batch: str, then: Callable[[Batch], HttpResponse]) -> HttpResponse:
    """Only one's own; another's is not there."""
    person: Person = request.user  # type: ignore[assignment]
    own = batches.of(person).filter(pk=batch).first()
    if own is None:
        messages.error(request, said("batch_none", lang_of(request)))
        return redirect("batches")
    return then(own)


def _about(batch: Batch, lang: str) -> dict[str, Any]:
    now, left = timezone.now(), batches.left_out(batch)
    can_undo = batches.can_undo(batch, now)
    why = "why_en" if lang == "en" else "why_id"
    reasons = left.order_by().values_list(why).annotate(n=Count("id")).order_by("-n")
    return {
        "now": now,
        "batch": batch,
        "intent": msgspec.json.decode(batch.intent, type=batches.Intent),
        "progress": batches.progress(batch),
        "is_running": batch.state == State.RUNNING,
        "can_undo": can_undo,
        "in_effect": batch.holds_at is not None and not can_undo,
        "reasons": list(reasons),
        "left": [(item.case, getattr(item, why)) for item in left[:LEFT]],
    }
