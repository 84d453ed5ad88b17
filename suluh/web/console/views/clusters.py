"""Near-identical posts on one page, decided with one word."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.web import queue
from suluh.web.access import Action, needs, roles_for
from suluh.web.asked import Unclear
from suluh.web.console import batches, clusters
from suluh.web.console.views.asked import act_at, asking, intent_in
from suluh.web.models import CaseRow, Person
from suluh.web.tongue import lang_of, said
from suluh.web.views.queue import _own_desk

SHOWN = 100  # of a cluster; all of them are decided


@require_GET
@needs(Action.BULK)
def cluster(request: HttpRequest, desk: str, cluster: str) -> HttpResponse:
    """What waits at the desk of this wording, and the form to decide or sort all of it."""
    person: Person = request.user  # type: ignore[assignment]
    here, now = _own_desk(person, desk), timezone.now()
    rows = clusters.members(queue.waiting(person, here), cluster)
    shown = list(rows[:SHOWN])
    if not shown:
        messages.error(request, said("cluster_gone", lang_of(request)))
        return redirect("queue", desk=desk)
    holders = queue.holders_of((row.case for row in shown), now)
    about = {
        "now": now,
        "desk": here.value,
        "cluster": cluster,
        "items": [queue.Item(row, holders.get(row.case)) for row in shown],
        "size": rows.count(),
        "rules": list(dict.fromkeys(row.rule for row in shown)),
        "may_look": bool(roles_for(person, Action.SEE)),
    }
    return render(request, "console/cluster.html", about | asking(person, here))


@require_POST
@needs(Action.BULK)
def begin(request: HttpRequest, desk: str, cluster: str) -> HttpResponse:
    """All of it but what was ticked goes into a batch."""
    person: Person = request.user  # type: ignore[assignment]
    here = _own_desk(person, desk)
    rows: list[CaseRow] = list(
        clusters.members(queue.waiting(person, here), cluster)[: batches.MOST]
    )
    but = set(request.POST.getlist("but"))
    cases = [row.case for row in rows if row.case not in but]
    if not cases:
        messages.error(request, said("cluster_gone", lang_of(request)))
        return redirect("queue", desk=desk)
    try:
        act = act_at(person, here)
        intent = intent_in(request, act)
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
        return redirect("cluster", desk=desk, cluster=cluster)
    batch = batches.make(person, here.value, act, intent, cases, timezone.now())
    return redirect("batch", batch=batch.id)
