"""What happens to a legal order: examined, carried out or refused, challenged, revoked."""

from __future__ import annotations

from typing import ClassVar, Literal

from suluh.cases.actors import Track
from suluh.cases.events.choices import OrderCheck
from suluh.cases.events.happening import ONLY_C, Happening


class OrderExamined(Happening, frozen=True, kw_only=True):
    """The legal gateway has begun to check who ordered what on which basis."""

    tracks: ClassVar[set[Track]] = ONLY_C


class OrderValidated(Happening, frozen=True, kw_only=True):
    """`checks` are what the examiner found in order; `document` is the SHA-256 of the order that was read."""

    tracks: ClassVar[set[Track]] = ONLY_C
    reason: str
    checks: tuple[OrderCheck, ...] = ()
    document: str = ""


class OrderRefused(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = ONLY_C
    reason: str


class OrderExecuted(Happening, frozen=True, kw_only=True):
    """Geo-limited as a rule; removed only with the reason why a limit is not enough."""

    tracks: ClassVar[set[Track]] = ONLY_C
    action: Literal["geo_restrict", "remove"]
    region: str = "ID"
    reason: str = ""

    @property
    def choice(self) -> str:
        return self.action


class OrderChallenged(Happening, frozen=True, kw_only=True):
    """The author, or the platform for itself, objects to an order."""

    tracks: ClassVar[set[Track]] = ONLY_C
    words: str


class ChallengeAnswered(Happening, frozen=True, kw_only=True):
    """The order stands all the same, and why. Where it does not stand, it is revoked."""

    tracks: ClassVar[set[Track]] = ONLY_C
    reason: str


class OrderRevoked(Happening, frozen=True, kw_only=True):
    """Whoever gave the order, or a court, took it back."""

    tracks: ClassVar[set[Track]] = ONLY_C
    reason: str
