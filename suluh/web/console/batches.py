"""Many cases with one word: each gets its own decision, with its own rule and severity, or is left out and says why.

A batch is worked on in the background, a few cases at a time; it can be stopped at any moment. Its decisions take effect
together, a grace period after the last of them; until then all can be taken back. Sorting takes effect at once, so it
begins a grace period late instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from django.db import OperationalError, transaction
from django.db.models import Count, QuerySet

from suluh.cases import Happening, Refused
from suluh.cases.events import Acknowledged, Decided, Outcome, Priority, Route, Routed, Triaged
from suluh.errors import RequestError
from suluh.web import decisions
from suluh.web.access import Action, granted
from suluh.web.acting import who
from suluh.web.console.models import Batch, BatchItem
from suluh.web.jobs.sending import Unreached
from suluh.web.jobs.table import put
from suluh.web.models import CaseRow, Pending, Person
from suluh.web.store import happen, stands, turn
from suluh.web.tongue import said

KIND = "batch"  # of a job
MOST = 10_000  # cases of one batch
AT_ONCE = 20  # cases of one job, so that alarms and letters get their turn
# When a decision of a batch takes effect if nobody ever comes back to finish the batch: acknowledged is acknowledged.
AT_LAST = timedelta(hours=1)


class Act(StrEnum):
    """What a batch does with each case, and the action of the access table that it takes."""

    DECIDE = "decide"
    SORT = "sort"

    @property
    def action(self) -> Action:
        return Action.DECIDE if self is Act.DECIDE else Action.ROUTE


class State(StrEnum):
    """Of a batch. `held`: worked through, its decisions can still be taken back until `holds_at`."""

    RUNNING = "running"
    STOPPED = "stopped"  # as held, with cases that it did not come to
    HELD = "held"
    UNDONE = "undone"


class ItemState(StrEnum):
    """Of one case of a batch."""

    WAITING = "waiting"
    DONE = "done"  # decided, sorted
    LEFT = "left"  # left out, with the reason
    UNDONE = "undone"
    MISSED = "missed"  # the batch was stopped before it


class Intent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was chosen for all of them: an outcome with its reason, or where to send them."""

    outcome: Outcome | None = None
    reason: str = ""
    to: Route | None = None
    priority: Priority | None = None  # None keeps what each has
    severity: int | None = None  # of sorting; decisions keep each case's own


class Progress(msgspec.Struct, frozen=True):
    """How far a batch is, in cases."""

    total: int
    waiting: int
    done: int
    left: int
    undone: int
    missed: int

    @property
    def worked(self) -> int:
        return self.total - self.waiting


def make(
    person: Person, desk: str, act: Act, intent: Intent, cases: Iterable[str], now: datetime
) -> Batch:
    """A new batch, put into the background. Raises RequestError for none or too many cases."""
    listed = list(dict.fromkeys(cases))
    if not 0 < len(listed) <= MOST:
        raise RequestError(f"{len(listed)} cases; 1 to {MOST} make a batch")
    late = decisions.GRACE if act is Act.SORT else timedelta(0)
    body = msgspec.json.encode(intent).decode()
    about: dict[str, Any] = {"person": person.key, "act": act, "desk": desk, "intent": body}
    with transaction.atomic():
        batch = Batch.objects.create(
            **about, state=State.RUNNING, made_at=now, starts_at=now + late
        )
        BatchItem.objects.bulk_create(
            (
                BatchItem(batch=batch, number=number, case=case, state=ItemState.WAITING)
                for number, case in enumerate(listed)
            ),
            batch_size=500,
        )
        put(f"{KIND}:{batch.id}:0", KIND, batch.id, {}, now, late)
    return batch


def work(batch_id: str, clock: Callable[[], datetime]) -> None:
    """The next few cases of a batch, and a job for those after them. Raises Unreached when the database is busy."""
    try:
        batch = Batch.objects.filter(pk=batch_id).first()
        if batch is None or batch.state != State.RUNNING:
            return
        _some(batch, clock)
        _go_on(batch, clock())
    except OperationalError as error:
        raise Unreached(str(error)[:200]) from error


def stop(batch: Batch, now: datetime) -> bool:
    """No further case is begun; what was decided takes effect after its grace. False when it had ended already."""
    with turn():
        stopped = Batch.objects.filter(pk=batch.pk, state=State.RUNNING).exists()
        if stopped:
            _items(batch, ItemState.WAITING).update(state=ItemState.MISSED)
            _hold(batch, State.STOPPED, now)
    return stopped


def undo(batch: Batch, now: datetime) -> int:
    """Takes back everything of the batch that has not taken effect; how many cases."""
    with turn():
        if batch.act != Act.DECIDE or not can_undo(_fresh(batch), now):
            return 0
        mine = _pending(batch)
        cases = list(mine.values_list("case", flat=True))
        mine.delete()
        _items(batch, ItemState.DONE).filter(case__in=cases).update(state=ItemState.UNDONE)
        _items(batch, ItemState.WAITING).update(state=ItemState.MISSED)
        Batch.objects.filter(pk=batch.pk).update(state=State.UNDONE, holds_at=None)
    return len(cases)


