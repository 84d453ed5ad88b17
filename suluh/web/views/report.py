"""Reporting one post, and what became of one's own reports."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from suluh.cases import Refused
from suluh.web.access import Action, needs
from suluh.web.asked import Unclear, line, text
from suluh.web.models import CaseRow, Person, Reporter
from suluh.web.partner import reporting
from suluh.web.partner.reporting import Who
from suluh.web.reporters.standing import role_of
from suluh.web.tongue import lang_of, said

_SHOWN = 100


@require_GET
@needs(Action.REPORT)
def reports(request: HttpRequest) -> HttpResponse:
    """One's own reports, the latest first."""
    person: Person = request.user  # type: ignore[assignment]
    own = Reporter.objects.filter(person=person.key).order_by("-id").values_list("case", flat=True)
    rows = CaseRow.objects.filter(case__in=list(own[:_SHOWN])).order_by("-opened_at", "case")
    return render(request, "web/reports.html", {"now": timezone.now(), "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.REPORT)
def report(request: HttpRequest) -> HttpResponse:
    """The form, and what it brings: a new case, or one more sighting of a known one."""
    if request.method == "POST":
        try:
            case = _report(request)
        except Unclear as unclear:
            messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
        except Refused as refused:
            messages.error(request, refused.en if lang_of(request) == "en" else refused.id)
        else:
            messages.success(request, said("reported", lang_of(request), case=case))
            return redirect("reports")
    return render(request, "web/report.html", {"now": timezone.now(), "given": request.POST})


def _report(request: HttpRequest) -> str:
    """The case to which the report now belongs."""
    person: Person = request.user  # type: ignore[assignment]
    who = Who(person.key, role_of(person), person.organisation)
    told = reporting.report(
        who,
        timezone.now(),
        url=text(request, "url", reporting.LONGEST_ADDRESS),
        words=text(request, "words"),
        post=line(request, "post"),
        region=line(request, "region", 13),
    )
    return told.case
