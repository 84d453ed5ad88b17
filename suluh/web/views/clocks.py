"""The clocks of one case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from suluh.cases import Role
from suluh.web.access import ON_DESK, Action, granted, needs
from suluh.web.console.seconds import before_decision, is_hidden
from suluh.web.jobs.models import Notice
from suluh.web.models import CaseRow, Person
from suluh.web.order import rules
from suluh.web.store import case_from, history, stands
from suluh.web.timing import timing


@require_GET
@needs(Action.SEE)
def clocks(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """Time left, pauses, deadlines with their sources, working days; for the desk also what has rung."""
    person: Person = request.user  # type: ignore[assignment]
    roles = granted(person, Action.SEE, case)
    on_desk = any(role in ON_DESK or role is Role.AUDITOR for role in roles)
    notices = Notice.objects.filter(case=case.case).order_by("-at")[:20] if on_desk else ()
    now = timezone.now()
    hidden = is_hidden(person, case, now)
    known = case_from(before_decision(history(case.case))) if hidden else stands(case.case)
    about = timing(known, rules()[0], now)
    about |= {"row": case, "notices": notices, "on_desk": on_desk}
    return render(request, "web/clocks.html", about)
