"""The newest neutrality audit of this installation, for everybody: the page, and its figures as JSON.

`suluh audit neutrality --ledger FOLDER --out FOLDER/netral` puts it there.
"""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suluh.audit import Audit
from suluh.audit.page import DATA, page
from suluh.web import home
from suluh.web.access import anyone
from suluh.web.tongue import lang_of

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
def figures(request: HttpRequest) -> HttpResponse:
    """The same as JSON; public, and the same for everybody."""
    audit = newest()
    body = msgspec.json.encode(audit if audit else {"problem": "no audit was made yet"})
    headers = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(
        body, content_type="application/json", status=200 if audit else 404, headers=headers
    )