def can_undo(batch: Batch, now: datetime) -> bool:
    """Whether something of it can still be taken back."""
    if batch.act != Act.DECIDE or batch.state == State.UNDONE:
        return False
    return batch.holds_at is None or now < batch.holds_at  # type: ignore[operator]


def progress(batch: Batch) -> Progress:
    """How far it is."""
    counts = dict(batch.batchitem_set.values_list("state").annotate(n=Count("id")))  # type: ignore[attr-defined]
    return Progress(sum(counts.values()), *(counts.get(s.value, 0) for s in ItemState))


def left_out(batch: Batch) -> QuerySet[BatchItem]:
    """The cases that it left alone, in order."""
    return _items(batch, ItemState.LEFT).order_by("number")


def of(person: Person) -> QuerySet[Batch]:
    """A person's own batches, the latest first."""
    return Batch.objects.filter(person=person.key).order_by("-made_at")


def _some(batch: Batch, clock: Callable[[], datetime]) -> None:
    person = Person.objects.filter(key=batch.person).first()
    intent = msgspec.json.decode(batch.intent, type=Intent)
    rows = _items(batch, ItemState.WAITING).order_by("number")[:AT_ONCE]
    for item in list(rows):
        with turn():
            if _fresh(batch).state != State.RUNNING:
                return
            _one(batch, item, person, intent, clock())


def _one(
    batch: Batch, item: BatchItem, person: Person | None, intent: Intent, now: datetime
) -> None:
    """One case: what was meant happens to it, or it is left out with the reason."""
    act = Act(batch.act)
    row = CaseRow.objects.filter(case=item.case).first()
    item.state = ItemState.DONE
    try:
        with transaction.atomic():
            if row is None or person is None or not granted(person, act.action, row):
                raise _Left("batch_not_yours")
            if row.desk != batch.desk:
                raise _Left("batch_moved")
            _DO[act](person, row, intent, now)
    except _Left as left:
        item.state = ItemState.LEFT
        item.why_id, item.why_en = said(left.key, "id"), said(left.key, "en")
    except Refused as refused:
        item.state = ItemState.LEFT
        item.why_id, item.why_en = refused.id[:300], refused.en[:300]
    except RequestError:
        item.state = ItemState.LEFT
        item.why_id, item.why_en = (said("already_deciding", lang) for lang in ("id", "en"))
    item.save(update_fields=["state", "why_id", "why_en"])


def _decide(person: Person, row: CaseRow, intent: Intent, now: datetime) -> None:
    """A decision of its own, by its own rule and severity. What takes two persons is looked at by itself."""
    case = stands(row.case)
    if case.needs_two:
        raise _Left("batch_two")
    assert intent.outcome
    event = Decided(
        **who(person, row, Action.DECIDE, max(now, case.last_at)),
        outcome=intent.outcome,
        rule=case.rule,
        severity=case.severity or 0,
        reason=intent.reason,
    )
    decisions.intend(event, now, until=now + AT_LAST)


def _sort(person: Person, row: CaseRow, intent: Intent, now: datetime) -> None:
    """Receipt, urgency and desk, as `suluh.web.views.case.sort` does for one."""
    case = stands(row.case)
    by = who(person, row, Action.ROUTE, max(now, case.last_at))
    events: list[Happening] = [Acknowledged(**by)] if case.state == "submitted" else []
    if case.state in ("submitted", "acknowledged", "reopened", "triaged"):
        priority = intent.priority or case.priority or "P2"
        severity = (case.severity or 1) if intent.severity is None else intent.severity
        events.append(Triaged(**by, priority=priority, severity=severity, rule=case.rule))
    assert intent.to
    happen(*events, Routed(**by, to=intent.to, why=intent.reason))


_DO = {Act.DECIDE: _decide, Act.SORT: _sort}


class _Left(Exception):
    """Left out by the batch itself; `key` names the phrase."""

    def __init__(self, key: str) -> None:
        self.key = key


def _go_on(batch: Batch, now: datetime) -> None:
    """The next job of the batch, or its end."""
    with turn():
        if _fresh(batch).state != State.RUNNING:
            return
        ahead = _items(batch, ItemState.WAITING).order_by("number").first()
        if ahead:
            put(f"{KIND}:{batch.id}:{ahead.number}", KIND, batch.id, {}, now)
        else:
            _hold(batch, State.HELD, now)


def _hold(batch: Batch, state: State, now: datetime) -> None:
    """From here the grace of all its decisions runs."""
    end = now + decisions.GRACE
    _pending(batch).update(due_at=end)
    Batch.objects.filter(pk=batch.pk).update(state=state, holds_at=end)


def _pending(batch: Batch) -> QuerySet[Pending]:
    """Its decisions that can still be taken back."""
    cases = _items(batch, ItemState.DONE).values("case")
    mine = Pending.objects.filter(case__in=cases, person=batch.person, problem="")
    return mine.filter(due_at__gt=batch.made_at) if batch.act == Act.DECIDE else mine.none()


def _items(batch: Batch, state: ItemState) -> QuerySet[BatchItem]:
    return BatchItem.objects.filter(batch=batch, state=state)


def _fresh(batch: Batch) -> Batch:
    return Batch.objects.get(pk=batch.pk)
