"""The public pages: the report and its forms, the statements of reasons. All of it is made beforehand (keeping.py)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from suluh.actions.dsa import KINDS
from suluh.report.transparency.dump import APPEAL
from suluh.report.transparency.page import FORMATS
from suluh.report.transparency.told import Told
from suluh.web.access import anyone
from suluh.web.partner.limits import asker, within
from suluh.web.tongue import lang_of
from suluh.web.transparency.daily import file_of
from suluh.web.transparency.keeping import dailies, place, policy
from suluh.web.transparency.shelf import Asked, Shelf, fields

PAGE = 25  # statements
ASKED, DUMPS = 240, 12  # searches and whole dumps from one line in ten minutes
TOLD = ("decision_facts", "incompatible_content_explanation")  # a dash where there is none
PUID = re.compile(r"[\w-]{1,80}")
FOR_ALL = {"Access-Control-Allow-Origin": "*"}


@anyone
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The report in the reader's language, as it was made last."""
    try:
        inside = (place() / f"isi.{lang_of(request)}.html").read_text("utf-8")
    except FileNotFoundError:
        inside = ""
    # Made by our own templates, which escape whatever came from elsewhere.
    return render(request, "web/transparency.html", {"inside": mark_safe(inside)})


@anyone
@require_safe
def form(request: HttpRequest, name: str) -> HttpResponseBase:
    """The report as one of its files."""
    if name not in FORMATS.values():
        raise Http404
    return _file(place() / name)


@anyone
@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """Statements of reasons, the newest first; with words, of a day."""
    asked = Asked(_text(request, "q", 120), _day(request), _number(request, "before"))
    if asked.words and not within("statements", asker(request), ASKED, 600):
        return render(request, "web/statements.html", {"asked": asked, "slowly": True}, status=429)
    with _shelf() as shelf:
        found, count = shelf.page(asked, PAGE + 1), shelf.count()
    about = {
        "asked": asked,
        "found": [_listed(body, lang_of(request)) for _, body in found[:PAGE]],
        "more": found[PAGE - 1][0] if len(found) > PAGE else None,
        "count": count,
    }
    return render(request, "web/statements.html", about)


@anyone
@require_safe
def statement(request: HttpRequest, puid: str) -> HttpResponse:
    """One statement with all its fields."""
    with _shelf() as shelf:
        body = shelf.one(puid) if PUID.fullmatch(puid) else None
    if body is None:
        raise Http404
    shown = {
        name: ", ".join(map(str, value)) if isinstance(value, list) else value
        for name, value in fields(body).items()
    }
    about = {"puid": puid, "fields": shown, "one": _listed(body, lang_of(request))}
    return render(request, "web/statement.html", about)


@anyone
@require_safe
def dump(request: HttpRequest) -> HttpResponseBase:
    """Every statement as packed JSON lines, or those of one day; streamed, so that there may be any number of them."""
    if not within("statement-dumps", asker(request), DUMPS, 600):
        return HttpResponse(
            "too many dumps; ask again later\n", status=429, content_type="text/plain"
        )
    day = _day(request)
    headers = FOR_ALL | {
        "Content-Disposition": f'attachment; filename="alasan{day and "-" + day}.jsonl.gz"'
    }
    return StreamingHttpResponse(
        _packed(_all(day)), content_type="application/gzip", headers=headers
    )


@anyone
@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """Every day that has statements of reasons, with its files."""
    with _shelf() as shelf:
        return render(request, "web/statement_days.html", {"days": shelf.days()})


@anyone
@require_safe
def day_file(request: HttpRequest, day: str) -> HttpResponseBase:
    """The statements of a day as Parquet."""
    return _file(file_of(dailies(), _iso(day)))


def _file(path: Path) -> HttpResponseBase:
    """One that was made beforehand. Raises Http404."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        file, as_attachment=path.suffix != ".json", filename=path.name, headers=FOR_ALL
    )


def _all(day: str) -> Iterator[bytes]:
    with _shelf() as shelf:
        yield from shelf.lines(day)


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """As gzip, a piece at a time."""
    packing = zlib.compressobj(6, zlib.DEFLATED, 31)
    for line in lines:
        if piece := packing.compress(line):
            yield piece
    yield packing.flush()


def _listed(body: bytes, lang: str) -> dict[str, object]:
    """A statement in plain words: `done` is what was decided, whatever its kind; nothing where nothing is told."""
    found = fields(body)
    done = [found[name] for kind in KINDS if (name := f"decision_{kind}") in found]
    appeal = found.get(APPEAL)
    told = {name: "" if found.get(name) == "–" else found.get(name) for name in TOLD}
    if told[TOLD[0]] == told[TOLD[1]]:
        told[TOLD[0]] = ""  # said once
    return {
        **found,
        **told,
        "done": done[0] if done else [],
        "rule": Told(lang, policy()).rule(
            str(found["incompatible_content_ground"]).rpartition("/")[2]
        ),
        "noticed": f"noticed_{found['source_type']}".lower(),
        "by": f"by_{found['automated_decision']}".lower(),
        "appeal": appeal and f"verdict_{appeal}",
    }


def _shelf() -> Shelf:
    return Shelf(place() / "alasan.sqlite")


def _text(request: HttpRequest, name: str, longest: int) -> str:
    return request.GET.get(name, "").replace("\0", "").strip()[:longest]


def _day(request: HttpRequest) -> str:
    return _iso(_text(request, "hari", 10))


def _iso(day: str) -> str:
    """ISO 8601; nothing for what is no day."""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
