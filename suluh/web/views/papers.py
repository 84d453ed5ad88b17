"""The papers of a case: what can be made of it, what was made, and the making."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import NamedTuple

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from msgspec.structs import replace

from suluh.cases import Case, Track
from suluh.cases.appeals import key_of, opens
from suluh.cases.evidence import About, EvidenceStore, Handling, write_package
from suluh.cases.evidence.custody import BEGINNING
from suluh.errors import RequestError
from suluh.runners.work import DecisionDigest
from suluh.web import home
from suluh.text.privacy import mask
from suluh.web.access import Action, anyone, granted, needs
from suluh.web.asked import line
from suluh.web.models import CaseRow, Person
from suluh.web.order import rules
from suluh.web.papers.reasons import statement
from suluh.web.papers.record import Made, Maker, handlings, made, record
from suluh.web.papers.report_form import Known, Reporter, report_form
from suluh.web.sights import SHORTEST
from suluh.web.store import case_from, history, seen_by_machine
from suluh.web.tongue import lang_of, said

AT_ONCE = 4 << 20  # bytes
EVIDENCE = "evidence"  # folder of the installation in which the bytes are kept


class Asked(NamedTuple):
    """One request for a paper."""

    case: Case
    saw: DecisionDigest | None
    made: list[Made]
    maker: Maker
    personal: bool  # asked for, and the role may see it


@require_GET
@needs(Action.EXPORT)
def papers(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """What can be made of the case, and what was made of it."""
    told = history(case.case)
    known = case_from(told)
    about = {
        "now": timezone.now(),
        "row": case,
        "case": known,
        "may_see": bool(granted(_person(request), Action.PERSONAL, case)),
        "has_form": known.track is not Track.C,
        "has_reasons": known.track is Track.A and known.decision is not None,
        "made": made(told)[::-1],
        "me": _person(request).key,
    }
    return render(request, "web/papers.html", about)


@require_POST
@needs(Action.EXPORT)
def form(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """Bawaslu's report form as PDF."""
    if _without_reason(request, case):
        return _not_now(request, case, "why_needed")
    asked, now = _asked(request, case), timezone.now()
    if asked.case.track is Track.C:
        return _not_now(request, case, "no_form_here")
    reporter = _reporter(asked.case) if asked.personal else None
    known = Known(asked.case, asked.saw, reporter, asked.personal)
    pdf = report_form(known, rules()[0], now, lang_of(request))
    record(case.case, asked.maker, "report_form", _sha(pdf), asked.personal, now)
    return _as_pdf(pdf, f"{case.case}-laporan.pdf")


@require_POST
@needs(Action.EXPORT)
def reasons(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The statement of reasons as PDF; it holds nobody's personal data."""
    asked, now = _asked(request, case), timezone.now()
    try:
        pdf = statement(asked.case, asked.saw, now)
    except RequestError:
        return _not_now(request, case, "not_decided_yet")
    record(case.case, asked.maker, "statement", _sha(pdf), False, now)
    return _as_pdf(pdf, f"{case.case}-alasan.pdf")


@require_GET
@anyone
def own_reasons(request: HttpRequest, secret: str) -> HttpResponse:
    """The statement for the author, whose link opens this one case. Not recorded: it holds nobody's data but theirs."""
    row = CaseRow.objects.filter(appeal_key=key_of(secret)).first()
    told = history(row.case) if row else []
    case = case_from(told) if told else None
    if case is None or not opens(secret, case) or case.decision is None:
        raise Http404
    pdf = statement(case, seen_by_machine(told), timezone.now())
    return _as_pdf(pdf, f"{case.id}-alasan.pdf")


@require_POST
@needs(Action.EXPORT)
def package(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The evidence as zip; without the recordings for a reader who may not see what they show."""
    if _without_reason(request, case):
        return _not_now(request, case, "why_needed")
    asked, now = _asked(request, case), timezone.now()
    custody = [*handlings(asked.made), Handling(BEGINNING, "exported", asked.maker.key, now)]
    with tempfile.TemporaryDirectory(prefix="suluh-paket-") as folder:
        try:
            written = write_package(
                _for_others(asked.case),
                Path(folder),
                EvidenceStore(home.folder() / EVIDENCE),
                now,
                about=_about(asked),
                custody=custody,
                show_personal=asked.personal,
                with_bytes=asked.personal,
            )
        except RequestError:  # missing, or altered since it was put in
            return _not_now(request, case, "evidence_damaged")
        record(case.case, asked.maker, "package", written.manifest, asked.personal, now)
        answer = _as_zip(written.path)
    answer.headers["Suluh-Anchor"] = written.manifest
    return answer


def _asked(request: HttpRequest, row: CaseRow) -> Asked:
    person, told = _person(request), history(row.case)
    may_see = granted(person, Action.PERSONAL, row)
    personal = bool(may_see) and request.POST.get("personal") == "yes"
    role = (may_see if personal else granted(person, Action.EXPORT, row))[0]
    maker = Maker(person.key, role, mask(line(request, "why", 400)).text if personal else "")
    return Asked(case_from(told), seen_by_machine(told), made(told), maker, personal)


def _without_reason(request: HttpRequest, row: CaseRow) -> bool:
    """Personal data asked for by somebody who may see them, and no reason written."""
    wanted = request.POST.get("personal") == "yes" and granted(_person(request), Action.PERSONAL, row)
    return bool(wanted) and len(line(request, "why", 400)) < SHORTEST


def _for_others(case: Case) -> Case:
    """Without what the desk writes for itself."""
    return replace(case, messages=tuple(m for m in case.messages if not m.internal), blind=())


def _about(asked: Asked) -> About:
    saw = asked.saw
    return About(
        reach=saw.views if saw else None,
        facts=saw.facts if saw else (),
        rule=asked.case.rule,
        words=tuple(filter(None, (asked.case.thing.text, saw.seen if saw else ""))),
    )


def _reporter(case: Case) -> Reporter:
    """Who reported first, by the account; empty where it was a machine or the account is gone."""
    first = case.sightings[0] if case.sightings else None
    person = Person.objects.filter(key=first.by).first() if first else None
    if person is None:
        return Reporter(organisation=(first.organisation or "") if first else "")
    return Reporter(person.get_full_name(), person.organisation, person.email)


def _as_zip(path: Path) -> HttpResponse:
    """Small ones at once, large ones piece by piece: an open file stays readable while its folder goes."""
    if path.stat().st_size > AT_ONCE:
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)  # type: ignore[return-value]
    answer = HttpResponse(path.read_bytes(), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return answer


def _as_pdf(pdf: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _not_now(request: HttpRequest, row: CaseRow, why: str) -> HttpResponse:
    messages.error(request, said(why, lang_of(request)))
    return redirect("papers", case=row.case)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _person(request: HttpRequest) -> Person:
    return request.user  # type: ignore[return-value]
