"""A file that a form brings as evidence or as the text of an order: told by its content, bounded, kept under its hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from suluh.cases.things import EvidenceItem
from suluh.web.api.evidence import Brought, keep_pieces
from suluh.web.asked import Unclear, line

_WHAT: dict[str, Any] = {
    "image": "picture",
    "video": "video",
    "audio": "audio",
    "application": "document",
}


def item(request: HttpRequest, now: datetime) -> EvidenceItem:
    """The file of the form, kept. Raises Unclear where there is none, TooLarge or WrongType for what is not taken."""
    file = request.FILES.get("file")
    if file is None:
        raise Unclear("file")
    return _item(keep_pieces(file.chunks()), now, line(request, "note", 200))


def _item(brought: Brought, now: datetime, note: str) -> EvidenceItem:
    return EvidenceItem(
        sha256=brought.sha256,
        size=brought.size,
        media_type=brought.media_type,
        what=_WHAT[brought.media_type.partition("/")[0]],
        captured_at=now,
        note=note,
    )
