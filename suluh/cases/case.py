"""A case as it stands: what its events, read in order, have made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from suluh.cases.actors import Role, Track
from suluh.cases.events import (
    Destination,
    Finding,
    Formal,
    Law,
    Material,
    OrderCheck,
    Origin,
    Outcome,
    PartnerKind,
    Priority,
    Rung,
    Verdict,
)
from suluh.cases.leases import Lease
from suluh.cases.things import Account, EvidenceItem, Thing
from suluh.facts import regions

NEW = "new"  # before the first event
BACK = "back"  # to where the case was before it waited
STAY = "stay"
PERMANENT_FROM = 4  # severity from which two persons of the senior panel decide (R5)


class Sighting(msgspec.Struct, frozen=True):
    """One time that the thing was reported or seen."""

    by: str
    role: Role
    organisation: str | None
    at: datetime
    region: str | None = None
    url: str | None = None
    words: str = ""


class Entered(msgspec.Struct, frozen=True):
    """The case came into a state."""

    state: str
    at: datetime
    by: str


class Judgement(msgspec.Struct, frozen=True):
    """One person's word on the case: a decision, a blind second look, a decision on an appeal, or on an order."""

    by: str
    at: datetime
    outcome: str  # an Outcome; for appeals the verdict; for orders "valid"
    rule: str = ""
    severity: int = 0
    reason: str = ""
    then: str | None = None  # what holds after a modified appeal


class Written(msgspec.Struct, frozen=True):
    """A message on the case."""

    by: str
    role: Role
    at: datetime
    words: str
    internal: bool = False


class Kept(msgspec.Struct, frozen=True):
    """An item of evidence, and who put it in when: the chain of custody begins here."""

    item: EvidenceItem
    by: str
    at: datetime


class Share(msgspec.Struct, frozen=True):
    """Another office that may read the case: since when, by whom, why."""

    region: str
    by: str
    at: datetime
    why: str


class Alert(msgspec.Struct, frozen=True):
    """A partner to whom the case was handed over, and its answer. Times are aware."""

    partner: str
    kind: PartnerKind
    region: str
    at: datetime
    due: datetime
    answered_at: datetime | None = None
    answered_by: str = ""
    words: str = ""


class Order(msgspec.Struct, frozen=True):
    """The legal order of a track C case, and what became of it."""

    issuer: str
    number: str
    legal_basis: str
    urgent: bool
    action: str | None = None
    region: str | None = None
    checks: tuple[OrderCheck, ...] = ()
    document: str = ""  # SHA-256 of the order that was read
    challenged: bool = False  # an objection waits for its answer


class Filing(msgspec.Struct, frozen=True):
    """What track B adds: how it came in, what is lacking, its number, its finding and where it went."""

    origin: Origin = "laporan"
    known_on: str | None = None  # ISO date
    formal: tuple[Formal, ...] = ()
    material: tuple[Material, ...] = ()
    complete: bool = False  # a kajian awal found nothing lacking
    number: str | None = None
    finding: Finding | None = None
    handed_to: Destination | None = None
    letter: str = ""  # the covering letter
    body: str = ""  # which body, for `instansi`
    receipt: str = ""  # of the body that took it over
    law: Law = "pilkada"
    steps: tuple[Entered, ...] = ()  # of Gakkumdu


class Case(msgspec.Struct, frozen=True):
    """One matter on one track. Made and changed by `happened` alone."""

    id: str
    track: Track
    state: str
    opened_at: datetime
    last_at: datetime
    thing: Thing
    region: str | None = None
    account: Account = Account()
    history: tuple[Entered, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    absorbed: int = 0  # sightings that came with merged cases
    other_reporters: frozenset[str] = frozenset()  # who reported the merged cases
    other_organisations: frozenset[str] = frozenset()  # and for whom
    priority: Priority | None = None
    severity: int | None = None
    rule: str = ""
    concerns: tuple[str, ...] = ()  # candidates it speaks of: counted, never weighed
    lease: Lease | None = None
    taken_at: datetime | None = None
    waiting: Judgement | None = None  # the first of two, until the second has spoken
    decision: Judgement | None = None  # the one in force
    judged_by: frozenset[str] = frozenset()  # everyone who ever decided here, appeals apart
    blind: tuple[Judgement, ...] = ()  # second looks on a sample
    limit: Outcome | None = None  # for the time being, while fact-checkers look
    executed: Outcome | None = None
    told: frozenset[str] = frozenset()  # author, reporter
    appeal_key: str | None = None
    appealed_by: str | None = None
    appeal: Judgement | None = None
    appeal_verdict: Verdict | None = None
    restored: bool = False
    rung: Rung | None = None
    linked: tuple[str, ...] = ()
    shared: tuple[Share, ...] = ()  # with other offices, as it stands now
    alerts: tuple[Alert, ...] = ()  # partners told of a threat, in order
    merged_into: str | None = None
    messages: tuple[Written, ...] = ()
    evidence: tuple[Kept, ...] = ()
    filing: Filing | None = None
    order: Order | None = None
    events: int = 0

    @property
    def seen(self) -> int:
        """How often it was reported or seen, merged cases included."""
        return len(self.sightings) + self.absorbed

    @property
    def reporters(self) -> frozenset[str]:
        """Everyone who reported it; none of them decides it."""
        return frozenset(s.by for s in self.sightings) | self.other_reporters

    @property
    def organisations(self) -> frozenset[str]:
        """The organisations that reported it."""
        own = frozenset(s.organisation for s in self.sightings if s.organisation)
        return own | self.other_organisations

    @property
    def is_government_request(self) -> bool:
        """Every order counts in the transparency report, the refused ones too."""
        return self.track is Track.C

    @property
    def stands_at(self) -> Rung:
        """Its rung of the ladder; a case that never rose stands where its region is."""
        if self.rung is not None:
            return self.rung
        by_length: dict[int, Rung] = {3: "regency", 2: "province"}
        return by_length.get(len(regions().line(self.region)), "nation")

    @property
    def needs_two(self) -> bool:
        """Whether one person is not enough: candidate, party or government accounts, and the gravest breaches."""
        return self.account.is_protected or (self.severity or 0) >= PERMANENT_FROM

    def entered(self, state: str) -> datetime | None:
        """When it first came into that state since it was opened, or reopened."""
        return next((e.at for e in self.since_opening() if e.state == state), None)

    def since_opening(self) -> Iterator[Entered]:
        """Its states since it was opened, or reopened."""
        starts = [i for i, e in enumerate(self.history) if e.state == "reopened"]
        return iter(self.history[starts[-1] if starts else 0 :])
