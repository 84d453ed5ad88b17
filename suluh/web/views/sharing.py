"""Letting the office of another region read a case, taking that back, and what others have shared with one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.cases import Refused
from suluh.cases.events import Happening, Shared, Unshared
from suluh.text.privacy import mask
from suluh.web import sharing
from suluh.web.access import Action, needs
from suluh.web.acting import who
from suluh.web.asked import Unclear, text
from suluh.web.models import CaseRow, Person
from suluh.web.store import happen
from suluh.web.tongue import lang_of, said


@require_GET
@needs(Action.QUEUE)
def shared(request: HttpRequest) -> HttpResponse:
    """What other offices have shared with one's own, the latest first."""
    person: Person = request.user  # type: ignore[assignment]
    found = sharing.page(person, request.GET.get("after", ""))
    about = {"now": timezone.now(), "rows": found.rows, "more": found.more}
    return render(request, "web/shared.html", about)


@require_POST
@needs(Action.SHARE)
def share(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """With the office of one region, for a reason that both will read."""
    return _tried(request, case, Shared)


@require_POST
@needs(Action.SHARE)
def unshare(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """Taken back from one region, for a reason."""
    return _tried(request, case, Unshared)


def _tried(request: HttpRequest, row: CaseRow, kind: type[Shared] | type[Unshared]) -> HttpResponse:
    person: Person = request.user  # type: ignore[assignment]
    lang = lang_of(request)
    try:
        by = who(person, row, Action.SHARE, timezone.now())
        region = sharing.office(text(request, "region", 13))
        event: Happening = kind(**by, region=region, why=mask(text(request, "why", 400)).text)
        happen(event)
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang))
    except Refused as refused:
        messages.error(request, refused.en if lang == "en" else refused.id)
    else:
        done = "shared_done" if kind is Shared else "unshared_done"
        messages.success(request, said(done, lang, region=sharing.name(region)))
    return redirect("case", case=row.case)
