"""The same matter on another track: a reference and nothing more. No event, word or outcome passes along it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from suluh.cases import Case, Refused, Role, Track
from suluh.cases.events import Linked
from suluh.web.access import Action, granted
from suluh.web.asked import Unclear
from suluh.web.models import CaseRow, Person
from suluh.web.store import happen, known_as, stands, turn

MACHINE = "suluh"


class Sibling(NamedTuple):
    """A case on another track. Where it stands is said only to those who may open it."""

    case: str
    track: str
    state: str = ""  # "" for a reader who may not see it

    @property
    def is_open_to_reader(self) -> bool:
        return bool(self.state)


def siblings(case: Case, person: Any) -> list[Sibling]:
    """The cases that are linked with this one, as this reader may know them."""
    rows = CaseRow.objects.in_bulk(case.linked)
    return [_as_seen(person, rows[one]) for one in case.linked if one in rows]


def link(who: dict[str, Any], other: str) -> None:
    """Links the case of `who` with another, on both sides. Raises Unclear when there is none, Refused on one track."""
    row = CaseRow.objects.filter(case=other).first()
    if row is None:
        raise Unclear("case")
    with turn():
        mine = stands(who["case"])
        happen(Linked(**who, other=other, other_track=Track(row.track)))
        _answer(other, mine, who["at"])


def link_same(case: Case, now: datetime) -> None:
    """Links a new case with those on other tracks about the same address or medium. Within the writer's turn."""
    for track in Track:
        other = known_as(case.thing, track.value) if track is not case.track else None
        if other is not None:
            happen(Linked(**_machine(case.id, now), other=other, other_track=track))
            _answer(other, case, now)


def _answer(other: str, mine: Case, now: datetime) -> None:
    """The other side of the link; where that case may not have one (a draft), the one side is enough."""
    try:
        happen(Linked(**_machine(other, now), other=mine.id, other_track=mine.track))
    except Refused:
        return


def _as_seen(person: Person, row: CaseRow) -> Sibling:
    may_see = granted(person, Action.SEE, row)
    return Sibling(row.case, row.track, row.state if may_see else "")


def _machine(case: str, now: datetime) -> dict[str, Any]:
    return {"case": case, "at": now, "actor": MACHINE, "role": Role.MACHINE}
