"""What each event writes into the case. Whether it may, and which state follows, the tables say."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from msgspec.structs import replace

from suluh.cases import events as e
from suluh.cases import leases
from suluh.cases.actors import Track
from suluh.cases.case import (
    Alert,
    Case,
    Entered,
    Filing,
    Judgement,
    Kept,
    Order,
    Share,
    Sighting,
    Written,
)
from suluh.cases.guards import choice_of, said


@singledispatch
def effect(event: e.Happening, case: Case) -> Case:
    """The case with what this event says; most events only move it."""
    return case


# Reports ----------------------------------------------------------------------------------


@effect.register
def _(event: e.Reported, case: Case) -> Case:
    known_on = event.known_on.isoformat() if event.known_on else None
    return replace(
        case,
        thing=event.thing,
        account=event.thing.account,
        region=event.region,
        priority=event.priority,
        sightings=(_sighting(event),),
        filing=Filing(event.origin, known_on, law=event.law) if case.track is Track.B else None,
    )


@effect.register
def _(event: e.OrderReceived, case: Case) -> Case:
    order = Order(event.issuer, event.number, event.legal_basis, event.urgent)
    return replace(case, order=order, region=event.region)


@effect.register
def _(event: e.Sighted, case: Case) -> Case:
    return replace(case, sightings=(*case.sightings, _sighting(event)))


@effect.register
def _(event: e.Absorbed, case: Case) -> Case:
    return replace(
        case,
        absorbed=case.absorbed + event.sightings,
        other_reporters=case.other_reporters | frozenset(event.reporters),
        other_organisations=case.other_organisations | frozenset(event.organisations),
    )


@effect.register
def _(event: e.Merged, case: Case) -> Case:
    return replace(case, merged_into=event.into)


def _sighting(event: e.Reported | e.Sighted) -> Sighting:
    at = event.seen_at or event.at
    url = event.thing.url
    return Sighting(event.actor, event.role, event.organisation, at, event.region, url, event.words)


# Around a case ----------------------------------------------------------------------------


@effect.register
def _(event: e.EvidenceAdded, case: Case) -> Case:
    return replace(case, evidence=(*case.evidence, Kept(event.item, event.actor, event.at)))


@effect.register
def _(event: e.Message, case: Case) -> Case:
    line = Written(event.actor, event.role, event.at, event.words, event.internal)
    return replace(case, messages=(*case.messages, line))


@effect.register
def _(event: e.InfoAsked | e.ExtraInfoAsked, case: Case) -> Case:
    line = Written(event.actor, event.role, event.at, event.question)
    return replace(case, messages=(*case.messages, line))


@effect.register
def _(event: e.InfoAnswered, case: Case) -> Case:
    line = Written(event.actor, event.role, event.at, event.answer)
    return replace(case, messages=(*case.messages, line))


@effect.register
def _(event: e.Linked, case: Case) -> Case:
    return replace(case, linked=tuple(dict.fromkeys((*case.linked, event.other))))


@effect.register
def _(event: e.Shared, case: Case) -> Case:
    share = Share(event.region, event.actor, event.at, event.why)
    return replace(case, shared=(*case.shared, share))


@effect.register
def _(event: e.Unshared, case: Case) -> Case:
    return replace(case, shared=tuple(s for s in case.shared if s.region != event.region))


@effect.register
def _(event: e.Escalated, case: Case) -> Case:
    return replace(case, rung=event.to)


@effect.register
def _(event: e.Leased, case: Case) -> Case:
    return replace(case, lease=leases.taken(case.lease, event.actor, event.until, event.at))


@effect.register
def _(event: e.Taken, case: Case) -> Case:
    return replace(case, taken_at=case.taken_at or event.at)


@effect.register
def _(event: e.Released, case: Case) -> Case:
    return replace(case, lease=None)


# Track A ----------------------------------------------------------------------------------


@effect.register
def _(event: e.Triaged, case: Case) -> Case:
    kind = event.account_kind or case.account.kind
    return replace(
        case,
        priority=event.priority,
        severity=event.severity,
        rule=event.rule or case.rule,
        concerns=tuple(dict.fromkeys((*case.concerns, *event.concerns))),
        account=replace(case.account, kind=kind),
    )


@effect.register
def _(event: e.Routed, case: Case) -> Case:
    return replace(case, limit="reco_ineligible") if event.to == "with_fact_checker" else case


@effect.register
def _(event: e.PartnerAlerted, case: Case) -> Case:
    alert = Alert(event.partner, event.partner_kind, event.region, event.at, event.due)
    return replace(case, alerts=(*case.alerts, alert))


@effect.register
def _(event: e.PartnerAnswered, case: Case) -> Case:
    """Of each alert of this organisation that waits."""
    answer = {"answered_at": event.at, "answered_by": event.actor, "words": event.words}
    return replace(
        case,
        alerts=tuple(
            replace(a, **answer) if a.partner == event.organisation and not a.answered_at else a
            for a in case.alerts
        ),
    )


@effect.register
def _(event: e.Decided, case: Case) -> Case:
    word = Judgement(event.actor, event.at, event.outcome, event.rule, event.severity, event.reason)
    case = replace(case, severity=max(case.severity or 0, event.severity))
    case = _judged(case, event, word)
    if case.waiting or case.decision is not word:
        return case
    looked = frozenset(
        look.by for look in case.blind
    )  # at the decision before; they do not look again
    judged, rule = case.judged_by | looked, event.rule or case.rule
    return replace(case, limit=None, rule=rule, judged_by=judged, **_NOT_YET)


_NOT_YET: dict[str, Any] = {  # what a new decision begins without
    "executed": None,
    "blind": (),
    "told": frozenset(),
    "appeal_key": None,
    "appealed_by": None,
    "appeal": None,
    "appeal_verdict": None,
    "restored": False,
}


@effect.register
def _(event: e.Reviewed, case: Case) -> Case:
    look = Judgement(event.actor, event.at, event.outcome, event.rule, reason=event.reason)
    return replace(case, blind=(*case.blind, look))


@effect.register
def _(event: e.Executed, case: Case) -> Case:
    return replace(case, executed=event.outcome)


@effect.register
def _(event: e.Notified, case: Case) -> Case:
    key = event.appeal_key or case.appeal_key
    return replace(case, told=case.told | {event.whom}, appeal_key=key)


@effect.register
def _(event: e.Appealed, case: Case) -> Case:
    line = Written(event.actor, event.role, event.at, event.words)
    return replace(case, appealed_by=event.actor, messages=(*case.messages, line))


@effect.register
def _(event: e.AppealDecided, case: Case) -> Case:
    word = Judgement(event.actor, event.at, said(event), reason=event.reason, then=event.outcome)
    before, case = case, _judged(case, event, word)
    if case.decision is not word:
        return case
    return replace(
        case, decision=before.decision, appeal=word, appeal_verdict=event.verdict, told=frozenset()
    )


@effect.register
def _(event: e.Restored, case: Case) -> Case:
    return replace(case, restored=True, executed=None)


@effect.register
def _(event: e.Reopened, case: Case) -> Case:
    return replace(case, taken_at=None, merged_into=None)


def _judged(case: Case, event: e.Happening, word: Judgement) -> Case:
    """One person's word: in force at once, waiting for a second, agreed with, or at odds with the first."""
    choice = choice_of(case, event)
    judged = case.judged_by | {event.actor}
    if choice == "first_of_two":
        return replace(case, waiting=word, judged_by=judged)
    if choice == "second_differs":
        return replace(case, waiting=None, judged_by=judged)
    return replace(case, waiting=None, decision=word, judged_by=judged)


