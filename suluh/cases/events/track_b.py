"""What happens to a case under election law: initial review, registration, handling, hand-over."""

from __future__ import annotations

from typing import ClassVar

from suluh.cases.actors import Track
from suluh.cases.events.choices import CourtStep, Destination, Finding, Formal, Material
from suluh.cases.events.happening import ONLY_B, Happening


class InitialReviewStarted(Happening, frozen=True, kw_only=True):
    """Kajian awal."""

    tracks: ClassVar[set[Track]] = ONLY_B


class InitiallyReviewed(Happening, frozen=True, kw_only=True):
    """What the kajian awal found lacking; both empty when the report is complete."""

    tracks: ClassVar[set[Track]] = ONLY_B
    formal: tuple[Formal, ...] = ()
    material: tuple[Material, ...] = ()

    @property
    def choice(self) -> str:
        return "incomplete" if self.formal or self.material else "complete"


class RepairAsked(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = ONLY_B


class Repaired(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = ONLY_B
    words: str = ""


class NotRegistered(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = ONLY_B
    why: str


class Registered(Happening, frozen=True, kw_only=True):
    """Entered in the register. From here on it cannot be withdrawn (ID-LAW-022)."""

    tracks: ClassVar[set[Track]] = ONLY_B
    number: str


class Withdrawn(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = ONLY_B
    why: str = ""


class HandlingStarted(Happening, frozen=True, kw_only=True):
    """Penanganan."""

    tracks: ClassVar[set[Track]] = ONLY_B


class ExtraInfoAsked(Happening, frozen=True, kw_only=True):
    """Keterangan tambahan: the law gives two more days for it."""

    tracks: ClassVar[set[Track]] = ONLY_B
    question: str


class Ruled(Happening, frozen=True, kw_only=True):
    """The outcome of Bawaslu's kajian."""

    tracks: ClassVar[set[Track]] = ONLY_B
    finding: Finding
    reason: str


class HandedOver(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = ONLY_B
    to: Destination
    letter: str = ""  # number of the covering letter
    body: str = ""  # which body, for `instansi`: the police, a ministry

    @property
    def choice(self) -> str:
        return self.to


class HandoverReceived(Happening, frozen=True, kw_only=True):
    """The receipt of the body to which the case went: its number, as written on it."""

    tracks: ClassVar[set[Track]] = ONLY_B
    receipt: str


class GakkumduMoved(Happening, frozen=True, kw_only=True):
    """A step of the criminal procedure, as the authority reports it."""

    tracks: ClassVar[set[Track]] = ONLY_B
    step: CourtStep
