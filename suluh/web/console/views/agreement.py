"""For the lead: how far reviewers agree, rule by rule, and the disagreements to talk about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.cases.agreement import by_rules
from suluh.web.access import Action, needs, roles_for
from suluh.web.asked import Unclear, text
from suluh.web.console import seconds
from suluh.web.console.chosen import chosen
from suluh.web.console.models import Conclusion, Second
from suluh.web.models import CaseRow, Person
from suluh.web.order import rules
from suluh.web.tongue import lang_of, said

SHOWN = 100  # disagreements


@require_GET
@needs(Action.MEASURE)
def agreement(request: HttpRequest) -> HttpResponse:
    """Counts, kappa and alpha with their ranges; what is to be talked about, then what was."""
    person: Person = request.user  # type: ignore[assignment]
    sample = seconds.seen_by(person, Action.MEASURE)
    asked = sample.exclude(answered_at=None)
    named: dict[str, list[tuple[str, str]]] = {}
    for rule, first, second in asked.values_list("rule", "first", "second"):
        named.setdefault(rule, []).append((first, second))
    differing = [one for one in asked.order_by("-answered_at")[:5000] if one.first != one.second]
    about = {
        "now": timezone.now(),
        "rows": [(one, _title(one.rule, lang_of(request))) for one in by_rules(named)],
        "open": sample.filter(answered_at=None).count(),
        "ways": chosen().second_looks,
        "may_conclude": bool(roles_for(person, Action.CALIBRATE)),
    }
    return render(request, "console/agreement.html", about | _talk(differing))


@require_POST
@needs(Action.CALIBRATE)
def conclude(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """What a disagreement led to, in words for the next calibration."""
    person: Person = request.user  # type: ignore[assignment]
    try:
        words = text(request, "words")
        if not Second.objects.filter(case=case.case).exclude(answered_at=None).exists():
            raise Unclear("choice")
        values = {"person": person.key, "words": words, "at": timezone.now()}
        Conclusion.objects.update_or_create(case=case.case, defaults=values)
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
    return redirect("agreement")


def _talk(differing: list[Second]) -> dict[str, Any]:
    """Those without a conclusion first to be talked about, and those with one."""
    shown = differing[:SHOWN]
    cases = [one.case for one in shown]
    words = dict(CaseRow.objects.filter(case__in=cases).values_list("case", "words"))
    concluded = {c.case: c for c in Conclusion.objects.filter(case__in=cases)}
    told = [(one, words.get(one.case, ""), concluded.get(one.case)) for one in shown]
    return {
        "to_talk": [(one, text) for one, text, conclusion in told if conclusion is None],
        "talked": [t for t in told if t[2]],
        "differing": len(differing),
    }


def _title(rule: str, lang: str) -> str:
    found = rules()[1].policy.rule(rule.rpartition("/")[2])
    if found is None:
        return rule
    return found.title.en if lang == "en" else found.title.id
