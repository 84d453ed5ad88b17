"""A decision can be taken back for a while; then it happens, is carried out, and whoever it concerns is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction

from suluh.cases import Case, Happening, Refused, Role, may
from suluh.cases.appeals import Token, new_token
from suluh.cases.events import (
    AppealDecided,
    Closed,
    Decided,
    Executed,
    Leased,
    Notified,
    Restored,
    read,
)
from suluh.cases.guards import outcome_in_force
from suluh.cases.leases import next_end
from suluh.errors import RequestError
from suluh.web.models import Letter, Pending, Person
from suluh.web.order import rules
from suluh.web.store import case_from, happen, history, turn

GRACE = timedelta(seconds=20)  # project decision: long enough to notice a slip of the finger
MACHINE = "suluh"


def intend(event: Decided | AppealDecided, now: datetime, until: datetime | None = None) -> Pending:
    """Keeps the decision until its grace is over. Raises Refused at once for one that may not happen.

    until: when its grace ends, for one of many that take effect together. Those are not put on anybody's desk: whoever
    opens one of them meanwhile decides it, and the one of the many does not happen.
    """
    with turn():
        case = case_from(history(event.case))
        if refused := may(case, event):
            raise refused
        if Pending.objects.filter(case=event.case, problem="").exists():
            raise RequestError("this case is being decided already")
        if until is None:
            _hold(case, event, now)
        body = msgspec.json.encode(event).decode()
        pending, _ = Pending.objects.update_or_create(
            case=event.case,
            defaults={
                "person": event.actor,
                "body": body,
                "due_at": until or now + GRACE,
                "problem": "",
            },
        )
    return pending


def undo(person: Person, case: str) -> bool:
    """Takes this person's own decision back; False when it has happened already."""
    gone, _ = Pending.objects.filter(case=case, person=person.key, problem="").delete()
    return gone > 0


def settle(now: datetime, most: int = 20) -> int:
    """Lets decisions happen whose grace is over; how many did. most: at a time, so that no page waits long."""
    due = Pending.objects.filter(due_at__lte=now, problem="").order_by("due_at")
    return sum(_settle(case, now) for case in due.values_list("case", flat=True)[:most])


def carry_out(case: Case, now: datetime) -> None:
    """What follows a decision that stands: the platform does it, author and reporter are told."""
    _execute(case, now)
    _tell(case, now)


def _settle(case: str, now: datetime) -> bool:
    """One decision, once: whoever comes second finds it gone."""
    with turn():
        pending = Pending.objects.filter(case=case, due_at__lte=now, problem="").first()
        if pending is None:
            return False
        try:
            with transaction.atomic():
                _let_happen(msgspec.json.decode(pending.body), now)
                pending.delete()
        except Refused as refused:  # somebody from the desk has moved the case meanwhile
            Pending.objects.filter(case=case).update(problem=refused.id[:400])
            return False
    return True


def _let_happen(body: dict[str, Any], now: datetime) -> None:
    event = read(body | {"at": now.isoformat()})
    case = happen(event)
    if isinstance(event, Decided) and case.state == "decided":
        carry_out(case, now)
    elif isinstance(event, AppealDecided) and case.state == "appeal_decided":
        _put_right(case, now)
        _tell_again(case, now)


def _hold(case: Case, event: Happening, now: datetime) -> None:
    """Nobody else gets the case while its decision can still be taken back."""
    leased = Leased(case=case.id, at=now, actor=event.actor, role=event.role, until=next_end(now))
    happen(leased)


def _execute(case: Case, now: datetime) -> None:
    """The platform does what was decided, with the strike that the policy adds."""
    outcome = outcome_in_force(case)
    if outcome in (None, "no_action"):
        return
    action = rules()[1].policy.actions.get(str(outcome))
    happen(
        Executed(
            **_by_machine(case, now),
            outcome=outcome,  # type: ignore[arg-type]
            strike=action.strike if action else 0,
            permanent=(case.severity or 0) >= 4,
            policy=case.rule,
        )
    )


def _tell(case: Case, now: datetime) -> None:
    """The author is told with a link to appeal by, unless the post was left alone; the reporter always."""
    assert case.decision is not None
    token = new_token()
    if case.decision.outcome != "no_action":
        _tell_one(case, "author", now, token)
    _tell_one(case, "reporter", now)


def _tell_again(case: Case, now: datetime) -> None:
    for whom in ("author", "reporter"):
        _tell_one(case, whom, now, key=case.appeal_key)
    happen(Closed(**_by_machine(case, now) | {"role": Role.TRIAGE}, why="banding diputuskan"))


def _tell_one(
    case: Case, whom: Any, now: datetime, token: Token | None = None, key: str | None = None
) -> None:
    happen(Notified(**_by_machine(case, now), whom=whom, appeal_key=token.key if token else key))
    secret = token.secret if token else ""
    Letter.objects.create(case=case.id, whom=whom, secret=secret, made_at=now)


def _put_right(case: Case, now: datetime) -> None:
    """What an overturned or changed appeal leaves is undone; what holds instead is carried out."""
    if case.executed and case.appeal_verdict in ("overturned", "modified"):
        case = happen(Restored(**_by_machine(case, now)))
    if case.appeal_verdict == "modified":
        _execute(case, now)


def _by_machine(case: Case, now: datetime) -> dict[str, Any]:
    return {"case": case.id, "at": now, "actor": MACHINE, "role": Role.MACHINE}
