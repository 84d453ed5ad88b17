"""What becomes of a proposed change: published, refused, withdrawn; or held back for a while first.

Two people always: whoever proposed a change does not accept it, nor does anybody of the same organisation. Where the
fact touches the vote the change then waits (`waiting`), everybody who could know better is told (`alarm`), and

- anybody who may publish facts can stop it, with a reason;
- a third person can have it published before its time, with a reason, which stays in the ledger;
- nobody else and nothing else publishes it sooner, at no door.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from suluh.ledger import NewEvent
from suluh.web.partner import alarm, folders, published, touched
from suluh.web.partner.proposals import JUDGED, NotPossible, Proposal, proposal_of, row_of, waiting
from suluh.web.partner.touched import Touched
from suluh.web.partner.waiting import WAIT, touches_the_vote
from suluh.web.store import LEDGER, turn
from suluh.web.tongue import said

MACHINE = "suluh"


class Judged(NamedTuple):
    """The proposal as it stands now; once published, the cases that stand on it and how many desks were told."""

    proposal: Proposal
    again: list[Touched]
    told: int


def accept(proposal: str, *, by: str, organisation: str = "", reason: str, now: datetime) -> Judged:
    """Published as a new version, at once or, where the fact touches the vote, after `WAIT`.

    Raises NotPossible for a proposal that is judged, one's own, or one's organisation's; or when the fact has changed
    since it was proposed.
    """
    with turn():
        found = _of_others(_judgeable(proposal), by, organisation)
        _not_overtaken(found)
        if not touches_the_vote(_rows(found)):
            return _publish(found, by, reason, now)
        due = now + WAIT
        _write(found, "waiting", by, reason, now, due=due.isoformat())
        waits = proposal_of(proposal)
        alarm.ring("waiting", waits, now)
    return Judged(waits, [], 0)


def hasten(proposal: str, *, by: str, reason: str, now: datetime) -> Judged:
    """Published before its time. By a third person, who says why; both are kept.

    Raises NotPossible for a proposal that does not wait, for whoever proposed or accepted it, without a reason, or when
    the fact has changed since.
    """
    with turn():
        found = proposal_of(proposal)
        if found.status != "waiting":
            raise NotPossible("not_waiting")
        if by in (found.by, found.judged_by):
            raise NotPossible("third_person")
        if not reason.strip():
            raise NotPossible("haste_why")
        _not_overtaken(found)
        return _publish(found, by, reason, now, ends_wait=True)


def publish_due(now: datetime) -> list[Judged]:
    """Those whose wait is over; one that another change has overtaken is refused instead."""
    return [_come_due(one.id, now) for one in waiting() if one.due and one.due <= now]


def reject(
    proposal: str, *, by: str, organisation: str = "", reason: str, now: datetime
) -> Proposal:
    """Refused by somebody else; while it waits, stopped by anybody, whoever proposed or accepted it.

    Raises NotPossible as `accept` does.
    """
    with turn():
        found = _judgeable(proposal, also="waiting")
        if found.status == "proposed":
            _of_others(found, by, organisation)
        _ended(found, "rejected", by, reason, now)
    return proposal_of(proposal)


def withdraw(proposal: str, *, by: str, now: datetime) -> Proposal:
    """By whoever proposed it. Raises NotPossible for another, or one that is judged."""
    with turn():
        found = proposal_of(proposal)
        if found.by != by:
            raise NotPossible("not_yours")
        _ended(_judgeable(proposal, also="waiting"), "withdrawn", by, "", now)
    return proposal_of(proposal)


def _come_due(proposal: str, now: datetime) -> Judged:
    with turn():
        found = proposal_of(proposal)
        if found.status != "waiting":  # another worker was quicker
            return Judged(found, [], 0)
        try:
            _not_overtaken(found)
        except NotPossible as overtaken:
            _ended(found, "rejected", MACHINE, said(f"proposal_{overtaken.key}", "id"), now)
            return Judged(proposal_of(proposal), [], 0)
        return _publish(found, MACHINE, "", now, ends_wait=True)


def _publish(
    found: Proposal, by: str, reason: str, now: datetime, *, ends_wait: bool = False
) -> Judged:
    """A new version; the decisions it touches are decided again, and their desks told where they differ."""
    before = published.facts()
    note: dict[str, object] = {
        "proposal": found.id, "fact": found.fact, "why": found.why, "proposed_by": found.by,
        "accepted_by": found.judged_by or by, "reason": found.reason or reason, "at": now.isoformat(),
    }  # fmt: skip
    if ends_wait:
        note |= {"published_by": by, "waited_from": found.judged_at and found.judged_at.isoformat()}
    number, facts = published.publish(row_of(found.after), published.to_yaml(note))
    more = {"version": number, "facts": facts.version}
    _write(found, "accepted", by, reason, now, ends_wait=ends_wait, **more)
    done = proposal_of(found.id)
    if ends_wait:
        alarm.ring("published", done, now)
    again = touched.decided_again(done.fact, before, facts, now)
    return Judged(done, again, touched.tell_desks(again, done, now))


def _ended(found: Proposal, status: str, by: str, reason: str, now: datetime) -> None:
    waited = found.status == "waiting"
    _write(found, status, by, reason, now, ends_wait=waited)
    if waited:
        alarm.ring("stopped", proposal_of(found.id), now)


def _judgeable(proposal: str, also: str = "proposed") -> Proposal:
    found = proposal_of(proposal)
    if found.status not in ("proposed", also):
        raise NotPossible("judged")
    return found


def _of_others(found: Proposal, by: str, organisation: str) -> Proposal:
    """Two people, and two organisations."""
    if found.by == by:
        raise NotPossible("own")
    if organisation and found.organisation == organisation:
        raise NotPossible("own_organisation")
    return found


def _not_overtaken(found: Proposal) -> None:
    there = found.fact in published.facts().by_id
    if (published.written(found.fact, folders.root()) if there else "") != found.before:
        raise NotPossible("outdated")


def _rows(found: Proposal) -> list[dict[str, Any]]:
    """The fact as it stood, if it did, and as it would stand."""
    return [row_of(text) for text in (found.before, found.after) if text]


def _write(
    found: Proposal, status: str, by: str, reason: str, now: datetime, **more: object
) -> None:
    body = {"status": status, "by": by, "reason": reason} | {k: v for k, v in more.items() if v}
    LEDGER.append([NewEvent(JUDGED, found.id, body, now)])
