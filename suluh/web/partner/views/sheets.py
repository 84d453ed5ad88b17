"""A spreadsheet of links: the rows that can be read are reported, the others come back with what is wrong."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from suluh.cases import Refused
from suluh.web.access import Action, needs
from suluh.web.asked import Unclear, line
from suluh.web.bounds import bounded
from suluh.web.models import Person
from suluh.web.partner.limits import within
from suluh.web.partner.reporting import Who, report
from suluh.web.partner.sheet import LARGEST, ROWS, Row, Unreadable, rows_of
from suluh.web.reporters.standing import role_of
from suluh.web.tongue import lang_of, said

AN_HOUR = 20  # sheets an hour from one person
EXAMPLE = (
    "tautan,keterangan,teks,wilayah\r\n"
    "https://www.tiktok.com/@contoh.suluh/video/1,Tanggal pencoblosan keliru,,18.71\r\n"
)


class Line(NamedTuple):
    """What became of one row."""

    row: Row
    case: str = ""
    became: str = ""  # new | sighting | again, or "" where it was not sent
    fault: str = ""  # in the reader's words


def _too_large(request: HttpRequest) -> HttpResponse:
    return _refused(request, Unreadable("too_large", most=LARGEST // 1_000_000), 413)


@bounded(LARGEST, _too_large)
@needs(Action.REPORT)
def sheet(request: HttpRequest) -> HttpResponse:
    """The form, and row by row what became of the file."""
    if request.method != "POST":
        return _page(request)
    person: Person = request.user  # type: ignore[assignment]
    if not within("sheet", person.key, AN_HOUR, 3600):
        return _refused(request, Unreadable("slowly"), 429)
    given = request.FILES.get("file")
    try:
        if given is None:
            raise Unreadable("no_file")
        rows = rows_of(given.read(LARGEST + 1))
    except Unreadable as problem:
        return _refused(request, problem, 400)
    lines = [_send(request, person, row, line(request, "words")) for row in rows]
    counts = {
        name: sum(one.became == name for one in lines) for name in ("new", "sighting", "again", "")
    }
    return _page(request, lines=lines, counts=counts, wrong=counts[""])


@needs(Action.REPORT)
@require_GET
def example(request: HttpRequest) -> HttpResponse:
    """A sheet to begin with."""
    headers = {"Content-Disposition": 'attachment; filename="contoh-laporan.csv"'}
    return HttpResponse(EXAMPLE, content_type="text/csv; charset=utf-8", headers=headers)


def _send(request: HttpRequest, person: Person, row: Row, words: str) -> Line:
    lang = lang_of(request)
    if row.fault:
        return Line(row, fault=said(f"row_{row.fault}", lang))
    who = Who(person.key, role_of(person), person.organisation)
    try:
        told = report(
            who,
            timezone.now(),
            url=row.url,
            words=row.words or words,
            post=row.post,
            region=row.region,
        )
    except Unclear as unclear:
        return Line(row, fault=said(f"unclear_{unclear.key}", lang))
    except Refused as refused:
        return Line(row, fault=refused.en if lang == "en" else refused.id)
    return Line(row, told.case, "new" if told.is_new else "again" if told.again else "sighting")


def _refused(request: HttpRequest, problem: Unreadable, status: int) -> HttpResponse:
    words = said(f"sheet_{problem.key}", lang_of(request), **problem.values)
    return _page(request, status, problem=words)


def _page(request: HttpRequest, status: int = 200, **about: Any) -> HttpResponse:
    about |= {"now": timezone.now(), "most_rows": ROWS, "most_size": LARGEST // 1_000_000}
    return render(request, "web/partner/sheet.html", about, status=status)
