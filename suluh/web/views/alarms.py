"""What has rung at one's desks: promises nearly broken, or broken."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from suluh.web.access import TABLE, TRACKS, Action, Reach, needs
from suluh.web.jobs.models import Notice
from suluh.web.models import Person

PAGE = 50


@require_GET
@needs(Action.QUEUE)
def alarms(request: HttpRequest) -> HttpResponse:
    """The latest first; `before` is the number of the alarm after the page."""
    person: Person = request.user  # type: ignore[assignment]
    rows = alarms_of(person)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows[:PAGE])
    more = found[-1].pk if len(found) == PAGE else None
    return render(request, "web/alarms.html", {"now": timezone.now(), "rows": found, "more": more})


def alarms_of(person: Person) -> QuerySet[Notice]:
    """Those at this person's desks, the latest first."""
    return Notice.objects.filter(_theirs(person)).order_by("-pk")


def _theirs(person: Person) -> Q:
    """Alarms of the tracks and regions for which a role of theirs sees cases at a desk."""
    wanted = Q(pk__in=[])
    for role, region in person.granted_roles:
        if TABLE[Action.QUEUE].get(role) is Reach.REGION:
            here = Q(track__in=[track.value for track in TRACKS[role]])
            if region:
                here &= Q(region=region) | Q(region__startswith=region + ".")
            wanted |= here
    return wanted
