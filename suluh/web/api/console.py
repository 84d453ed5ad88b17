"""Many cases at once and blind second looks for programs: the same filter, the same guards, the same grace."""

from typing import Annotated, Any

from django.http import Http404
from django.utils import timezone
from ninja import Path, Query, Router

from suluh.web import decisions, queue
from suluh.web.access import Action
from suluh.web.api import keys
from suluh.web.api import track_shapes as shapes
from suluh.web.api.cases import CaseId, DeskName, clean, own_desk
from suluh.web.api.door import Call, needs
from suluh.web.api.further_shapes import Region
from suluh.web.api.problems import Impossible, OutOfScope, lang_of
from suluh.web.api.refusals import refusals
from suluh.web.api.scopes import OF_ACTION
from suluh.web.api.shapes import RuleId
from suluh.web.asked import Unclear
from suluh.web.console import batches, seconds
from suluh.web.console.batches import Act, Intent
from suluh.web.console.chosen import chosen
from suluh.web.console.models import Batch
from suluh.web.console.picking import Filter, picked
from suluh.web.console.views.asked import act_at
from suluh.web.desks import Desk

router = Router()
NOTHING: Any = Query("")  # type: ignore[type-arg]  # of a query that need not be there
BatchId = Annotated[str, Path(pattern=r"^[0-9a-f]{1,12}$")]
Hours = Annotated[int, Query(ge=0, le=8760)]
EXAMPLES, OWN, LEFT = 10, 30, 200


@router.get(
    "/desks/{desk}/matching",
    response=refusals(404) | {200: shapes.FoundOut},
    summary="What a filter finds",
)
@needs(Action.BULK)
def matching(
    request: Call,
    desk: DeskName,
    rule: RuleId = NOTHING,
    region: Region = NOTHING,
    hours: Hours = 0,
) -> Any:
    """To be looked at before anything is done. At least one of the three must be given."""
    rows = _found(request, own_desk(request, desk), Filter(rule, region, hours))
    examples = rows.values_list("case", flat=True)[:EXAMPLES]
    size = rows.order_by()[: batches.MOST + 1].count()
    return {"size": size, "most": batches.MOST, "examples": list(examples)}


@router.post(
    "/desks/{desk}/batches",
    response=refusals(404, 409) | {202: shapes.BatchOut},
    summary="Begin a batch",
)
@needs(Action.BULK)
def begin(request: Call, desk: DeskName, given: shapes.NewBatch) -> Any:
    """What the filter finds now, at most 10,000. The key needs the scope of deciding or sorting one as well."""
    here, now = own_desk(request, desk), timezone.now()
    act = act_at(request.person, here)
    _in_scope(request, act)
    intent = _intent(given, act)
    which = given.which
    rows = _found(request, here, Filter(which.rule, which.region, which.hours))[: batches.MOST]
    if not (cases := list(rows.values_list("case", flat=True))):
        raise Impossible("unclear_nothing_found")
    made = batches.make(request.person, here.value, act, intent, cases, now)
    return 202, _told(request, made)


@router.get("/batches", response=refusals() | {200: shapes.BatchesOut}, summary="One's batches")
@needs(Action.BULK)
def own_batches(request: Call) -> Any:
    """The latest 30, without what each left out."""
    made = batches.of(request.person)[:OWN]
    return {"items": [_told(request, one) | {"left_out": []} for one in made]}


@router.get(
    "/batches/{batch}", response=refusals(404) | {200: shapes.BatchOut}, summary="How far it is"
)
@needs(Action.BULK)
def batch(request: Call, batch: BatchId) -> Any:
    """Of one's own batch."""
    return _told(request, _own(request, batch))


@router.post(
    "/batches/{batch}/stop", response=refusals(404, 409) | {200: shapes.BatchOut}, summary="Stop it"
)
@needs(Action.BULK)
def stop_batch(request: Call, batch: BatchId) -> Any:
    """No further case is begun. 409 when it has ended already."""
    own = _own(request, batch)
    if not batches.stop(own, timezone.now()):
        raise Impossible("batch_over")
    return _told(request, batches.fresh(own))


@router.post(
    "/batches/{batch}/undo",
    response=refusals(404, 409) | {200: shapes.BatchOut},
    summary="Take it back",
)
@needs(Action.BULK)
def undo_batch(request: Call, batch: BatchId) -> Any:
    """All of it that has not taken effect. 409 when there is nothing left to take back."""
    own = _own(request, batch)
    if not batches.undo(own, timezone.now()):
        raise Impossible("batch_too_late")
    return _told(request, batches.fresh(own))


@router.get(
    "/second-looks", response=refusals() | {200: shapes.SecondsOut}, summary="Blind second looks"
)
@needs(Action.SECOND)
def second_looks(request: Call) -> Any:
    """The case itself is read at `GET /cases/{case}`, as it was before the first decision."""
    now = timezone.now()
    return {
        "waiting": seconds.waiting(request.person, now).count(),
        "next": seconds.next_for(request.person, now),
        "part": chosen().second_looks.part,
    }


@router.post(
    "/cases/{case}/second-look",
    response=refusals(404, 409) | {200: shapes.SecondOut},
    summary="Answer a second look",
)
@needs(Action.SECOND)
def second_look(request: Call, case: CaseId, given: shapes.SecondLook) -> Any:
    """Changes nothing about the case. 409 where it does not wait for this person's second look."""
    now, reason = timezone.now(), clean(given.reason)
    if decisions.settle(now, case=request.row.case):
        request.row.refresh_from_db()
    if not seconds.is_hidden(request.person, request.row, now):
        raise Impossible("second_not_now")
    told = seconds.answer(request.person, request.row, given.outcome, reason, now)
    assert told.decision
    return {"first": told.decision.outcome, "same": told.decision.outcome == given.outcome}


def _found(request: Call, desk: Desk, wanted: Filter) -> Any:
    if not wanted.is_set:
        raise Unclear("filter")
    return picked(queue.waiting(request.person, desk), wanted, timezone.now())


def _in_scope(request: Call, act: Act) -> None:
    """Doing many needs the key's word for doing one."""
    scope = OF_ACTION[act.action]
    if scope not in keys.scopes_of(request.auth):
        raise OutOfScope(scope.value)


def _intent(given: shapes.NewBatch, act: Act) -> Intent:
    if act is Act.DECIDE and given.decide and not given.sort:
        return Intent(outcome=given.decide.outcome, reason=clean(given.decide.reason))
    if act is Act.SORT and given.sort and not given.decide:
        to, why = given.sort.to, given.sort.why.replace("\0", "").strip()
        urgent, grave = given.sort.priority, given.sort.severity
        return Intent(to=to, reason=why, priority=urgent, severity=grave)
    raise Unclear("choice")


def _own(request: Call, batch: str) -> Batch:
    """Only one's own; another's is not there."""
    own = batches.of(request.person).filter(pk=batch).first()
    if own is None:
        raise Http404
    return own


def _told(request: Call, batch: Batch) -> dict[str, Any]:
    why = "why_en" if lang_of(request) == "en" else "why_id"
    names = ("desk", "act", "state", "made_at")
    counts = batches.progress(batch)
    return {name: getattr(batch, name) for name in names} | {
        "batch": batch.id,
        "takes_effect_at": batch.holds_at,
        **{name: getattr(counts, name) for name in counts.__struct_fields__},
        "can_undo": batches.can_undo(batch, timezone.now()),
        "left_out": [
            {"case": item.case, "why": getattr(item, why)}
            for item in batches.left_out(batch)[:LEFT]
        ],
    }
