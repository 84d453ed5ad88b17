"""The author's page: what was done to the post and why, and the way to appeal. The link is the only key to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from suluh.cases import Case, Happening, Role, Track
from suluh.cases.appeals import key_of, opens
from suluh.cases.events import Appealed, EvidenceAdded, Message, OrderChallenged
from suluh.text.privacy import mask
from suluh.web.access import anyone
from suluh.web.asked import Unclear, line, text
from suluh.web.bounds import bounded
from suluh.web.models import CaseRow
from suluh.web.partner.limits import within
from suluh.web.showing import facts_in, rule_in
from suluh.web.store import case_from, events_of, happen, history, seen_by_machine
from suluh.web.striking import strike_of
from suluh.web.tongue import lang_of
from suluh.web.tracks import upload
from suluh.web.tracks.views.trying import tried

AUTHOR = "author"  # nobody's name: whoever holds the link
MOST = 10  # times an hour that something is added by one link
OVER = ("closed", "revoked")  # states in which nobody reads what is added


@bounded()
@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, secret: str) -> HttpResponse:
    """No account: the link, which nobody can guess, opens one case and nothing else."""
    row = CaseRow.objects.filter(appeal_key=key_of(secret)).first()
    if row is None:
        raise Http404
    told = history(row.case)
    case = case_from(told)
    if not opens(secret, case):
        raise Http404
    if request.method == "POST":
        _say(request, case)
        return redirect("appeal", secret=secret)
    now, lang = timezone.now(), lang_of(request)
    about = {
        "now": now,
        "case": case,
        "facts": facts_in(seen_by_machine(told), lang),
        "rule": rule_in(case, lang),
        "may_appeal": _may_appeal(case),
        "may_add": _may_add(case),
        "own": [kept for kept in case.evidence if kept.by == AUTHOR],
        "answers": [m for m in case.messages if not m.internal],
    } | strike_of(events_of(told), now)
    template = "web/tracks/order_author.html" if case.track is Track.C else "web/appeal.html"
    return render(request, template, about)


def _may_appeal(case: Case) -> bool:
    if case.track is Track.C:
        return bool(case.order and not case.order.challenged) and case.state not in OVER
    return case.state in ("notified", "closed") and case.appealed_by is None


def _may_add(case: Case) -> bool:
    """While somebody still has to read it."""
    challenged = case.track is Track.C and case.order is not None and case.order.challenged
    return case.state not in OVER and (challenged or case.state == "appealed")


def _say(request: HttpRequest, case: Case) -> None:
    """The appeal or the objection; words and a file with it, or after it as long as it waits."""

    def do() -> None:
        if not within("appeal", case.id, MOST, 3600):
            raise Unclear("slowly")
        happen(*_said(request, case))

    key = "added" if not _may_appeal(case) else "appeal_received"
    tried(request, do, "c_challenge_received" if case.track is Track.C else key)


def _said(request: HttpRequest, case: Case) -> Iterator[Happening]:
    now = timezone.now()
    by: dict[str, Any] = {"case": case.id, "at": now, "actor": AUTHOR, "role": Role.AUTHOR}
    brought = bool(request.FILES.get("file"))
    if _may_appeal(case) or not _may_add(case):
        kind = OrderChallenged if case.track is Track.C else Appealed
        yield kind(**by, words=mask(text(request, "words")).text)
    elif words := line(request, "words") if brought else text(request, "words"):
        yield Message(**by, words=mask(words).text)
    if brought:
        yield EvidenceAdded(**by, item=upload.item(request, now))
