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
from suluh.report.groups.evidence import data_of
from suluh.report.listing import listed
from suluh.report.queue import Entry
from suluh.runners.work import DecisionDigest
from suluh.web.access import ON_DESK, Action, covers, granted, roles_for
from suluh.web.console.clusters import members
from suluh.web.console.resembling import similar
from suluh.web.console.seconds import before_decision, is_hidden
from suluh.web.desks import Desk
from suluh.web.lists import row_of
from suluh.web.models import CaseRow, Pending, Person
from suluh.web.order import explained, rules
from suluh.web.queue import desks_for, waiting
from suluh.web.reporters import measure
from suluh.web.store import case_from, history, seen_by_machine, standing

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
    Action.SHARE: "shared",
}


def page_of(person: Any, row: CaseRow, now: datetime, lang: str) -> dict[str, Any]:
    """What the template needs. person: whoever looks."""
    hidden = is_hidden(person, row, now)
    case, saw = _before_decision(row.case) if hidden else _standing(row.case)
    row = row_of(case, saw) if hidden else row
    pending = Pending.objects.filter(case=row.case).first()
    at_desk = on_desk(person, row)
    return {
        "now": now,
        "row": row,
        "case": case,
        "post": _post(saw),
        "facts": facts_in(saw, lang),
        "rule": rule_in(case, lang),
        "rule_other": rule_in(case, "id" if lang == "en" else "en"),
        "similar": similar(person, row, now) if at_desk else (),
        "alike": _alike(person, row) if at_desk else 0,
        "media": _media(case) if at_desk else (),
        "group": at_desk and data_of(case) is not None,
        "files": _files(case) if at_desk else (),
        "clocks": [c for c in clocks(case, now) if c.running],
        "score": _score(case, saw, now, lang) if at_desk else "",
        "holder": holder(case.lease, now),
        "is_mine": holder(case.lease, now) == person.key,
        "pending": pending if pending and pending.person == person.key else None,
        "notes": [m for m in case.messages if at_desk or _is_for(person, m)],
        "sightings": case.sightings if at_desk else (),
        "decision": case.decision,
        "shares": case.shared if at_desk else (),
        "guest": at_desk and _is_guest(person, row),
        "on_desk": at_desk,
        "may_export": not hidden and bool(granted(person, Action.EXPORT, row)),
        "may": {Action.SECOND.value: True} if hidden else _may(person, row, case, now),
        "outcomes": OUTCOMES,
        "routes": ROUTES,
        "verdicts": VERDICTS,
        "priorities": ("P0", "P1", "P2", "P3", "P4"),
        "severities": range(5),
        "default_severity": case.severity if case.severity is not None else 1,
    }


def why_there(person: Person, row: CaseRow, now: datetime, lang: str) -> str:
    """The factors of a case's place in the queue, in words; "" for who is not at a desk, and on other tracks."""
    if not on_desk(person, row):
        return ""
    hidden = is_hidden(person, row, now)
    case, saw = _before_decision(row.case) if hidden else _standing(row.case)
    return _score(case, saw, now, lang)


def _score(case: Case, saw: DecisionDigest | None, now: datetime, lang: str) -> str:
    if case.track is not Track.A:
        return ""
    return explained(case, saw.views if saw else None, now, measure.of(case)).said(lang)


def _standing(case: str) -> tuple[Case, DecisionDigest | None]:
    found = standing(case)
    return found.known(), found.saw


def _before_decision(case: str) -> tuple[Case, DecisionDigest | None]:
    """The case as it stood before anybody decided it."""
    told = before_decision(history(case))
    return case_from(told), seen_by_machine(told)


def _is_guest(person: Person, row: CaseRow) -> bool:
    """Whether this person reads it only because another office has shared it."""
    reading = [role for role, region in person.granted_roles if covers(region, row.region)]
    return not any(role in granted(person, Action.SEE, row) for role in reading)


def on_desk(person: Any, row: CaseRow) -> bool:
    """Whether this reader sees the case from a desk, and not as somebody who reported it."""
    roles = granted(person, Action.SEE, row)
    return any(role in ON_DESK or role is Role.AUDITOR for role in roles)


def _is_for(person: Person, message: Written) -> bool:
    """What the desk wrote for those outside, and one's own words; never what another reporter wrote."""
    own = message.by == person.key
    return own or (not message.internal and message.role in ON_DESK)


def _may(person: Person, row: CaseRow, case: Case, now: datetime) -> dict[str, bool]:
    """What this person may do with the case now: the table of access and the table of the track both say so."""
    if holder(case.lease, now) not in (None, person.key):
        return {one.value: bool(granted(person, one, row)) for one in (Action.NOTE, Action.SHARE)}
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


def _files(case: Case) -> list[EvidenceItem]:
    """The documents among it, which are downloaded."""
    return [kept.item for kept in case.evidence if kept.item.media_type not in SHOWN]


def _alike(person: Person, row: CaseRow) -> int:
    """How many of the same words wait at the same desk, where this person decides or sorts many."""
    if not (row.cluster and row.desk and roles_for(person, Action.BULK)):
        return 0
    desk = Desk(row.desk)
    return members(waiting(person, desk), row.cluster).count() if desk in desks_for(person) else 0
