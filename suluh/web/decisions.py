"""A decision can be taken back for a while; then it happens, is carried out, and whoever it concerns is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec

from suluh.cases import Case, Happening, Refused, Role, may
from suluh.cases.appeals import Token, new_token
from suluh.cases.discretion import discreet
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
from suluh.web.store import happen, stands, turn

GRACE = timedelta(seconds=20)  # project decision: long enough to notice a slip of the finger
MACHINE = "suluh"


def intend(event: Decided | AppealDecided, now: datetime, until: datetime | None = None) -> Pending:
    """Keeps the decision until its grace is over. Raises Refused at once for one that may not happen.

    until: when its grace ends, for one of many that take effect together. Those are not put on anybody's desk: whoever
    opens one of them meanwhile decides it, and the one of the many does not happen.
    """
    with turn():
        case = stands(event.case)
        if refused := may(case, event):
            raise refused
        known = Pending.objects.filter(case=event.case).first()
        if known and not known.problem:
            raise RequestError("this case is being decided already")
        if until is None:
            _hold(case, event, now)
        body = msgspec.json.encode(discreet(event)).decode()
        pending = Pending(
            case=event.case, person=event.actor, body=body, due_at=until or now + GRACE
        )
        pending.save(force_insert=known is None)
    return pending


def undo(person: Person, case: str) -> bool:
    """Takes this person's own decision back; False when it has happened already."""
    with turn():
        gone, _ = Pending.objects.filter(case=case, person=person.key, problem="").delete()
    return gone > 0


def settle(now: datetime, most: int = 20, **whose: str) -> int:
    """Lets decisions happen whose grace is over; how many did. whose: `case` or `person`, for theirs alone.

    A page asks for its reader's or its case's: the others happen in the background, and not on the reader's time.
    most: at a time, so that nobody waits long for many that were decided together.
    """
    due = Pending.objects.filter(due_at__lte=now, problem="", **whose).order_by("due_at")
    return sum(_settle(case, now) for case in due.values_list("case", flat=True)[:most])


def carry_out(case: Case, now: datetime) -> None:
    """What follows a decision that stands: the platform does it, author and reporter are told."""
    token = new_token()
    happen(*_with_letters(_following(case, now, token), token))


def _settle(case: str, now: datetime) -> bool:
    """One decision, once: whoever comes second finds it gone."""
    with turn():
        pending = Pending.objects.filter(case=case, due_at__lte=now, problem="").first()
        if pending is None:
            return False
        try:
            _let_happen(msgspec.json.decode(pending.body), now)
            pending.delete()
        except Refused as refused:  # somebody from the desk has moved the case meanwhile
            Pending.objects.filter(case=case).update(problem=refused.id[:400])
            return False
    return True


def _let_happen(body: dict[str, Any], now: datetime) -> None:
    """The decision with all that follows from it, in one step."""
    event, token = read(body | {"at": now.isoformat()}), new_token()
    happen(event, then=lambda case: _with_letters(_after(event, case, now, token), token))


def _after(event: Happening, case: Case, now: datetime, token: Token) -> Iterable[Happening]:
    if isinstance(event, Decided) and case.state == "decided":
        return _following(case, now, token)
    if isinstance(event, AppealDecided) and case.state == "appeal_decided":
        return _following_appeal(case, now)
    return ()


def _with_letters(events: Iterable[Happening], token: Token) -> list[Happening]:
    """The events, with a letter written for everybody whom they tell. The secret goes to whom its key was given."""
    told = list(events)
    Letter.objects.bulk_create(
        Letter(
            case=event.case,
            whom=event.whom,
            secret=token.secret if event.appeal_key == token.key else "",
            made_at=event.at,
        )
        for event in told
        if isinstance(event, Notified)
    )
    return told


def _hold(case: Case, event: Happening, now: datetime) -> None:
    """Nobody else gets the case while its decision can still be taken back."""
    leased = Leased(case=case.id, at=now, actor=event.actor, role=event.role, until=next_end(now))
    happen(leased)


def _following(case: Case, now: datetime, token: Token) -> Iterator[Happening]:
    """It is carried out; the author is told how to appeal, unless the post was left alone, the reporter always."""
    assert case.decision is not None
    yield from _executed(case, now)
    if case.decision.outcome != "no_action":
        yield Notified(**_by_machine(case, now), whom="author", appeal_key=token.key)
    yield Notified(**_by_machine(case, now), whom="reporter", appeal_key=None)


def _following_appeal(case: Case, now: datetime) -> Iterator[Happening]:
    """What it overturned or changed is undone, what holds instead is carried out, both sides are told."""
    if case.executed and case.appeal_verdict in ("overturned", "modified"):
        yield Restored(**_by_machine(case, now))
    if case.appeal_verdict == "modified":
        yield from _executed(case, now)
    yield Notified(**_by_machine(case, now), whom="author", appeal_key=case.appeal_key)
    yield Notified(**_by_machine(case, now), whom="reporter", appeal_key=case.appeal_key)
    yield Closed(**_by_machine(case, now) | {"role": Role.TRIAGE}, why="banding diputuskan")


def _executed(case: Case, now: datetime) -> Iterator[Executed]:
    """The platform does what was decided, with the strike that the policy adds."""
    outcome = outcome_in_force(case)
    if outcome in (None, "no_action"):
        return
    action = rules()[1].policy.actions.get(str(outcome))
    yield Executed(
        **_by_machine(case, now),
        outcome=outcome,  # type: ignore[arg-type]
        strike=action.strike if action else 0,
        permanent=(case.severity or 0) >= 4,
        policy=case.rule,
    )


def _by_machine(case: Case, now: datetime) -> dict[str, Any]:
    return {"case": case.id, "at": now, "actor": MACHINE, "role": Role.MACHINE}
