"""What goes in and out, field by field; the OpenAPI document is made from this.

What comes in is strict: no unknown field, no text for a number, no words that are only blanks.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from suluh.cases.events import Outcome, Priority, Route, Verdict

SOME = r"[^\s\x00-\x1f]"  # at least one character that shows
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=SOME)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=SOME)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=SOME)]
RuleId = Annotated[str, StringConstraints(max_length=80, pattern=r"^[A-Za-z0-9@/._-]*$")]
Severity = Annotated[int, Field(ge=0, le=4)]
What = Literal["screenshot", "video", "audio", "picture", "document"]


class Asked(Schema):
    """What a request brings."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Sorting(Asked):
    """How urgent, how grave, and to which desk."""

    priority: Priority
    severity: Severity
    to: Route
    rule: RuleId = ""
    why: Annotated[str, StringConstraints(max_length=400)] = ""


class Decision(Asked):
    """What follows, and the reason, which the author of the post reads."""

    outcome: Outcome
    severity: Severity
    reason: Words
    rule: RuleId = ""  # the case's own when empty


class AppealDecision(Asked):
    """upheld, overturned, or modified into another outcome."""

    verdict: Verdict
    reason: Words
    outcome: Outcome | None = Field(default=None, description="Needed for `modified` alone.")


class FactCheck(Asked):
    """The verdict of a published review, by its address."""

    verdict: Short
    review: Line


class Said(Asked):
    """Words for somebody."""

    words: Words


class Report(Asked):
    """A post somebody reports. A known one becomes one more sighting of its case."""

    url: Line = Field(description="Its address, https://…")
    words: Words = Field(description="What is wrong with it.")
    post: Annotated[str, StringConstraints(max_length=4000)] = Field(
        default="", description="The words of the post, when it may disappear."
    )
    region: Annotated[str, StringConstraints(max_length=13)] = Field(
        default="", description="Kemendagri code of where it was seen, such as 18.71."
    )


class FieldProblem(Schema):
    """One field that does not fit."""

    where: str
    what: str


class Problem(Schema):
    """Why it was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem]


class Granted(Schema):
    role: str
    region: str = Field(description="Empty: everywhere.")


class Me(Schema):
    """Who asks, and what the key is for."""

    username: str
    organisation: str
    roles: list[Granted]
    key: str
    scopes: list[str]
    expires_at: datetime


class DeskOut(Schema):
    desk: str
    waiting: int = Field(description="Counted up to 1,001.")


class CaseBrief(Schema):
    """A case as lists show it."""

    case: str
    track: str
    state: str
    desk: str
    priority: str
    score: float
    region: str
    rule: str
    outcome: str
    words: str
    seen: int
    opened_at: datetime
    due_at: datetime | None = None


class QueueItem(CaseBrief):
    held: Literal["", "you", "another"] = ""


class QueuePage(Schema):
    """`next` is the cursor of the following page, empty at the end."""

    items: list[QueueItem]
    next: str


class ReportsPage(Schema):
    items: list[CaseBrief]
    next: str


class Post(Schema):
    """The post. Personal data in it is masked."""

    url: str | None
    platform: str | None
    text: str
    seen: str = Field(description="The words that were noticed in it.")
    why: str
    where: str
    author: str | None
    posted_at: datetime | None
    views: int | None
    account_kind: str | None


class FactOut(Schema):
    id: str
    says: str
    source: str | None = None


class RuleOut(Schema):
    id: str
    title: str
    description: str


class ClockOut(Schema):
    target: str
    due: datetime


class NoteOut(Schema):
    role: str
    at: datetime
    words: str
    internal: bool


class SightingOut(Schema):
    role: str
    organisation: str | None
    at: datetime
    words: str


class EvidenceOut(Schema):
    sha256: str
    size: int
    media_type: str
    what: str
    captured_at: datetime
    note: str


class DecisionOut(Schema):
    outcome: str
    reason: str = Field(description="Empty for those who only reported.")
    at: datetime


class PendingOut(Schema):
    """A decision that can still be taken back. `problem` says why it could not happen."""

    case: str
    takes_effect_at: datetime
    problem: str


class Moved(Schema):
    state: str
    at: datetime


class CaseOut(CaseBrief):
    """All that the page of the case shows this reader."""

    held: Literal["", "you", "another"]
    post: Post
    needs_two: bool
    facts: list[FactOut]
    matches: RuleOut | None
    similar: list[CaseBrief]
    clocks: list[ClockOut]
    order: str = Field(description="Why it stands where it stands in the queue.")
    may: list[str] = Field(description="What this person may do with it now.")
    notes: list[NoteOut]
    sightings: list[SightingOut]
    evidence: list[EvidenceOut]
    decision: DecisionOut | None
    appeal_verdict: str | None
    pending: PendingOut | None
    history: list[Moved]


class EventOut(Schema):
    """An event of the ledger as it is, with its hashes."""

    seq: int
    at: str
    kind: str
    subject: str
    body: dict[str, Any]
    prev_hash: str
    hash: str


class EventsPage(Schema):
    """The latest first. `next` is the `before` of the following page, null at the end."""

    items: list[EventOut]
    next: int | None
    head_seq: int
    head_hash: str


class AppealOut(Schema):
    """What was done to a post and why, for its author."""

    case: str
    state: str
    outcome: str | None
    reason: str
    facts: list[FactOut]
    matches: RuleOut | None
    may_appeal: bool
    verdict: str | None
    answers: list[NoteOut]
