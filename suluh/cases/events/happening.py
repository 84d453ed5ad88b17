"""What every event has: which case, when, who did it in which role, and the tracks on which it can happen."""

from __future__ import annotations

import re
from datetime import datetime
from typing import ClassVar

import msgspec

from suluh.cases.actors import Role, Track
from suluh.errors import RequestError

ONLY_A, ONLY_B, ONLY_C = ({track} for track in (Track.A, Track.B, Track.C))
A_AND_B = {Track.A, Track.B}
A_AND_C = {Track.A, Track.C}
ALL = set(Track)


def kind_of(name: str) -> str:
    """AppealDecided is written appeal_decided."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Happening(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag=kind_of,
    forbid_unknown_fields=True,
):
    """What all events have. Raises RequestError for a time without a zone."""

    tracks: ClassVar[set[Track]] = ALL

    case: str
    at: datetime  # aware
    actor: str  # a person's or program's id, never a name
    role: Role
    organisation: str | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise RequestError(f"{self.kind}: a time without a zone")

    @property
    def kind(self) -> str:
        """The word in the ledger, without its prefix."""
        return kind_of(type(self).__name__)

    @property
    def choice(self) -> str:
        """Which row of the track's table is meant, where an event can lead to several states."""
        return ""
