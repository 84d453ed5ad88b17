"""Everything that can happen to a case. Who did it, in which role, and when, is part of every event.

An event says what happened and nothing about what follows from it: that is `fold.py`. Personal data do not belong in
here; an event stays for ever. A reporter is a pseudonymous id, an identity card is "seen" or "not seen".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Literal

import msgspec

from suluh.cases.actors import Role, Track
from suluh.cases.things import EvidenceItem, Thing
from suluh.errors import RequestError

Priority = Literal["P0", "P1", "P2", "P3", "P4"]
Outcome = Literal[
    "no_action",
    "info_label",
    "context_label",
    "reco_ineligible",
    "require_aigc_label",
    "remove",
    "account_action",
]
Route = Literal[
    "duplicate",
    "out_of_scope",
    "in_review",
    "with_fact_checker",
    "with_security",
    "with_legal",
]
Verdict = Literal["upheld", "modified", "overturned"]
Finding = Literal["bukan_pelanggaran", "administrasi", "kode_etik", "pidana", "hukum_lain"]
Destination = Literal["KPU", "DKPP", "Gakkumdu", "instansi"]
Rung = Literal["regency", "province", "nation", "platform", "komdigi"]
Origin = Literal["informasi_awal", "laporan", "temuan"]
Law = Literal["pilkada", "pemilu"]
Formal = Literal["identitas_pelapor", "identitas_terlapor", "tenggat", "tanda_tangan"]
Material = Literal["waktu_tempat", "uraian", "bukti"]
OrderCheck = Literal["authority", "legal_basis", "scope", "document"]
CourtStep = Literal[
    "penyidikan",
    "dikembalikan",
    "dilengkapi",
    "dilimpahkan",
    "putusan",
    "banding",
    "putusan_banding",
]

ONLY_A, ONLY_B, ONLY_C = ({track} for track in (Track.A, Track.B, Track.C))
A_AND_B = {Track.A, Track.B}
A_AND_C = {Track.A, Track.C}
ALL = set(Track)


def _kind(name: str) -> str:
    """AppealDecided is written appeal_decided."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Happening(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag=_kind,
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
        return _kind(type(self).__name__)

    @property
    def choice(self) -> str:
        """Which row of the track's table is meant, where an event can lead to several states."""
        return ""


# How a case begins ------------------------------------------------------------------------


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


# On every track ---------------------------------------------------------------------------


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


# Track A ----------------------------------------------------------------------------------


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


# Track B ----------------------------------------------------------------------------------


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


# Track C ----------------------------------------------------------------------------------


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


# To and from the ledger -------------------------------------------------------------------

AnyHappening = (
    Drafted | Reported | OrderReceived | Sighted | Acknowledged | EvidenceAdded | Message | Linked
    | Shared | Unshared | Leased | Taken | Released | Closed | Escalated | Notified | Triaged | Routed | InfoAsked
    | InfoAnswered | FactChecked | Decided | Reviewed | Executed | Appealed | AppealDecided
    | Restored | Reopened | Merged | Absorbed | InitialReviewStarted | InitiallyReviewed
    | RepairAsked | Repaired | NotRegistered | Registered | Withdrawn | HandlingStarted
    | ExtraInfoAsked | Ruled | HandedOver | GakkumduMoved | OrderExamined | OrderValidated
    | OrderRefused | OrderExecuted | OrderRevoked | HandoverReceived | OrderChallenged
    | ChallengeAnswered
)  # fmt: skip
KINDS: tuple[type[Happening], ...] = AnyHappening.__args__
_BY_KIND = {_kind(kind.__name__): kind for kind in KINDS}
PREFIX = "case_"  # in the ledger, where other parts write their own kinds


class Recorded(msgspec.Struct, frozen=True):
    """An event as the ledger takes it: its four fields, in the words of `suluh.ledger.NewEvent`."""

    kind: str
    subject: str
    body: dict[str, Any]
    at: datetime


def recorded(event: Happening) -> Recorded:
    """The event as the ledger takes it; `read` gives the same event back, or RequestError is raised now."""
    body = msgspec.to_builtins(event)
    read(body)
    return Recorded(PREFIX + event.kind, event.case, body, event.at)


def read(body: Mapping[str, Any]) -> Happening:
    """The event that was written. Raises RequestError when it is none of ours, or has fields we do not know."""
    kind = _BY_KIND.get(str(body.get("kind")))
    if kind is None:
        raise RequestError(f"not an event of a case: {body.get('kind')!r}")
    try:
        return msgspec.convert(dict(body), kind)
    except msgspec.ValidationError as error:
        raise RequestError(f"not an event of a case: {error}") from error
