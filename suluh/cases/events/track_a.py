"""What happens to a case under the platform's rules: triage, fact check, decision, appeal."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from suluh.cases.actors import Track
from suluh.cases.events.choices import Outcome, PartnerKind, Priority, Route, Verdict
from suluh.cases.events.happening import A_AND_C, ONLY_A, Happening


class Triaged(Happening, frozen=True, kw_only=True):
    """How urgent and how grave, which account it is, and whom it speaks of (counted only, never an input)."""

    tracks: ClassVar[set[Track]] = ONLY_A
    priority: Priority
    severity: int  # 0 to 4, as severity.yaml has them
    rule: str = ""
    account_kind: str | None = None  # corrects what the report said
    concerns: tuple[str, ...] = ()


class Routed(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = ONLY_A
    to: Route
    why: str = ""

    @property
    def choice(self) -> str:
        return self.to


class PartnerAlerted(Happening, frozen=True, kw_only=True):
    """A threat is handed over to the organisation that protects people there. It decides nothing and removes nothing."""

    tracks: ClassVar[set[Track]] = ONLY_A
    partner: str  # the organisation, as the accounts of its people name it
    partner_kind: PartnerKind
    region: str  # Kemendagri code for which it is on duty; "" all of Indonesia
    due: datetime  # aware: by when it says that it has it


class PartnerAnswered(Happening, frozen=True, kw_only=True):
    """The partner has it. `organisation` is whose person says so; `words`: what it has done, if it tells."""

    tracks: ClassVar[set[Track]] = ONLY_A
    words: str = ""


class InfoAsked(Happening, frozen=True, kw_only=True):
    """Something is missing; the clock stands still until it comes."""

    tracks: ClassVar[set[Track]] = A_AND_C
    question: str


class InfoAnswered(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = A_AND_C
    answer: str


class FactChecked(Happening, frozen=True, kw_only=True):
    """A fact-checker's verdict, by the address of the published review."""

    tracks: ClassVar[set[Track]] = ONLY_A
    verdict: str
    review: str


class Decided(Happening, frozen=True, kw_only=True):
    """A person's decision. Under the two-person rule the first waits for the second; see `fold.py`."""

    tracks: ClassVar[set[Track]] = ONLY_A
    outcome: Outcome
    rule: str = ""  # policy@version/rule
    severity: int = 0
    reason: str = ""
    facts: tuple[str, ...] = ()
    blind: bool = False  # without sight of what the other decided


class Reviewed(Happening, frozen=True, kw_only=True):
    """A blind second look on a sample, to measure agreement. It changes nothing about the case."""

    tracks: ClassVar[set[Track]] = ONLY_A
    outcome: Outcome
    rule: str = ""
    reason: str = ""


class Executed(Happening, frozen=True, kw_only=True):
    """The platform did what was decided. `strike` is what the policy adds to the account."""

    tracks: ClassVar[set[Track]] = ONLY_A
    outcome: Outcome
    strike: int = 0
    permanent: bool = False  # a severe breach, whose strike does not expire
    feature: str = "post"
    policy: str = ""


class Appealed(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = ONLY_A
    words: str = ""


class AppealDecided(Happening, frozen=True, kw_only=True):
    """`outcome` is what holds from now on, where the verdict is `modified`."""

    tracks: ClassVar[set[Track]] = ONLY_A
    verdict: Verdict
    reason: str = ""
    outcome: Outcome | None = None


class Restored(Happening, frozen=True, kw_only=True):
    """What had been done is undone: after an overturned appeal, or an order that no longer stands."""

    tracks: ClassVar[set[Track]] = A_AND_C


class Reopened(Happening, frozen=True, kw_only=True):
    tracks: ClassVar[set[Track]] = ONLY_A
    why: str


class Merged(Happening, frozen=True, kw_only=True):
    """This case goes on as another of the same track, which absorbs what was reported here."""

    tracks: ClassVar[set[Track]] = ONLY_A
    into: str
    into_track: Track = Track.A


class Absorbed(Happening, frozen=True, kw_only=True):
    """The other half of a merge: who had reported the other case, for whom, and how often it was seen."""

    tracks: ClassVar[set[Track]] = ONLY_A
    other: str
    reporters: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    sightings: int = 0
