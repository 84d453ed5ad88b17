"""The papers of a case: what can be made of it, what was made, and the making."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.cases import Track
from suluh.cases.appeals import key_of, opens
from suluh.web import log
from suluh.web.access import Action, anyone, granted, needs
from suluh.web.asked import line
from suluh.web.models import CaseRow, Person
from suluh.web.papers import making
from suluh.web.papers.making import Asked, NotNow
from suluh.web.papers.reasons import statement
from suluh.web.papers.record import made
from suluh.web.store import case_from, history, seen_by_machine
from suluh.web.tongue import lang_of, said

AT_ONCE = 4 << 20  # bytes


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

    def made_of(asked: Asked) -> HttpResponse:
        return as_pdf(
            making.form(asked, timezone.now(), lang_of(request)), f"{case.case}-laporan.pdf"
        )

    return _tried(request, case, made_of)


@require_POST
@needs(Action.EXPORT)
def reasons(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The statement of reasons as PDF."""
    name = f"{case.case}-alasan.pdf"
    return _tried(request, case, lambda asked: as_pdf(making.reasons(asked, timezone.now()), name))


@require_GET
@anyone
def own_reasons(request: HttpRequest, secret: str) -> HttpResponse:
    """The statement for the author, whose link opens this one case: as of the last thing that happened, so that the same
    paper is the same bytes, and sealed, so that its author can have a receipt.
    """
    row = CaseRow.objects.filter(appeal_key=key_of(secret)).first()
    told = history(row.case) if row else []
    case = case_from(told) if told else None
    if case is None or not opens(secret, case) or case.decision is None:
        raise Http404
    pdf = statement(case, seen_by_machine(told), case.last_at)
    log.seal("statement", case.id, hashlib.sha256(pdf).hexdigest(), timezone.now())
    return as_pdf(pdf, f"{case.id}-alasan.pdf")


@require_POST
@needs(Action.EXPORT)
def package(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The evidence as zip."""
    return _tried(request, case, packed)


def packed(asked: Asked) -> HttpResponse:
    """The answer with the package; its anchor stands in a header."""
    with making.package(asked, timezone.now()) as written:
        answer = _as_zip(written.path)
    answer.headers["Suluh-Anchor"] = written.manifest
    return answer


def as_pdf(pdf: bytes, name: str) -> HttpResponse:
    """A paper to be kept under this name."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _tried(
    request: HttpRequest, row: CaseRow, make: Callable[[Asked], HttpResponse]
) -> HttpResponse:
    """The paper, or back to the page with the reason why not."""
    personal = request.POST.get("personal") == "yes"
    try:
        return make(making.asked(_person(request), row, personal, line(request, "why", 400)))
    except NotNow as problem:
        messages.error(request, said(problem.key, lang_of(request)))
        return redirect("papers", case=row.case)


def _as_zip(path: Path) -> HttpResponse:
    """Small ones at once, large ones piece by piece: an open file stays readable while its folder goes."""
    if path.stat().st_size > AT_ONCE:
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)  # type: ignore[return-value]
    answer = HttpResponse(path.read_bytes(), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return answer


def _person(request: HttpRequest) -> Person:
    return request.user  # type: ignore[return-value]