# Track B ----------------------------------------------------------------------------------


@effect.register
def _(event: e.InitiallyReviewed, case: Case) -> Case:
    complete = event.choice == "complete"
    return _filed(case, formal=event.formal, material=event.material, complete=complete)


@effect.register
def _(event: e.Repaired, case: Case) -> Case:
    return _filed(case, complete=False)


@effect.register
def _(event: e.Registered, case: Case) -> Case:
    return _filed(case, number=event.number)


@effect.register
def _(event: e.Ruled, case: Case) -> Case:
    return _filed(case, finding=event.finding)


@effect.register
def _(event: e.HandedOver, case: Case) -> Case:
    return _filed(case, handed_to=event.to, letter=event.letter, body=event.body)


@effect.register
def _(event: e.HandoverReceived, case: Case) -> Case:
    return _filed(case, receipt=event.receipt)


@effect.register
def _(event: e.GakkumduMoved, case: Case) -> Case:
    steps = case.filing.steps if case.filing else ()
    return _filed(case, steps=(*steps, Entered(event.step, event.at, event.actor)))


def _filed(case: Case, **changes: Any) -> Case:
    assert case.filing is not None
    return replace(case, filing=replace(case.filing, **changes))


# Track C ----------------------------------------------------------------------------------


@effect.register
def _(event: e.OrderValidated, case: Case) -> Case:
    case = _ordered(case, checks=event.checks, document=event.document)
    return _judged(case, event, Judgement(event.actor, event.at, "valid", reason=event.reason))


@effect.register
def _(event: e.OrderRefused, case: Case) -> Case:
    word = Judgement(event.actor, event.at, "refused", reason=event.reason)
    judged = case.judged_by | {event.actor}
    return replace(case, waiting=None, decision=word, judged_by=judged)


@effect.register
def _(event: e.OrderExecuted, case: Case) -> Case:
    return _ordered(case, action=event.action, region=event.region)


@effect.register
def _(event: e.OrderChallenged, case: Case) -> Case:
    line = Written(event.actor, event.role, event.at, event.words)
    return _ordered(replace(case, messages=(*case.messages, line)), challenged=True)


@effect.register
def _(event: e.ChallengeAnswered, case: Case) -> Case:
    line = Written(event.actor, event.role, event.at, event.reason)
    return _ordered(replace(case, messages=(*case.messages, line)), challenged=False)


@effect.register
def _(event: e.OrderRevoked, case: Case) -> Case:
    return _ordered(case, challenged=False)


def _ordered(case: Case, **changes: Any) -> Case:
    assert case.order is not None
    return replace(case, order=replace(case.order, **changes))
