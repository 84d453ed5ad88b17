"""What goes in and out around a case, and at the partner desk: clocks, shares, own reports, facts, reviews, tips."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from suluh.web.api.shapes import (
    SOME,
    Asked,
    CaseBrief,
    DecisionOut,
    FactOut,
    NoteOut,
    RuleOut,
    Words,
)

Region = Annotated[
    str, StringConstraints(max_length=13, pattern=r"^([0-9]{2}(\.[0-9]{2}){0,2}(\.[0-9]{4})?)?$")
]
Office = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}(\.[0-9]{2})?$")]
WebAddress = Annotated[str, StringConstraints(max_length=400, pattern=r"^https?://[^\s\x00]+$")]
Text = Annotated[str, StringConstraints(max_length=4000)]


# Around a case ----------------------------------------------------------------------------


class ClockState(Schema):
    """One promise. `running` is false while it stands still, or when it has ended."""

    target: str
    started: datetime
    due: datetime
    ended: datetime | None
    running: bool
    breached: bool
    why: str


class PauseOut(Schema):
    start: datetime
    end: datetime | None


class DeadlineOut(Schema):
    """Of election law. `due` is empty where the facts of this election do not say."""

    name: str
    starts: datetime
    due: datetime | None
    ended: datetime | None
    days: int | None
    kind: str | None
    late: bool
    fact: str | None
    mark: str = Field(description="S: a fact with a source; M: from memory; D: a project decision.")


class ClocksOut(Schema):
    zone: str
    stands: bool = Field(description="The clock stands still until somebody has answered.")
    clocks: list[ClockState]
    pauses: list[PauseOut]
    deadlines: list[DeadlineOut]
    next_rungs: list[str]


class AlarmOut(Schema):
    """A promise nearly broken, or broken (`part` of its time was gone)."""

    number: int
    case: str
    track: str
    region: str
    target: str
    part: float
    due: datetime
    at: datetime


class AlarmsPage(Schema):
    items: list[AlarmOut]
    next: int | None


class ShareOut(Schema):
    region: str
    at: datetime
    why: str


class SharesOut(Schema):
    shared: list[ShareOut]


class Sharing(Asked):
    """With which office, or from which taken back, and why."""

    region: Office
    why: Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=SOME)]


class SharedPage(Schema):
    items: list[CaseBrief]
    next: str


class SightOut(Schema):
    """Somebody saw personal data. Where `why` is empty the work was the reason, and `state` says where the case stood."""

    seq: int
    at: datetime
    case: str
    by: str
    role: str
    what: str
    why: str
    state: str
    sha256: str


class SightsPage(Schema):
    items: list[SightOut]
    next: int | None


# The partner desk -------------------------------------------------------------------------


class StepOut(Schema):
    at: datetime
    event: str
    own: bool


class OwnCase(Schema):
    """A case that one reported: where it stands, what was asked, what came of it."""

    case: str
    state: str
    question: str = Field(description="What the desk asks; empty when it asks nothing.")
    steps: list[StepOut]
    clocks: list[ClockState]
    notes: list[NoteOut]
    decision: DecisionOut | None
    matches: RuleOut | None
    facts: list[FactOut]


class OneReport(Asked):
    """One of many; a row of a spreadsheet."""

    url: WebAddress
    words: Text = ""
    post: Text = ""
    region: Region = ""


class ManyReports(Asked):
    """`words` stand in for those that have none."""

    reports: Annotated[list[OneReport], Field(min_length=1, max_length=100)]
    words: Text = ""


class Became(Schema):
    """What one of them became; `fault` says why nothing."""

    row: int
    became: Literal["new", "sighting", "again", ""]
    case: str
    fault: str


class FactBrief(Schema):
    id: str
    slot: str
    jurisdiction: str
    says: str
    firm: bool


class FactsOut(Schema):
    """`version` of the facts, which decisions name; `number` counts what was published here."""

    version: str
    number: int
    count: int
    items: list[FactBrief]


class FactWhole(FactBrief):
    yaml: str


class SourceIn(Asked):
    title: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=SOME)]
    url: WebAddress
    ref: Annotated[str, StringConstraints(max_length=120)] = ""
    published: date | None = Field(default=None, strict=False)


class ProposalIn(Asked):
    """The whole fact as it would stand, in YAML, and a source for it."""

    fact: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9-]+$")]
    after: Annotated[str, StringConstraints(min_length=1, max_length=8000, pattern=SOME)]
    why: Words
    source: SourceIn


class AccountIn(Asked):
    """An official account or site to be registered: a new fact, proposed like any other."""

    platform: Literal[
        "instagram", "tiktok", "facebook", "x", "youtube", "whatsapp", "telegram", "web"
    ]
    handle: Annotated[
        str, StringConstraints(pattern=r"^(@?[A-Za-z0-9_.+-]{2,60}|https?://[^\s]{4,200})$")
    ]
    owner: Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=SOME)]
    region: Region = ""
    why: Words
    source: SourceIn


class ProposalBrief(Schema):
    id: str
    fact: str
    status: str
    at: datetime
    organisation: str
    why: str
    own: bool


class ProposalOut(ProposalBrief):
    before: str
    after: str
    diff: list[str]
    reason: str
    version: int
    due: datetime | None  # until when an accepted change to a fact that touches the vote waits
    end_why: str  # why it was published before that, or stopped


class Reasoned(Asked):
    reason: Words


class ReviewIn(Asked):
    """A claim review, published at once."""

    claim: Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=SOME)]
    verdict: Literal[
        "false", "fabricated", "scam", "misleading", "satire", "unproven", "partly_true", "true"
    ]
    explanation: Words
    source: Annotated[str, StringConstraints(max_length=200)] = ""
    source_url: WebAddress | None = None
    appearance: WebAddress | None = Field(default=None, description="Where the claim was seen.")


class ReviewOut(Schema):
    id: str
    url: str
    claim: str
    verdict: str
    explanation: str
    publisher: str
    at: datetime
    withdrawn: bool
    own: bool


# Citizens ---------------------------------------------------------------------------------


class TipIn(Asked):
    """`insist` takes the tip although an official answer is sure."""

    words: Annotated[
        str, StringConstraints(min_length=12, max_length=4000, pattern=r"(\S[\s\S]*){12}")
    ]
    url: WebAddress | None = None
    region: Region = ""
    insist: bool = False


class TipTaken(Schema):
    """`secret` opens the tip; it is kept nowhere and shown once. With a sure answer nothing is taken."""

    number: str
    secret: str
    answer: str


class TipOut(OwnCase):
    number: str
