"""Statements of reasons as records: one for every decision that restricts a post, with the fields of the DSA database.

Field and value names are those of the DSA Transparency Database, as `suluh.actions.dsa` has them. A record names
nobody: not the author, not who reported, not who decided; the post is told only as far as the decision's reason tells
it, with personal data masked. What an appeal made of the decision stands beside the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

import msgspec

from suluh.actions.dsa import AUTOMATED, EXPLANATION_MAX, FACTS_MAX, KINDS, OTHER_CATEGORY
from suluh.cases import Case, Refused, Role, Track
from suluh.content import WIB
from suluh.errors import RequestError
from suluh.ledger import Event, Kind
from suluh.policy.rule import Policy, Rule
from suluh.text.privacy import mask
from suluh.transparency.counted import Saw, rule_id
from suluh.transparency.histories import Sorter, Told, is_about_a_case, read

SOURCES = {Role.MACHINE: "SOURCE_VOLUNTARY", Role.REPORTER_TRUSTED: "SOURCE_TRUSTED_FLAGGER"}
OTHER_SOURCE = "SOURCE_TYPE_OTHER_NOTIFICATION"
WITHHELD = (
    "dirahasiakan (withheld)"  # who the trusted reporter was: an author is told that, and not whom
)
UNSAID = "–"


class SawLike(Protocol):
    """What the scan noticed, as far as a statement tells it."""

    @property
    def posted_at(self) -> datetime | None: ...
    @property
    def facts(self) -> tuple[str, ...]: ...


class Statement(msgspec.Struct, frozen=True):
    """A record, and what an appeal made of it."""

    record: dict[str, Any]
    appeal: str | None = None  # upheld | modified | overturned


class _Decision(msgspec.Struct):
    """The body of a scan's decision."""

    decision: Saw
    policy: str = ""


def statements(events: Iterable[Event], policy: Policy) -> Iterator[Statement]:
    """Every statement of a ledger or a dump: those of machines first, as they come, then those of people, by case."""
    with Sorter() as sorter:
        for event in events:
            if event.kind == Kind.DECISION:
                yield from of_scan(event, policy)
            elif is_about_a_case(event.kind):
                sorter.put(event)
        for history in sorter.cases():
            yield from of_history(history, policy)


def of_history(history: Sequence[Told], policy: Policy) -> Iterator[Statement]:
    """Of one case; none where nothing restricts the post, or its events cannot be read."""
    try:
        case, saw = read(history)
    except (Refused, RequestError, msgspec.MsgspecError):
        return
    if case and case.decision and (record := of_case(case, saw, policy, case.decision.outcome)):
        yield Statement(record, case.appeal_verdict)


def of_scan(event: Event, policy: Policy) -> Iterator[Statement]:
    """Of a machine's own decision, which is for a time only and never removes."""
    try:
        told = msgspec.json.decode(event.body, type=_Decision)
    except msgspec.MsgspecError:
        return
    rules = [rule for name in told.decision.rules if (rule := policy.rule(name))]
    done = _done(told.decision.outcome, policy)
    if done:
        name = "M-" + hashlib.sha256(event.subject.encode()).hexdigest()[:16]
        fields = _fields(name, done, rules[:1], event.moment(), told.decision)
        grounds = [f"{told.policy or policy.key}/{rule.id}@{rule.version}" for rule in rules]
        fields |= {
            "incompatible_content_ground": "; ".join(grounds)[:500] or UNSAID,
            "source_type": "SOURCE_VOLUNTARY",
            "automated_detection": "Yes",
            "automated_decision": AUTOMATED["fully"],
            "rule_version": grounds,
        }
        yield Statement(fields)


def of_case(case: Case, saw: SawLike | None, policy: Policy, outcome: str) -> dict[str, Any] | None:
    """The record for what a person decided; None where this outcome restricts nothing, or is no decision of track A.

    outcome: what was decided, or what an appeal has put in its place.
    """
    done = _done(outcome, policy)
    if case.track is not Track.A or case.decision is None or not done:
        return None
    said = case.decision.rule or case.rule
    rule = policy.rule(rule_id(said))
    first = case.sightings[0].role if case.sightings else Role.MACHINE
    reason = mask(case.decision.reason).text
    return _fields(case.id, done, [rule] if rule else [], case.decision.at, saw) | {
        "incompatible_content_ground": said[:500] or UNSAID,
        "incompatible_content_explanation": reason[:EXPLANATION_MAX] or UNSAID,
        "decision_facts": reason[:FACTS_MAX] or UNSAID,
        "source_type": SOURCES.get(first, OTHER_SOURCE),
        "source_identity": WITHHELD if first is Role.REPORTER_TRUSTED else None,
        "automated_detection": "Yes" if saw else "No",
        "automated_decision": AUTOMATED["not"],
        "rule_version": [f"{said}@{rule.version}"] if rule and "/" in said else [],
    }


def _done(outcome: str, policy: Policy) -> dict[str, list[str]]:
    action = policy.actions.get(outcome)
    return {action.dsa_kind: [action.dsa]} if action and action.dsa and action.dsa_kind else {}


def _fields(
    puid: str, done: dict[str, list[str]], rules: Sequence[Rule], at: datetime, saw: SawLike | None
) -> dict[str, Any]:
    """What both kinds have in common."""
    first = rules[0] if rules else None
    explained = first.description.id if first else UNSAID
    posted = saw.posted_at if saw else None
    return {
        "puid": puid,
        **{f"decision_{kind}": done.get(kind) for kind in KINDS},
        **{f"end_date_{kind}_restriction": None for kind in KINDS},
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": UNSAID,
        "incompatible_content_explanation": explained[:EXPLANATION_MAX],
        "incompatible_content_illegal": "No",
        "category": (first and first.dsa_category) or OTHER_CATEGORY,
        "category_specification": [first.dsa_keyword] if first and first.dsa_keyword else [],
        "content_type": [
            first.content_type if first and first.content_type else "CONTENT_TYPE_OTHER"
        ],
        "territorial_scope": ["ID"],
        "content_language": None,
        "content_date": _day(posted),
        "application_date": _day(at),
        "decision_facts": explained[:FACTS_MAX],
        "source_type": OTHER_SOURCE,
        "source_identity": None,
        "automated_detection": "No",
        "automated_decision": AUTOMATED["not"],
        "rule_version": [],
        "fact_versions": list(saw.facts) if saw else [],
        "temporary_until": None,
        "appeal_link": None,
    }


def _day(at: datetime | None) -> str | None:
    return at.astimezone(WIB).date().isoformat() if at else None
