"""The media of a case, from the store where they are kept under their hash."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from suluh.cases.evidence.store import EvidenceStore
from suluh.web import home
from suluh.web.access import Action, needs
from suluh.web.api.evidence import TAKEN
from suluh.web.models import CaseRow, Person
from suluh.web.showing import SHOWN
from suluh.web.sights import medium_seen
from suluh.web.store import stands

FOLDER = "evidence"


def store() -> EvidenceStore:
    """Where this installation keeps evidence."""
    return EvidenceStore(home.folder() / FOLDER)


@require_safe
@needs(Action.LOOK)
def medium(request: HttpRequest, case: CaseRow, sha256: str) -> HttpResponseBase:
    """One medium of this case, for a page."""
    return medium_of(request.user, case, sha256)  # type: ignore[arg-type]


def medium_of(person: Person, case: CaseRow, sha256: str) -> HttpResponseBase:
    """The bytes, and in the ledger that this person saw them.

    A document is downloaded, not opened within the site. What a browser could run, or does not belong to the case, is
    not handed out (Http404).
    """
    kept = (k.item for k in stands(case.case).evidence if k.item.sha256 == sha256)
    item = next(kept, None)
    if item is None or item.media_type not in TAKEN or sha256 not in store():
        raise Http404
    medium_seen(person, case, sha256, timezone.now())
    answer = FileResponse(store().path(sha256).open("rb"), content_type=item.media_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    name = f"{sha256[:16]}.{item.media_type.rpartition('/')[2]}"
    shown = item.media_type in SHOWN
    answer["Content-Disposition"] = "inline" if shown else f'attachment; filename="{name}"'
    return answer
