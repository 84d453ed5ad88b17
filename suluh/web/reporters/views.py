"""Organisations that report: how good their reports are, coaching, suspension with the right to be heard, the audit."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from suluh.cases import Refused
from suluh.cases.reporters import LOW, PRIOR_MEAN, PRIOR_WEIGHT, Sector, follows, needs_coaching
from suluh.web.access import Action, needs, roles_for, signed_in
from suluh.web.asked import Unclear, choice, line, text
from suluh.web.models import Person
from suluh.web.reporters import measure, standing, surges
from suluh.web.tongue import lang_of, said

LEAD_STEPS = ("granted", "coached", "suspension_proposed", "suspended", "reinstated", "ended")


@signed_in
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every organisation for the lead and the auditor; one's own for everybody else who reports."""
    person = _person(request)
    if not _sees_all(person):
        return redirect(_at(person.organisation)) if person.organisation else _none(request)
    found = [
        (standing.known(name), measure.measured(measure.named(name))) for name in standing.names()
    ]
    about = {
        "now": timezone.now(),
        "by_sector": [(s, [one for one in found if one[0].sector == s]) for s in (*Sector, "")],
        "machine": measure.measured(measure.MACHINE),
        "citizens": measure.measured(measure.CITIZENS),
        "prior": f"{PRIOR_MEAN:.0%}",
        "weight": PRIOR_WEIGHT,
        "surges": surges.now_seen(timezone.now()),
    }
    return render(request, "web/reporters/index.html", about)


@signed_in
@require_GET
def own_or_any(request: HttpRequest) -> HttpResponse:
    """One organisation: `nama` of the address. Its own people see it, the lead and the auditor see each."""
    name, person, now = (
        _named(request, request.GET.get("nama", "")),
        _person(request),
        timezone.now(),
    )
    known, seen = standing.known(name), standing.look(name, now)
    about = {
        "now": now,
        "known": known,
        "look": seen,
        "measured": measure.measured(measure.named(name)),
        "low": f"{LOW:.0%}",
        "needs_coaching": needs_coaching(seen.quality),
        "steps": _steps(person, known),
        "sectors": list(Sector),
        "may_answer": person.organisation == name and known.status.standing == "asked",
        "may_audit": bool(roles_for(person, Action.SPREAD)),
        "spread": None,
    }
    return render(request, "web/reporters/reporter.html", about)


@needs(Action.STANDING)
@require_POST
def step(request: HttpRequest) -> HttpResponse:
    """What the lead does about a status. It never follows from a figure by itself."""
    name = _named(request, request.POST.get("nama", ""))
    try:
        kind = choice(request, "step", LEAD_STEPS)
        about = {}
        if kind == "granted":
            about = {
                "sector": choice(request, "sector", tuple(Sector)),
                "area": line(request, "area", 200),
            }
        why = text(request, "words")
        standing.happen(name, kind, by=_person(request).key, why=why, now=timezone.now(), **about)
    except (Unclear, Refused) as problem:
        _tell(request, problem)
    return redirect(_at(name))


@signed_in
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """The organisation is heard."""
    person = _person(request)
    if not person.organisation or not roles_for(person, Action.REPORT):
        raise Http404
    try:
        words = text(request, "words")
        standing.happen(person.organisation, "heard", by=person.key, why=words, now=timezone.now())
    except (Unclear, Refused) as problem:
        _tell(request, problem)
    return redirect(_at(person.organisation))


@needs(Action.SPREAD)
@require_POST
def spread(request: HttpRequest) -> HttpResponse:
    """Whom its reports speak of, for an audit. Nothing in the order of a queue reads it."""
    name, person = _named(request, request.POST.get("nama", "")), _person(request)
    role = roles_for(person, Action.SPREAD)[0]
    found = standing.spread(name, person.key, role, timezone.now())
    about = {"now": timezone.now(), "name": name, "spread": sorted(found.by_candidate.items())}
    return render(request, "web/reporters/spread.html", about)


def _steps(person: Person, known: standing.Known) -> list[str]:
    """What this lead may do about it now: whoever proposed a suspension does not decide it."""
    if not roles_for(person, Action.STANDING):
        return []
    others = {"suspended"} if known.status.proposed_by == person.key else set()
    return [s for s in LEAD_STEPS if s not in others and _follows(known, s)]


def _follows(known: standing.Known, kind: str) -> bool:
    return follows(known.status, standing.KINDS[kind])


def _named(request: HttpRequest, name: str) -> str:
    """An organisation that this reader may see; not found otherwise."""
    person = _person(request)
    if name not in standing.names() or not (_sees_all(person) or person.organisation == name):
        raise Http404
    return name


def _sees_all(person: Person) -> bool:
    return bool(roles_for(person, Action.STANDING) or roles_for(person, Action.SPREAD))


def _at(name: str) -> str:
    return f"{reverse('reporter')}?{urlencode({'nama': name})}"


def _none(request: HttpRequest) -> HttpResponse:
    return render(request, "web/reporters/none.html", {"now": timezone.now()})


def _tell(request: HttpRequest, problem: Unclear | Refused) -> None:
    lang = lang_of(request)
    if isinstance(problem, Unclear):
        messages.error(request, said(f"unclear_{problem.key}", lang))
    else:
        messages.error(request, problem.en if lang == "en" else problem.id)


def _person(request: HttpRequest) -> Person:
    return request.user  # type: ignore[return-value]
