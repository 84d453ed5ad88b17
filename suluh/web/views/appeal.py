"""The author's page: what was done to the post and why, and the way to appeal. The link is the only key to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from suluh.cases import Case, Refused, Role, Track
from suluh.cases.appeals import key_of, opens
from suluh.cases.events import Appealed, OrderChallenged
from suluh.text.privacy import mask
from suluh.web.access import anyone
from suluh.web.asked import Unclear, text
from suluh.web.models import CaseRow
from suluh.web.showing import facts_in, rule_in
from suluh.web.store import case_from, happen, history, seen_by_machine
from suluh.web.tongue import lang_of, said

AUTHOR = "author"  # nobody's name: whoever holds the link


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
        _appeal(request, case)
        return redirect("appeal", secret=secret)
    lang = lang_of(request)
    about = {
        "now": timezone.now(),
        "case": case,
        "facts": facts_in(seen_by_machine(told), lang),
        "rule": rule_in(case, lang),
        "may_appeal": case.state in ("notified", "closed") and case.appealed_by is None,
        "answers": [m for m in case.messages if not m.internal],
    }
    template = "web/tracks/order_author.html" if case.track is Track.C else "web/appeal.html"
    return render(request, template, about)


def _appeal(request: HttpRequest, case: Case) -> None:
    lang = lang_of(request)
    by: dict[str, Any] = {
        "case": case.id,
        "at": timezone.now(),
        "actor": AUTHOR,
        "role": Role.AUTHOR,
    }
    kind = OrderChallenged if case.track is Track.C else Appealed
    try:
        happen(kind(**by, words=mask(text(request, "words")).text))
    except Unclear:
        messages.error(request, said("unclear_words", lang))
    except Refused as refused:
        messages.error(request, refused.en if lang == "en" else refused.id)
    else:
        key = "c_challenge_received" if case.track is Track.C else "appeal_received"
        messages.success(request, said(key, lang))
