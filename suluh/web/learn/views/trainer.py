"""For the trainer: open a workshop, lead it, read how the group does, export what provinces misjudge."""

from __future__ import annotations

import csv
import io
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from suluh.facts.regions import regions
from suluh.learn.misjudged import FEWEST
from suluh.learn.pages import courses_for
from suluh.web import home
from suluh.web.access import Action, needs
from suluh.web.asked import Unclear, line
from suluh.web.learn import figures, running, selfstudy
from suluh.web.learn.judging import engine, read_judged
from suluh.web.learn.models import Participant, Workshop
from suluh.web.learn.running import Phase
from suluh.web.learn.tables import as_xlsx, attendance_rows, misjudged_rows
from suluh.web.models import Person
from suluh.web.order import rules
from suluh.web.tongue import lang_of, said

SHOWN = 50  # workshops


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.TRAIN)
def workshops(request: HttpRequest) -> HttpResponse:
    """One's workshops, and a new one."""
    person: Person = request.user  # type: ignore[assignment]
    if request.method == "POST":
        try:
            province = line(request, "province", 2)
            if province and province not in dict(_provinces()):
                raise Unclear("choice")
            new = running.opened(line(request, "course"), province, person.key, timezone.now())
            return redirect(f"{reverse('workshop_screen')}?kode={new.code}")
        except Unclear as unclear:
            messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
    own = Workshop.objects.filter(trainer=person.key).order_by("-opened_at")[:SHOWN]
    known = courses_for(rules()[0])
    about = {"own": own, "courses": known, "provinces": _provinces()}
    about["alone"] = [(course, selfstudy.group(course)) for course in known]
    return render(request, "learn/workshops.html", about)


@require_safe
@needs(Action.TRAIN)
def screen(request: HttpRequest) -> HttpResponse:
    """What the trainer puts on the wall."""
    workshop = _own(request, request.GET.get("kode", ""))
    if workshop is None:
        return redirect("workshops")
    address = f"{home.address()}{reverse('workshop_seat', kwargs={'code': workshop.code})}"
    about = {
        "workshop": workshop,
        "course": running.course_of(workshop.course),
        "address": address,
        "qr": segno.make(address, micro=False).svg_data_uri(scale=6, border=2),
        "people": Participant.objects.filter(workshop=workshop).count(),
        "phases": [(phase, phase == workshop.phase) for phase in Phase],
    }
    return render(request, "learn/screen.html", about | _now(workshop))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.TRAIN)
def step(request: HttpRequest) -> HttpResponse:
    """On. `state` is what the trainer saw: a second press of the same button does nothing."""
    workshop = _own(request, request.POST.get("kode", ""))
    if workshop is None:
        return redirect("workshops")
    if request.POST.get("state") == running.state_of(workshop):
        running.step(workshop)
    return redirect(f"{reverse('workshop_screen')}?kode={workshop.code}")


@require_safe
@needs(Action.TRAIN)
def attendance(request: HttpRequest) -> HttpResponse:
    """Pseudonyms, when they came, how much they answered; right or wrong is not in it."""
    workshop = _own(request, request.GET.get("kode", ""))
    if workshop is None:
        return redirect("workshops")
    return _csv(attendance_rows(workshop, lang_of(request)), f"hadir-{workshop.code}.csv")


@require_safe
@needs(Action.TRAIN)
def misjudged(request: HttpRequest) -> HttpResponse:
    """Which rules a province misjudges; ?as=csv or ?as=xlsx."""
    lang, rows = lang_of(request), figures.misjudged_rules()
    table = misjudged_rows(rows, engine().rules, lang)
    if request.GET.get("as") == "csv":
        return _csv(table, "keliru.csv")
    if request.GET.get("as") == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return _file(as_xlsx(table), kind, "keliru.xlsx")
    about = {"head": table[0], "rows": table[1:], "fewest": FEWEST}
    return render(request, "learn/misjudged.html", about)


def _own(request: HttpRequest, code: str) -> Workshop | None:
    person: Person = request.user  # type: ignore[assignment]
    return Workshop.objects.filter(code=code[:8], trainer=person.key).first()


def _now(workshop: Workshop) -> dict[str, Any]:
    """What belongs to the phase."""
    phase = Phase(workshop.phase)
    about: dict[str, Any] = {
        "state": running.state_of(workshop),
        "agreed": figures.agreed(workshop),
    }
    if phase in (*running.TESTS, Phase.POSTS):
        about["answered"] = figures.answered_now(workshop)
    if phase is Phase.POSTS:
        post = running.posts_of(workshop)[workshop.at]
        about |= {"post": post, "number": workshop.at + 1, "of": len(running.posts_of(workshop))}
        about["spread"] = figures.spread(workshop, post.id) if workshop.shown else None
        about["judged"] = read_judged(workshop.judged)[post.id] if workshop.shown else None
        about["rule_title"] = engine().rules.title(post.rule, "id")
    if phase is Phase.CLOSED:
        about["gain"] = figures.gained([workshop])
    return about


def _provinces() -> list[tuple[str, str]]:
    return [
        (r.code, r.name)
        for r in regions().by_code.values()
        if len(r.code) == 2 and r.code.isdigit()
    ]


def _csv(rows: list[list[Any]], name: str) -> HttpResponse:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return _file(out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", name)


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
