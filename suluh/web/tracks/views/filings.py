"""Whoever reports an alleged violation: the form, one's own case, what is missing and by when, repair, withdrawal."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.cases import Case, possible
from suluh.cases.events import Law, Message, Withdrawn
from suluh.text.privacy import mask
from suluh.web.access import Action, granted, needs
from suluh.web.acting import who
from suluh.web.asked import Unclear, choice, line, text
from suluh.web.bounds import bounded
from suluh.web.models import CaseRow, Person
from suluh.web.order import rules
from suluh.web.showing import on_desk
from suluh.web.store import happen, stands
from suluh.web.tongue import lang_of, said
from suluh.web.tracks import filing, forms, upload
from suluh.web.tracks.page import of_form
from suluh.web.tracks.views.trying import tried

LAWS: tuple[str, ...] = get_args(Law)


@needs(Action.FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """The form of a laporan or a temuan; what was written stays when something does not fit."""
    person: Person = request.user  # type: ignore[assignment]
    if request.method == "POST" and (case := _filed(request, person, timezone.now())):
        messages.success(request, said("b_filed", lang_of(request), case=case.id))
        return redirect("own_filing", case=case.id)
    about = {
        "now": timezone.now(),
        "form": forms.groups(rules()[0], request.POST, lang_of(request), "temuan" in filing.origins(person)),
        "origins": filing.origins(person),
        "laws": LAWS,
        "given": request.POST,
    }  # fmt: skip
    return render(request, "web/tracks/file.html", about)


@needs(Action.FILE)
@require_GET
def own(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """One's own laporan. Supervisors come to the page of the case."""
    person: Person = request.user  # type: ignore[assignment]
    if on_desk(person, case):
        return redirect("case", case=case.case)
    now, known = timezone.now(), stands(case.case)
    role = granted(person, Action.FILE, case)[0]
    open_now = possible(known, role)
    about = of_form(known, lang_of(request), now, masked=False) | {
        "now": now,
        "row": case,
        "case": known,
        "mine": person.key,
        "notes": [m for m in known.messages if not m.internal],
        "may_repair": "repaired" in open_now,
        "may_withdraw": "withdrawn" in open_now,
        "may_write": "message" in open_now,
        "may_add": "evidence_added" in open_now,
    }
    return render(request, "web/tracks/own.html", about)


@needs(Action.FILE)
@require_POST
def repair(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The form again, with what was missing."""

    def do() -> Case:
        return filing.repair(_who(request, case), forms.read(request, rules()[0]))

    tried(request, do, "b_repaired")
    return redirect("own_filing", case=case.case)


@needs(Action.FILE)
@require_POST
def withdraw(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """Before it is registered; afterwards the law keeps it."""

    def do() -> Case:
        return happen(Withdrawn(**_who(request, case), why=line(request, "words", 400)))

    tried(request, do, "b_withdrawn")
    return redirect("own_filing", case=case.case)


@bounded()
@needs(Action.FILE)
@require_POST
def evidence(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """A picture, a recording, a document to the case."""

    def do() -> Case:
        return filing.add_evidence(_who(request, case), upload.item(request, timezone.now()))

    tried(request, do, "b_evidence_kept")
    return redirect("own_filing", case=case.case)


@needs(Action.FILE)
@require_POST
def write(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """Words to Bawaslu; the answer, where more was asked."""

    def do() -> Case:
        return happen(Message(**_who(request, case), words=mask(text(request, "words")).text))

    tried(request, do, "b_written")
    return redirect("own_filing", case=case.case)


def _filed(request: HttpRequest, person: Person, now: datetime) -> Case | None:
    found: list[Case] = []

    def do() -> None:
        given = filing.Given(
            choice(request, "origin", filing.origins(person)),
            choice(request, "law", LAWS),
            line(request, "region", 13),
            line(request, "url", 400),
        )
        fields = forms.read(request, rules()[0])
        if forms.day_of(fields.get("peristiwa.tanggal_diketahui", "")) is None:
            raise Unclear("known_on")
        found.append(filing.file(person, given, fields, now))

    return found[0] if tried(request, do) else None


def _who(request: HttpRequest, row: CaseRow) -> dict[str, Any]:
    person: Person = request.user  # type: ignore[assignment]
    return who(person, row, Action.FILE, timezone.now())
