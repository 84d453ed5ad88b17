"""What can happen to a case on every track, from the report or order that begins it to its end."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal

from suluh.cases.actors import Track
from suluh.cases.events.choices import Law, Origin, Priority, Rung
from suluh.cases.events.happening import A_AND_B, A_AND_C, ONLY_A, ONLY_C, Happening
from suluh.cases.things import EvidenceItem, Thing


class Drafted(Happening, frozen=True, kw_only=True):
    """A partner is still writing the report."""

    tracks: ClassVar[set[Track]] = ONLY_A
    thing: Thing
    words: str = ""


class Reported(Happening, frozen=True, kw_only=True):
    """Somebody asks. Track A: is it against the rules? Track B: informasi awal, laporan or temuan."""

    tracks: ClassVar[set[Track]] = A_AND_B
    track: Literal["A", "B"]
    thing: Thing
    words: str = ""
    region: str | None = None  # Kemendagri code of where it was seen
    seen_at: datetime | None = None
    known_on: date | None = None  # track B: the day on which the reporter came to know of it
    origin: Origin = "laporan"  # track B
    law: Law = "pilkada"  # track B: under which election law the days are counted
    priority: Priority | None = None  # what a machine suggests until triage

    @property
    def choice(self) -> str:
        return self.origin if self.track == "B" else ""


class OrderReceived(Happening, frozen=True, kw_only=True):
    """A legal order has arrived. It counts as a government request from here on, whatever becomes of it."""

    tracks: ClassVar[set[Track]] = ONLY_C
    thing: Thing
    issuer: Literal["komdigi", "pengadilan"]
    number: str
    legal_basis: str
    urgent: bool = False
    region: str | None = None


class Sighted(Happening, frozen=True, kw_only=True):
    """The same thing, reported or seen again. Every sighting counts."""

    thing: Thing
    words: str = ""
    region: str | None = None
    seen_at: datetime | None = None


class Acknowledged(Happening, frozen=True, kw_only=True):
    """The receipt has gone out (track B: tanda terima)."""

    tracks: ClassVar[set[Track]] = A_AND_B
    receipt: str = ""  # the number the reporter can ask by


class EvidenceAdded(Happening, frozen=True, kw_only=True):
    item: EvidenceItem


class Message(Happening, frozen=True, kw_only=True):
    """Words between the people of a case. `internal` is not for the reporter or the author."""

    words: str
    internal: bool = False


class Linked(Happening, frozen=True, kw_only=True):
    """There is a case on another track about the same thing. Nothing else passes between them."""

    other: str
    other_track: Track


class Shared(Happening, frozen=True, kw_only=True):
    """Another office may read the case: that of a region which it does not lie in. What may be done stays with ours."""

    tracks: ClassVar[set[Track]] = A_AND_B
    region: str  # Kemendagri code of the office
    why: str


class Unshared(Happening, frozen=True, kw_only=True):
    """The other office may read it no longer. What it has read it has read."""

    tracks: ClassVar[set[Track]] = A_AND_B
    region: str
    why: str


class Leased(Happening, frozen=True, kw_only=True):
    """`actor` has the case until then, and nobody else gets it."""

    until: datetime


class Taken(Happening, frozen=True, kw_only=True):
    """The holder has opened it and is working on it."""


class Released(Happening, frozen=True, kw_only=True):
    """Given back before its time, by the holder or by the desk for an absent one."""


class Closed(Happening, frozen=True, kw_only=True):
    why: str = ""


class Escalated(Happening, frozen=True, kw_only=True):
    """One rung up the ladder: regency, province, nation, then the platform or Komdigi (ID-LAW-026)."""

    tracks: ClassVar[set[Track]] = A_AND_B
    to: Rung
    why: str = ""


class Notified(Happening, frozen=True, kw_only=True):
    """The author or the reporter was told what was decided and why. The author's comes with a link to appeal by."""

    tracks: ClassVar[set[Track]] = A_AND_C
    whom: Literal["author", "reporter"]
    appeal_key: str | None = (
        None  # SHA-256 of the token in the link; the token itself is kept nowhere
    )
