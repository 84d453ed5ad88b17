"""A document that leaves the house, with the hash by which anybody knows it again; and nothing about who made it.

Its event is what a receipt shows to strangers, so it says what the paper itself says and no more. The event's subject
is the hash, so that whoever holds the document finds its event.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from suluh.ledger.events import Event, Kind, NewEvent
from suluh.ledger.ledger import Ledger

What: TypeAlias = Literal["report_form", "statement", "package", "certificate"]


def sealed(what: What, of: str, sha256: str, now: datetime) -> NewEvent:
    """The event. of: the case, or the certificate's number. sha256: of the file; of a package its manifest."""
    return NewEvent(Kind.DOCUMENT_SEALED, sha256, {"what": what, "of": of}, now)


def seal_of(ledger: Ledger, sha256: str) -> Event | None:
    """The event that sealed a document; the first one, where it was sealed again."""
    found = (e for e in ledger.about(sha256) if e.kind == Kind.DOCUMENT_SEALED)
    return next(found, None)
