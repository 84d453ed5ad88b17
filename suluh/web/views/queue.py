"""The first page after signing in, and the queue of each desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.web import decisions, queue
from suluh.web.access import Action, needs, roles_for, signed_in
from suluh.web.console import batches, clusters
from suluh.web.console.batches import ItemState
from suluh.web.console.models import BatchItem
from suluh.web.console.shifts import touch, wants_rest
from suluh.web.console.views.asked import asking
from suluh.web.desks import Desk
from suluh.web.models import Pending, Person

RECENT = timedelta(hours=12)  # batches that the queue still shows


@require_GET
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """To one's desk; to one's own reports for those who report; else a page that says what there is."""
    person: Person = request.user  # type: ignore[assignment]
    desks = queue.desks_for(person)
    if desks:
        return redirect("queue", desk=desks[0].value)
    if roles_for(person, Action.REPORT):
        return redirect("reports")
    if roles_for(person, Action.PROPOSE):
        return redirect("proposals")
    return render(request, "web/nothing.html", {"now": timezone.now()})


@require_GET
@needs(Action.QUEUE)
def waiting(request: HttpRequest, desk: str) -> HttpResponse:
    """What waits at one desk, a page at a time."""
    person: Person = request.user  # type: ignore[assignment]
    here, now = _own_desk(person, desk), timezone.now()
    decisions.settle(now, person=person.key)
    rows = queue.waiting(person, here)
    shown = queue.page(clusters.heads(rows), request.GET.get("after", ""), now)
    sizes = clusters.sizes(rows, [item.row for item in shown.items])
    about = {
        "now": now,
        "desk": here.value,
        "desks": [
            (one.value, queue.size(queue.waiting(person, one))) for one in queue.desks_for(person)
        ],
        "items": [(item, sizes.get(item.row.cluster, 1)) for item in shown.items],
        "more": shown.more,
        "many": queue.MANY,
        "mine": queue.held_by(person, now),
        "pending": _own_pending(person, now),
        "batches": batches.of(person).filter(made_at__gt=now - RECENT)[:5],
        "may_bulk": bool(asking(person, here)["act"]),
        "rest": wants_rest(touch(person, now), now),
        "may_take": bool(roles_for(person, Action.HOLD)),
    }
    return render(request, "web/queue.html", about)


@require_POST
@needs(Action.HOLD)
def take_next(request: HttpRequest, desk: str) -> HttpResponse:
    """The most urgent item that nobody has."""
    person: Person = request.user  # type: ignore[assignment]
    row = queue.take_next(person, _own_desk(person, desk), timezone.now())
    return redirect("case", case=row.case) if row else redirect("queue", desk=desk)


def _own_pending(person: Person, now: datetime) -> QuerySet[Pending]:
    """One's own decisions within their grace or that could not happen; those of a batch stand on its page."""
    mine = Pending.objects.filter(person=person.key).order_by("due_at")
    lately = {"batch__person": person.key, "batch__made_at__gt": now - RECENT}
    many = BatchItem.objects.filter(state=ItemState.DONE, **lately).values("case")
    return mine.exclude(Q(case__in=many) & Q(problem=""))[:20]


def _own_desk(person: Person, name: str) -> Desk:
    desk = Desk(name) if name in set(Desk) else Desk.NONE
    if desk not in queue.desks_for(person):
        raise Http404
    return desk
