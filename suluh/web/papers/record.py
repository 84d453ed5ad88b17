"""What the ledger keeps of papers: that one was made, with the hash by which it is known again, and every sight of
personal data. Neither says what they said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

from suluh.cases import Role
from suluh.cases.evidence import Handling
from suluh.cases.evidence.custody import BEGINNING
from suluh.ledger import Event, NewEvent
from suluh.ledger.documents import sealed
from suluh.web.sights import SEEN
from suluh.web.store import LEDGER, turn

MADE = "paper_made"
What = Literal["report_form", "statement", "package"]


class Made(NamedTuple):
    """A paper that left the desk. `sha256`: of the file; of a package its manifest, the anchor of its check."""

    what: What
    sha256: str
    by: str
    at: datetime
    personal: bool


class Maker(NamedTuple):
    """Who makes it, in which role; and why personal data are to be on it, where they are."""

    key: str
    role: Role
    why: str = ""


def record(case: str, maker: Maker, what: What, sha256: str, personal: bool, now: datetime) -> None:
    """Writes that the paper was made and, where it holds personal data, that they were seen. Before it is handed out."""
    by = {"by": maker.key, "role": maker.role.value, "what": what}
    events = [
        NewEvent(MADE, case, by | {"sha256": sha256, "personal": personal}, now),
        sealed(what, case, sha256, now),  # what a receipt shows: nothing of who made it
    ]
    if personal:
        events.append(NewEvent(SEEN, case, by | {"why": maker.why, "sha256": sha256}, now))
    with turn():
        LEDGER.append(events)


def made(history: Iterable[Event]) -> list[Made]:
    """The papers made of a case, the first one first."""
    return [
        Made(d["what"], d["sha256"], d["by"], event.moment(), bool(d["personal"]))
        for event in history
        if event.kind == MADE
        for d in [event.data()]
    ]


def handlings(papers: Iterable[Made]) -> list[Handling]:
    """The packages among them as lines of the chain of custody."""
    return [Handling(BEGINNING, "exported", p.by, p.at) for p in papers if p.what == "package"]
