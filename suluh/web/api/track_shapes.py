"""What goes in and out on tracks B and C, for many cases at once and for second looks.

Each step names its own fields, so that the document says what a step takes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, RootModel, StringConstraints

from suluh.cases.events import CourtStep, Finding, Law, OrderCheck, Origin, Outcome, Priority, Route
from suluh.web.api.further_shapes import DeadlineOut, Region, Text
from suluh.web.api.shapes import SOME, Asked, RuleId, Severity, Words

Numbered = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=SOME)]
Basis = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=SOME)]
Address = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=SOME)]
Why = Annotated[str, StringConstraints(max_length=400)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
AccountKind = Literal["", "citizen", "candidate", "party", "government", "campaign", "media"]


# Track B ----------------------------------------------------------------------------------


class Filing(Asked):
    """A laporan, a temuan, a first word. `fields`: those of `GET /filing-fields`, days as 2024-11-25."""

    origin: Origin
    law: Law
    region: Annotated[str, StringConstraints(min_length=2, max_length=13)]
    url: Annotated[str, StringConstraints(max_length=400)] = ""
    fields: dict[str, Text]


class Repair(Asked):
    """The form again, whole."""

    fields: dict[str, Text]


class Reason(Asked):
    """Why; it may be empty."""

    why: Why = ""


class FieldOut(Schema):
    name: str
    label: str
    kind: Literal["text", "long", "date"]
    personal: bool


class FieldsOut(Schema):
    """The fields of the form, as the facts of the election state them. Empty where they do not."""

    fields: list[FieldOut]


class RequirementOut(Schema):
    """`met` is null where a person has to look."""

    key: str
    words: str
    fact: str | None
    met: bool | None


class FilingOut(Schema):
    """A case of track B. Fields about persons are left out for everybody but whoever filed it; `masked` names them."""

    case: str
    state: str
    origin: str | None
    law: str | None
    fields: dict[str, str]
    masked: list[str]
    as_filed: bool = Field(description="Whether the form is the one whose hash the ledger has.")
    requirements: list[RequirementOut]
    lacking: list[str] = Field(description="What the supervisor found to be lacking.")
    deadlines: list[DeadlineOut]
    finding: str | None
    steps: list[str] = Field(description="What may happen to it now, in one's own role.")


class Bare(Asked):
    """A step without fields."""

    step: Literal["initial_review_started", "repair_asked", "handling_started"]


class WithNumber(Asked):
    """Receipt, register, receipt of the office that got it."""

    step: Literal["acknowledged", "registered", "handover_received"]
    number: Numbered


class WithWords(Asked):
    """Why it is not registered; what is asked; words to whoever filed it."""

    step: Literal["not_registered", "extra_info_asked", "message"]
    words: Words


class Met(Asked):
    """Each requirement judged (ID-LAW-019, ID-LAW-020)."""

    identitas_pelapor: bool
    identitas_terlapor: bool
    tenggat: bool
    tanda_tangan: bool
    waktu_tempat: bool
    uraian: bool
    bukti: bool


class InitialReview(Asked):
    """Kajian awal."""

    step: Literal["initially_reviewed"]
    met: Met


class Ruling(Asked):
    """What it is, in whose words."""

    step: Literal["ruled"]
    finding: Finding
    words: Words


class HandOver(Asked):
    """Where to, the finding says; `body` names it where the finding is of other law."""

    step: Literal["handed_over"]
    number: Numbered
    body: Annotated[str, StringConstraints(max_length=120)] = ""


class AtCourt(Asked):
    step: Literal["gakkumdu_moved"]
    court_step: CourtStep


class Closing(Asked):
    step: Literal["closed"]
    words: Why = ""


class HandlingStep(
    RootModel[
        Annotated[
            Bare | WithNumber | WithWords | InitialReview | Ruling | HandOver | AtCourt | Closing,
            Field(discriminator="step"),
        ]
    ]
):
    """One step of election law."""


# Track C ----------------------------------------------------------------------------------


class NewOrder(Asked):
    """A legal order as it came in. region: where it holds; empty for all of Indonesia."""

    url: Address
    issuer: Literal["komdigi", "pengadilan"]
    number: Basis
    legal_basis: Basis
    account_kind: AccountKind = ""
    post: Text = ""
    region: Region = ""
    urgent: bool = False


class OrderOut(Schema):
    case: str
    state: str
    region: str
    issuer: str | None
    number: str
    legal_basis: str
    urgent: bool
    action: str | None
    challenged: bool
    documents: list[str] = Field(description="SHA-256 of the documents that lie here.")
    checks: list[OrderCheck] = Field(description="What must be checked before it is called valid.")
    steps: list[str] = Field(description="What may happen to it now.")


class OrderBrief(Schema):
    case: str
    state: str
    region: str
    opened_at: datetime


class OrdersPage(Schema):
    """The latest first. `received` counts every order that ever came, the refused ones too."""

    items: list[OrderBrief]
    received: int
    by_state: dict[str, int]


class BareOrder(Asked):
    """A step without fields. `notified` tells the author, with a link to object by."""

    step: Literal["order_examined", "restored", "notified"]


class OrderWords(Asked):
    step: Literal[
        "info_asked", "info_answered", "order_refused", "order_challenged", "challenge_answered",
        "order_revoked",
    ]  # fmt: skip
    words: Words


class Validation(Asked):
    """All four checks, and the document by its SHA-256."""

    step: Literal["order_validated"]
    checks: list[OrderCheck]
    document: Sha256
    words: Words


class Limiting(Asked):
    """Geo-limited; empty for all of Indonesia."""

    step: Literal["limited"]
    region: Region = ""


class Removing(Asked):
    step: Literal["removed"]
    words: Text = ""


class OrderStep(
    RootModel[
        Annotated[
            BareOrder | OrderWords | Validation | Limiting | Removing | Closing,
            Field(discriminator="step"),
        ]
    ]
):
    """One step of a legal order."""


class Link(Asked):
    """The case on another track."""

    other: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,20}$")]


class SiblingOut(Schema):
    """`state` is empty for who may not see that case."""

    case: str
    track: str
    state: str


class SiblingsOut(Schema):
    linked: list[SiblingOut]


# Many at once -----------------------------------------------------------------------------


class Chosen(Asked):
    """Which of the waiting cases; at least one of the three. hours: waiting for so long at least."""

    rule: RuleId = ""
    region: Region = ""
    hours: Annotated[int, Field(ge=0, le=8760)] = 0


class DecideAll(Asked):
    outcome: Outcome
    reason: Words


class SortAll(Asked):
    """priority and severity: empty keeps what each case has."""

    to: Route
    priority: Priority | None = None
    severity: Severity | None = None
    why: Why = ""


class NewBatch(Asked):
    """Review desks decide, triage sorts: one of the two."""

    which: Chosen
    decide: DecideAll | None = None
    sort: SortAll | None = None


class FoundOut(Schema):
    """What a filter finds now. `size` is counted up to one more than `most`."""

    size: int
    most: int
    examples: list[str]


class LeftOut(Schema):
    case: str
    why: str


class BatchOut(Schema):
    """How far a batch is. `takes_effect_at`: until then all its decisions can be taken back."""

    batch: str
    desk: str
    act: Literal["decide", "sort"]
    state: Literal["running", "stopped", "held", "undone"]
    made_at: datetime
    takes_effect_at: datetime | None
    total: int
    waiting: int
    done: int
    left: int
    undone: int
    missed: int
    can_undo: bool
    left_out: list[LeftOut] = Field(description="At most 200, each with the reason.")


class BatchesOut(Schema):
    items: list[BatchOut]


# Second looks -----------------------------------------------------------------------------


class SecondsOut(Schema):
    """How many wait, the oldest that one may be the second on, and the part of decided cases that is drawn."""

    waiting: int
    next: str | None
    part: float


class SecondLook(Asked):
    """What one would have decided, without having seen the first decision."""

    outcome: Outcome
    reason: Words


class SecondOut(Schema):
    """The first decision, now that the second person has spoken."""

    first: str
    same: bool
