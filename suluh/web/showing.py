"""All that the page of a case shows, gathered for its reader; what is not for this reader is left out here."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

from suluh.cases import Case, Role, Track, possible
from suluh.cases.case import Written
from suluh.cases.clocks import clocks
from suluh.cases.events import Outcome, Route, Verdict
from suluh.cases.leases import holder
from suluh.cases.things import EvidenceItem
from suluh.report.listing import listed
from suluh.report.queue import Entry
from suluh.runners.work import DecisionDigest
from suluh.web.access import ON_DESK, Action, granted, roles_for
from suluh.web.console.clusters import members
from suluh.web.console.resembling import similar
from suluh.web.console.seconds import before_decision, is_hidden
from suluh.web.desks import Desk
from suluh.web.models import CaseRow, Pending, Person
from suluh.web.order import explained, rules
from suluh.web.queue import desks_for, waiting
from suluh.web.store import case_from, history, row_of, seen_by_machine

OUTCOMES: tuple[str, ...] = get_args(Outcome)
ROUTES: tuple[str, ...] = get_args(Route)
VERDICTS: tuple[str, ...] = get_args(Verdict)
# What a browser may show as it is; everything else is downloaded. SVG can carry script and is not among them.
SHOWN = frozenset(
    "image/png image/jpeg image/webp image/gif video/mp4 video/webm audio/mpeg audio/ogg audio/wav".split()
)
_EVENT_OF = {
    Action.DECIDE: "decided",
    Action.HEAR: "appeal_decided",
    Action.FACT_CHECK: "fact_checked",
    Action.ROUTE: "routed",
    Action.ASK: "info_asked",
    Action.NOTE: "message",
    Action.HOLD: "leased",
}


def page_of(person: Any, row: CaseRow, now: datetime, lang: str) -> dict[str, Any]:
    """What the template needs. person: whoever looks."""
    told = history(row.case)
    hidden = is_hidden(person, row, now, told)
    told = before_decision(told) if hidden else told
    case, saw = case_from(told), seen_by_machine(told)
    row = row_of(case, saw) if hidden else row
    pending = Pending.objects.filter(case=row.case).first()
    on_desk = any(
        role in ON_DESK or role is Role.AUDITOR for role in granted(person, Action.SEE, row)
    )
    views = saw.views if saw else None
    return {
        "now": now,
        "row": row,
        "case": case,
        "post": _post(saw),
        "facts": facts_in(saw, lang),
        "rule": rule_in(case, lang),
        "rule_other": rule_in(case, "id" if lang == "en" else "en"),
        "similar": similar(person, row, now) if on_desk else (),
        "alike": _alike(person, row) if on_desk else 0,
        "media": _media(case) if on_desk else (),
        "clocks": [c for c in clocks(case, now) if c.running],
        "score": explained(case, views, now).said(lang)
        if case.track is Track.A and on_desk
        else "",
        "holder": holder(case.lease, now),
        "is_mine": holder(case.lease, now) == person.key,
        "pending": pending if pending and pending.person == person.key else None,
        "notes": [m for m in case.messages if on_desk or _is_for(person, m)],
        "sightings": case.sightings if on_desk else (),
        "decision": case.decision,
        "on_desk": on_desk,
        "may_export": not hidden and bool(granted(person, Action.EXPORT, row)),
        "may": {Action.SECOND.value: True} if hidden else _may(person, row, case, now),
        "outcomes": OUTCOMES,
        "routes": ROUTES,
        "verdicts": VERDICTS,
        "priorities": ("P0", "P1", "P2", "P3", "P4"),
        "severities": range(5),
        "default_severity": case.severity if case.severity is not None else 1,
    }


def _is_for(person: Person, message: Written) -> bool:
    """What the desk wrote for those outside, and one's own words; never what another reporter wrote."""
    own = message.by == person.key
    return own or (not message.internal and message.role in ON_DESK)


def _may(person: Person, row: CaseRow, case: Case, now: datetime) -> dict[str, bool]:
    """What this person may do with the case now: the table of access and the table of the track both say so."""
    if holder(case.lease, now) not in (None, person.key):
        return {Action.NOTE.value: bool(granted(person, Action.NOTE, row))}
    return {
        action.value: any(event in possible(case, role) for role in granted(person, action, row))
        for action, event in _EVENT_OF.items()
    } | {
        "sort": case.state in ("submitted", "acknowledged", "reopened")
        and bool(granted(person, Action.ROUTE, row))
    }


def _post(saw: DecisionDigest | None) -> Any:
    facts, policy = rules()
    return listed(Entry(0, saw), facts, policy) if saw else None


def facts_in(saw: DecisionDigest | None, lang: str) -> list[dict[str, Any]]:
    """The official facts that the post was held against, each with its source."""
    known = [fact for i in (saw.facts if saw else ()) if (fact := rules()[0].get(i))]
    return [
        {
            "id": fact.id,
            "says": fact.statement_en if lang == "en" else fact.statement_id,
            "source": next((s for s in fact.sources if s.url), None),
        }
        for fact in known
    ]


def rule_in(case: Case, lang: str) -> dict[str, str] | None:
    """The rule of the case in words."""
    rule = rules()[1].policy.rule(case.rule.rpartition("/")[2])
    if rule is None:
        return None
    both = (rule.title, rule.description)
    title, description = (words.en if lang == "en" else words.id for words in both)
    return {"id": case.rule, "title": title, "description": description}


def _media(case: Case) -> list[EvidenceItem]:
    """Pictures, sound and video among the evidence."""
    return [kept.item for kept in case.evidence if kept.item.media_type in SHOWN]


def _alike(person: Person, row: CaseRow) -> int:
    """How many of the same words wait at the same desk, where this person decides or sorts many."""
    if not (row.cluster and row.desk and roles_for(person, Action.BULK)):
        return 0
    desk = Desk(row.desk)
    return members(waiting(person, desk), row.cluster).count() if desk in desks_for(person) else 0
