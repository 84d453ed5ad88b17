"""The newest neutrality audit of this installation, for everybody: the page, and its figures as JSON and CSV.

`suluh audit neutrality --ledger FOLDER --out FOLDER/netral` puts it there.
"""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suluh.audit import Audit
from suluh.report.neutrality.flat import as_csv
from suluh.report.neutrality.page import DATA, SHEET, page
from suluh.web import home
from suluh.web.access import anyone
from suluh.web.tongue import lang_of

FOR_ALL = {"Access-Control-Allow-Origin": "*"}
FOLDER = "netral"  # in the installation's folder
LOG = logging.getLogger(__name__)


def newest() -> Audit | None:
    """The audit that was made last; None where there is none, or none that can be read, which is logged."""
    path: Path = home.folder() / FOLDER / DATA
    try:
        return msgspec.json.decode(path.read_bytes(), type=Audit)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError):
        LOG.exception("the neutrality audit at %s cannot be read", path)
        return None


@anyone
@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """The page."""
    audit = newest()
    about = {"page": page(audit, lang_of(request)) if audit else None}
    return render(request, "web/neutrality.html", about)


@anyone
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Its figures as one table; public, and the same for everybody."""
    if (audit := newest()) is None:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="{SHEET}"'}
    return HttpResponse(
        as_csv(audit), content_type="text/csv; charset=utf-8", headers=FOR_ALL | named
    )


@anyone
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The same as JSON; public, and the same for everybody."""
    audit = newest()
    body = msgspec.json.encode(audit if audit else {"problem": "no audit was made yet"})
    return HttpResponse(
        body, content_type="application/json", status=200 if audit else 404, headers=FOR_ALL
    )
