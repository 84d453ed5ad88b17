"""Working on a batch in the background: each case in a turn of its own, a heartbeat in every turn.

A worker that dies stops beating; another takes the batch over soon (`suluh.web.jobs.table.LEASES`) and goes on with the
first case that still waits.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

import msgspec
from django.db import OperationalError, transaction

from suluh.cases import Happening, Refused
from suluh.cases.events import Acknowledged, Decided, Routed, Triaged
from suluh.errors import RequestError
from suluh.web import decisions
from suluh.web.access import Action, granted
from suluh.web.acting import who
from suluh.web.console.batches import KIND, Act, Intent, ItemState, State, fresh, hold, items
from suluh.web.console.models import Batch, BatchItem
from suluh.web.jobs.sending import Unreached
from suluh.web.jobs.table import put
from suluh.web.models import CaseRow, Person
from suluh.web.store import happen, stands, turn
from suluh.web.tongue import said

AT_ONCE = 20  # cases of one job, so that alarms and letters get their turn
# When a decision of a batch takes effect if nobody ever comes back to finish the batch: acknowledged is acknowledged.
AT_LAST = timedelta(hours=1)
Beat: TypeAlias = Callable[[], bool]


def work(batch_id: str, clock: Callable[[], datetime], beat: Beat = lambda: True) -> None:
    """The next few cases of a batch, and a job for those after them.

    beat: says in the turn of every case that this worker is alive, and whether the batch is still its own. Raises
    Unreached when the database is busy, or another worker has taken the batch over.
    """
    try:
        batch = Batch.objects.filter(pk=batch_id).first()
        if batch is None or batch.state != State.RUNNING:
            return
        _some(batch, clock, beat)
        _go_on(batch, clock())
    except OperationalError as error:
        raise Unreached(str(error)[:200]) from error


def _some(batch: Batch, clock: Callable[[], datetime], beat: Beat = lambda: True) -> None:
    """One turn a case. What another worker did meanwhile is seen in the turn, so nothing is done twice."""
    person = Person.objects.filter(key=batch.person).first()
    intent = msgspec.json.decode(batch.intent, type=Intent)
    rows = items(batch, ItemState.WAITING).order_by("number")[:AT_ONCE]
    for item in list(rows):
        with turn():
            if not beat():
                raise Unreached("another worker has taken the batch over")
            if fresh(batch).state != State.RUNNING:
                return
            if not items(batch, ItemState.WAITING).filter(pk=item.pk).exists():
                continue
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
        if fresh(batch).state != State.RUNNING:
            return
        ahead = items(batch, ItemState.WAITING).order_by("number").first()
        if ahead:
            put(f"{KIND}:{batch.id}:{ahead.number}", KIND, batch.id, {}, now)
        else:
            hold(batch, State.HELD, now)
