"""Queues and cases: what waits, one case, and what can be done with it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import AwareDatetime, StringConstraints

from suluh.cases import Happening
from suluh.cases.events import (
    Acknowledged,
    AppealDecided,
    Decided,
    EvidenceAdded,
    FactChecked,
    InfoAsked,
    Message,
    Released,
    Routed,
    Triaged,
)
from suluh.cases.things import EvidenceItem
from suluh.web import decisions, queue
from suluh.web.access import Action
from suluh.web.acting import who
from suluh.web.api import evidence, shapes
from suluh.web.api.door import Call, needs
from suluh.web.api.problems import lang_of
from suluh.web.api.refusals import refusals
from suluh.web.api.telling import brief, held, pending, whole
from suluh.web.asked import Unclear
from suluh.web.desks import Desk
from suluh.web.models import Pending
from suluh.web.store import happen
from suluh.web.views import evidence as shown

router = Router()
NOTHING: Any = Query("")  # type: ignore[type-arg]  # of a query that need not be there
CaseId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,20}$", examples=["A-demo0002"])]
DeskName = Literal["triage", "review", "panel", "facts", "security", "legal", "appeals", "bawaslu"]
Cursor = Annotated[
    str, StringConstraints(pattern=r"^$|^-?[0-9][0-9.e+-]{0,30}~[A-Za-z0-9-]{1,20}$")
]
Hash = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, StringConstraints(max_length=120, pattern=r"^[^/\\\x00-\x1f]*$")]
BYTES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in evidence.TAKEN},
    }
}  # fmt: skip


@router.get("/desks", response=refusals() | {200: list[shapes.DeskOut]}, summary="One's desks")
@needs(Action.QUEUE)
def desks(request: Call) -> Any:
    """The desks at which one works, and how much waits there."""
    person = request.person
    return [
        {"desk": desk.value, "waiting": queue.size(queue.waiting(person, desk))}
        for desk in queue.desks_for(person)
    ]


@router.get(
    "/desks/{desk}/cases", response=refusals(404) | {200: shapes.QueuePage}, summary="What waits"
)
@needs(Action.QUEUE)
def waiting(request: Call, desk: DeskName, after: Cursor = NOTHING) -> Any:
    """The most urgent first, 25 a page; `after` is the `next` of the page before."""
    now = timezone.now()
    decisions.settle(now, person=request.person.key)
    found = queue.page(queue.waiting(request.person, own_desk(request, desk)), after, now)
    items = [brief(item.row) | {"held": held(item.holder, request.person)} for item in found.items]
    return {"items": items, "next": found.more}


@router.post(
    "/desks/{desk}/take",
    response=refusals(404, 409) | {200: shapes.CaseOut, 204: None},
    summary="Take the most urgent",
)
@needs(Action.HOLD)
def take_next(request: Call, desk: DeskName) -> Any:
    """The most urgent item that nobody has is yours for 15 minutes. 204 when nothing waits."""
    row = queue.take_next(request.person, own_desk(request, desk), timezone.now())
    if row is None:
        return HttpResponse(status=204)
    row.refresh_from_db()
    request.row = row
    return _case(request)


@router.get("/cases/{case}", response=refusals(404) | {200: shapes.CaseOut}, summary="One case")
@needs(Action.SEE)
def show(request: Call, case: CaseId) -> Any:
    """The post beside facts, rule and similar decisions, and what you may do now."""
    if decisions.settle(timezone.now(), case=request.row.case):
        request.row.refresh_from_db()
    return _case(request)


@router.post(
    "/cases/{case}/take", response=refusals(404, 409) | {200: shapes.CaseOut}, summary="Take it"
)
@needs(Action.HOLD)
def take(request: Call, case: CaseId) -> Any:
    """This case is yours for 15 minutes."""
    queue.take(request.person, request.row, timezone.now())
    return _case(request)


@router.post(
    "/cases/{case}/release",
    response=refusals(404, 409) | {200: shapes.CaseOut},
    summary="Give it back",
)
@needs(Action.HOLD)
def give_back(request: Call, case: CaseId) -> Any:
    """Back into the queue."""
    return _happened(request, Action.HOLD, lambda by: [Released(**by)])


@router.post(
    "/cases/{case}/notes", response=refusals(404, 409) | {200: shapes.CaseOut}, summary="Note"
)
@needs(Action.NOTE)
def note(request: Call, case: CaseId, said: shapes.Said) -> Any:
    """Words for the next person at the desk; neither reporter nor author sees them."""
    words = clean(said.words)
    return _happened(request, Action.NOTE, lambda by: [Message(**by, words=words, internal=True)])


@router.post(
    "/cases/{case}/questions",
    response=refusals(404, 409) | {200: shapes.CaseOut},
    summary="Ask the reporter",
)
@needs(Action.ASK)
def ask(request: Call, case: CaseId, said: shapes.Said) -> Any:
    """The clock stands still until whoever reported has answered."""
    words = clean(said.words)
    return _happened(request, Action.ASK, lambda by: [InfoAsked(**by, question=words)])


@router.post(
    "/cases/{case}/sort", response=refusals(404, 409) | {200: shapes.CaseOut}, summary="Sort"
)
@needs(Action.ROUTE)
def sort(request: Call, case: CaseId, sorting: shapes.Sorting) -> Any:
    """Receipt, urgency and desk in one step."""
    state, given = request.row.state, sorting

    def made(by: dict[str, Any]) -> list[Happening]:
        events: list[Happening] = [Acknowledged(**by)] if state == "submitted" else []
        if state in ("submitted", "acknowledged", "reopened", "triaged"):
            urgent, grave = given.priority, given.severity
            events.append(Triaged(**by, priority=urgent, severity=grave, rule=given.rule))
        return [*events, Routed(**by, to=given.to, why=given.why.replace("\0", ""))]

    return _happened(request, Action.ROUTE, made)


@router.post(
    "/cases/{case}/fact-checks",
    response=refusals(404, 409) | {200: shapes.CaseOut},
    summary="Fact-check",
)
@needs(Action.FACT_CHECK)
def fact_check(request: Call, case: CaseId, check: shapes.FactCheck) -> Any:
    """The verdict of a published review."""
    verdict, review = clean(check.verdict), clean(check.review)
    return _happened(
        request, Action.FACT_CHECK, lambda by: [FactChecked(**by, verdict=verdict, review=review)]
    )


@router.post(
    "/cases/{case}/decision",
    response=refusals(404, 409) | {202: shapes.PendingOut},
    summary="Decide",
)
@needs(Action.DECIDE)
def decide(request: Call, case: CaseId, decision: shapes.Decision) -> Any:
    """Takes effect after 20 seconds, within which it can be taken back."""
    row, now = request.row, timezone.now()
    event = Decided(
        **who(request.person, row, Action.DECIDE, now),
        outcome=decision.outcome,
        rule=decision.rule or row.rule,
        severity=decision.severity,
        reason=clean(decision.reason),
        blind=row.state == "awaiting_second",
    )
    return 202, pending(decisions.intend(event, now))


@router.post(
    "/cases/{case}/appeal-decision",
    response=refusals(404, 409) | {202: shapes.PendingOut},
    summary="Decide an appeal",
)
@needs(Action.HEAR)
def hear(request: Call, case: CaseId, decision: shapes.AppealDecision) -> Any:
    """By somebody else than the first reviewer; takes effect after 20 seconds."""
    now, then = timezone.now(), decision.outcome
    if (decision.verdict == "modified") != (then is not None):
        raise Unclear("choice")
    event = AppealDecided(
        **who(request.person, request.row, Action.HEAR, now),
        verdict=decision.verdict,
        reason=clean(decision.reason),
        outcome=then,
    )
    return 202, pending(decisions.intend(event, now))


@router.delete(
    "/cases/{case}/decision", response=refusals(404, 409) | {204: None}, summary="Take it back"
)
@needs(Action.SEE)
def undo(request: Call, case: CaseId) -> Any:
    """One's own decision within its grace, or one that could not happen, put away. Else 404."""
    mine = Pending.objects.filter(case=request.row.case, person=request.person.key)
    if not decisions.undo(request.person, request.row.case) and not mine.delete()[0]:
        raise Http404
    return HttpResponse(status=204)


