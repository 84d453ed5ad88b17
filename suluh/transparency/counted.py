"""What one case adds to the sums: a pure function of the case, so that a case can be counted anew when it has moved.

A case of track A is counted on the day on which it was received; what became of it, on the day of the decision in
force, whatever an appeal said later. So both parts of a ratio speak of the same cases, and a period's ratio can still
change when an appeal is decided. Merged cases are counted once, in the case that they went into; drafts are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from suluh.cases import Case, Role, Track
from suluh.cases.case import Judgement
from suluh.cases.clocks import times
from suluh.cases.reporters import acted_on
from suluh.transparency.sums import Cell, day, each

ANSWERED_FAST = timedelta(hours=2)  # the fourth of TikTok's ratios
REMOVED_FAST = timedelta(hours=24)  # the third
MACHINE, PUBLIC, SUPERVISOR, ORGANISATION = "machine", "public", "supervisor", "organisation:"


class Saw(msgspec.Struct, frozen=True):
    """What the transparency report reads of what the scan noticed; its other fields are passed over."""

    posted_at: datetime | None = None
    views: int | None = None  # at the time of the scan, which is not the time of the action
    outcome: str = "none"
    rules: tuple[str, ...] = ()  # fired, live
    shadow: tuple[str, ...] = ()  # fired, counted only
    facts: tuple[str, ...] = ()


def cells(case: Case, saw: Saw | None) -> Iterator[Cell]:
    """Everything that this case adds."""
    count = {Track.A: _platform, Track.B: _election_law, Track.C: _order}[case.track]
    return count(case, saw)


def source(case: Case) -> str:
    """Who brought the case first: an organisation by its name, or one of the three that have none."""
    first = case.sightings[0] if case.sightings else None
    if first is None or first.role is Role.MACHINE:
        return MACHINE
    if first.organisation:
        return ORGANISATION + first.organisation
    return SUPERVISOR if first.role is Role.SUPERVISOR else PUBLIC


# Track A -----------------------------------------------------------------------------------


def _platform(case: Case, saw: Saw | None) -> Iterator[Cell]:
    if case.state == "draft" or case.merged_into:
        return
    ways = (
        (
            "rule",
            rule_id(case.decision.rule if case.decision and case.decision.rule else case.rule),
        ),
        ("region", case.region or ""),
        ("source", source(case)),
    )
    on = day(times(case).received)
    yield from each(_received(case, saw), on, ways)
    yield from (("reports", on, "", "") for _ in range(case.seen))
    for state, rules in (("fired", saw.rules), ("shadow", saw.shadow)) if saw else ():
        yield from ((f"brought_{state}", on, "rule", rule) for rule in rules)
    if case.decision:
        on = day(case.decision.at)
        yield from each(_decided(case, case.decision, saw), on, ways)
        yield "outcome", on, "outcome", case.decision.outcome
        yield from _compared(case, case.decision, on)
    yield from _lasted(case)


def _received(case: Case, saw: Saw | None) -> Iterator[str]:
    moments = times(case)
    yield "cases"
    if moments.first_decision:
        yield "answered"
        if moments.first_decision - moments.received <= ANSWERED_FAST:
            yield "answered_fast"
    if saw and saw.posted_at:
        yield "posting_known"
    if saw and saw.views is not None:
        yield "views_known"


def _decided(case: Case, decision: Judgement, saw: Saw | None) -> Iterator[str]:
    yield "decided"
    if decision.outcome == "no_action":
        yield "left_alone"
    else:
        yield from _done("acted", case, decision, saw)
    if decision.outcome == "remove":
        yield from _done("removed", case, decision, saw)
    if acted_on(case):
        yield "stands"
    yield from _appealed(case)
    if case.blind:
        yield "looked_twice"
        if any(look.outcome != decision.outcome for look in case.blind):
            yield "looks_differ"


def _done(what: str, case: Case, decision: Judgement, saw: Saw | None) -> Iterator[str]:
    """For everything that was done, and once more for what was removed."""
    yield what
    if source(case) == MACHINE:
        yield f"{what}_by_machine"
    if saw and saw.posted_at:
        yield f"{what}_posting_known"
        if decision.at - saw.posted_at <= REMOVED_FAST:
            yield f"{what}_fast"
    if case.appeal_verdict == "overturned":
        yield f"{what}_overturned"


def _appealed(case: Case) -> Iterator[str]:
    if case.appealed_by:
        yield "appealed"
    if case.appeal_verdict:
        yield "appeal_decided"
        yield f"appeal_{case.appeal_verdict}"
        if case.appeal_verdict != "upheld":
            yield "appeal_changed"


def _compared(case: Case, decision: Judgement, on: str) -> Iterator[Cell]:
    """What was said of one case by people who did not see each other: the rule, then the outcomes."""
    if case.blind:
        said = (decision.outcome, *(look.outcome for look in case.blind))
        yield "said", on, "said", "|".join((rule_id(case.rule), *said))


def _lasted(case: Case) -> Iterator[Cell]:
    """Whole minutes, rounded down: from receipt to decision, from appeal to its decision."""
    moments = times(case)
    if moments.first_decision:
        yield _minutes("decision", moments.received, moments.first_decision)
    begun, ended = case.entered("appealed"), case.entered("appeal_decided")
    if begun and ended:
        yield _minutes("appeal", begun, ended)


def _minutes(what: str, start: datetime, end: datetime) -> Cell:
    return f"{what}_minutes", day(end), "minutes", str(int((end - start).total_seconds() // 60))


# Tracks B and C: counted apart, and never with A --------------------------------------------


def _election_law(case: Case, _: Saw | None) -> Iterator[Cell]:
    filing, on = case.filing, day(case.opened_at)
    yield from each(("filed",), on, (("origin", filing.origin if filing else ""),))
    for state, what in (
        ("diregister", "registered"),
        ("tidak_diregister", "not_registered"),
        ("dicabut", "withdrawn"),
    ):
        if case.entered(state):
            yield f"filed_{what}", on, "", ""
    if filing and filing.finding:
        yield "ruled", on, "finding", filing.finding
    if filing and filing.handed_to:
        yield "handed_over", on, "destination", filing.handed_to


def _order(case: Case, _: Saw | None) -> Iterator[Cell]:
    order, on = case.order, day(case.opened_at)
    ways = (("issuer", order.issuer),) if order else ()
    yield from each((f"order_{what}" for what in _of_order(case)), on, ways)
    done = times(case).first_decision
    if done:
        yield _minutes("order", case.opened_at, done)


def _of_order(case: Case) -> Iterator[str]:
    yield "received"
    if case.order and case.order.urgent:
        yield "urgent"
    steps = ("validated", "refused", "geo_limited", "removed", "revoked")
    entered = [state for state in steps if case.entered(state)]
    yield from entered
    if not entered:
        yield "open"


def rule_id(rule: str) -> str:
    """The rule's own id.

    >>> rule_id("pilkada-2024@1/CIV-PROC")
    'CIV-PROC'
    """
    return rule.rpartition("/")[2]
