"""Many cases with one word: each gets its own decision, with its own rule and severity, or is left out and says why.

A batch is worked on in the background, a few cases at a time; it can be stopped at any moment. Its decisions take effect
together, a grace period after the last of them; until then all can be taken back. Sorting takes effect at once, so it
begins a grace period late instead. How it is worked on stands in `suluh.web.console.batch_work`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Count, QuerySet

from suluh.cases.events import Outcome, Priority, Route
from suluh.errors import RequestError
from suluh.web import decisions
from suluh.web.access import Action
from suluh.web.console.models import Batch, BatchItem
from suluh.web.jobs.table import put
from suluh.web.models import Pending, Person
from suluh.web.store import turn

KIND = "batch"  # of a job
MOST = 10_000  # cases of one batch


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


def stop(batch: Batch, now: datetime) -> bool:
    """No further case is begun; what was decided takes effect after its grace. False when it had ended already."""
    with turn():
        stopped = Batch.objects.filter(pk=batch.pk, state=State.RUNNING).exists()
        if stopped:
            items(batch, ItemState.WAITING).update(state=ItemState.MISSED)
            hold(batch, State.STOPPED, now)
    return stopped


def undo(batch: Batch, now: datetime) -> int:
    """Takes back everything of the batch that has not taken effect; how many cases."""
    with turn():
        if batch.act != Act.DECIDE or not can_undo(fresh(batch), now):
            return 0
        mine = _pending(batch)
        cases = list(mine.values_list("case", flat=True))
        mine.delete()
        items(batch, ItemState.DONE).filter(case__in=cases).update(state=ItemState.UNDONE)
        items(batch, ItemState.WAITING).update(state=ItemState.MISSED)
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
    return items(batch, ItemState.LEFT).order_by("number")


def of(person: Person) -> QuerySet[Batch]:
    """A person's own batches, the latest first."""
    return Batch.objects.filter(person=person.key).order_by("-made_at")


def hold(batch: Batch, state: State, now: datetime) -> None:
    """From here the grace of all its decisions runs."""
    end = now + decisions.GRACE
    _pending(batch).update(due_at=end)
    Batch.objects.filter(pk=batch.pk).update(state=state, holds_at=end)


def _pending(batch: Batch) -> QuerySet[Pending]:
    """Its decisions that can still be taken back."""
    cases = items(batch, ItemState.DONE).values("case")
    mine = Pending.objects.filter(case__in=cases, person=batch.person, problem="")
    return mine.filter(due_at__gt=batch.made_at) if batch.act == Act.DECIDE else mine.none()


def items(batch: Batch, state: ItemState) -> QuerySet[BatchItem]:
    """Its cases that stand so."""
    return BatchItem.objects.filter(batch=batch, state=state)


def fresh(batch: Batch) -> Batch:
    """As it stands now."""
    return Batch.objects.get(pk=batch.pk)