@router.post(
    "/cases/{case}/evidence",
    response=refusals(404, 409, 413, 415) | {201: shapes.EvidenceOut},
    summary="Add evidence",
    openapi_extra=BYTES,
)
@needs(Action.EVIDENCE, most=evidence.LARGEST)
def add_evidence(
    request: Call,
    case: CaseId,
    what: shapes.What,
    name: FileName = NOTHING,
    captured_at: AwareDatetime | None = None,
) -> Any:
    """The bytes as the body, at most 25 MB; what they are is told by their content, never by their name."""
    if name.strip(". ") == "" and name:
        raise Unclear("name")
    brought, now = evidence.keep(request), timezone.now()
    item = EvidenceItem(
        **brought._asdict(), what=what, captured_at=_moment(captured_at, now), note=name
    )
    by = who(request.person, request.row, Action.EVIDENCE, now)
    happen(EvidenceAdded(**by, item=item))
    return 201, item


@router.get(
    "/cases/{case}/evidence/{sha256}",
    response=refusals(404) | {200: None},
    summary="A medium of the case",
    openapi_extra={"responses": {200: {"content": BYTES["requestBody"]["content"]}}},
)
@needs(Action.LOOK)
def medium(request: Call, case: CaseId, sha256: Hash) -> Any:
    """The bytes as they were brought. They may be violent or false; show them blurred first."""
    return shown.medium_of(request.person, request.row, sha256)


def clean(words: str) -> str:
    """Without what cannot be stored. Raises Unclear when nothing is left."""
    if not (left := words.replace("\0", "").strip()):
        raise Unclear("words")
    return left


def _moment(captured: datetime | None, now: datetime) -> datetime:
    """Raises Unclear for a time that has not come yet, or that no clock of ours can write in UTC."""
    try:
        at = (captured or now).astimezone(UTC)
    except OverflowError:
        raise Unclear("number") from None
    if at > now:
        raise Unclear("number")
    return at


def _case(request: Call) -> dict[str, Any]:
    request.row.refresh_from_db()
    return whole(request.person, request.row, timezone.now(), lang_of(request))


def _happened(
    request: Call, action: Action, made: Callable[[dict[str, Any]], list[Happening]]
) -> dict[str, Any]:
    happen(*made(who(request.person, request.row, action, timezone.now())))
    return _case(request)


def own_desk(request: Call, name: str) -> Desk:
    """One of the desks at which this person works. Raises Http404 for any other."""
    desk = Desk(name)
    if desk not in queue.desks_for(request.person):
        raise Http404
    return desk
