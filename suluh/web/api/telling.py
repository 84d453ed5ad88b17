"""What is answered about a case: what its page shows the same reader, no more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from suluh.cases.case import Written
from suluh.web.models import CaseRow, Pending, Person
from suluh.web.showing import page_of

_BRIEF = (
    "case", "track", "state", "desk", "priority", "score", "region", "rule", "outcome", "words",
    "seen", "opened_at", "due_at",
)  # fmt: skip


def brief(row: CaseRow) -> dict[str, Any]:
    """As lists show it."""
    return {name: getattr(row, name) for name in _BRIEF}


def held(holder: str | None, person: Person) -> str:
    """Whether somebody has it: "", "you" or "another". Who the other is stays untold, as in the pages."""
    if holder is None:
        return ""
    return "you" if holder == person.key else "another"


def whole(person: Person, row: CaseRow, now: datetime, lang: str) -> dict[str, Any]:
    """As its page shows it."""
    page = page_of(person, row, now, lang)
    case, desk = page["case"], page["on_desk"]
    return brief(page["row"]) | {
        "held": held(page["holder"], person),
        "post": _post(page),
        "needs_two": case.needs_two,
        "facts": facts(page["facts"]),
        "matches": page["rule"],
        "similar": [brief(one.row) for one in page["similar"]],
        "clocks": [{"target": c.target, "due": c.due} for c in page["clocks"]],
        "order": page["score"],
        "may": sorted(action for action, may in page["may"].items() if may),
        "notes": [note(one) for one in page["notes"]],
        "sightings": [_sighting(one) for one in page["sightings"]],
        "evidence": [_evidence(one) for one in (case.evidence if desk else ())],
        "decision": _decision(page),
        "appeal_verdict": case.appeal_verdict,
        "pending": pending(page["pending"]),
        "history": [{"state": e.state, "at": e.at} for e in case.history],
    }


def facts(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Official facts with the address of their source."""
    return [
        {"id": f["id"], "says": f["says"], "source": f["source"].url if f["source"] else None}
        for f in said
    ]


def note(written: Written) -> dict[str, Any]:
    """A message without its writer's id."""
    return {name: getattr(written, name) for name in ("role", "at", "words", "internal")}


def pending(row: Pending | None) -> dict[str, Any] | None:
    """A decision within its grace, or one that could not happen."""
    if row is None:
        return None
    return {"case": row.case, "takes_effect_at": row.due_at, "problem": row.problem}


def _post(page: dict[str, Any]) -> dict[str, Any]:
    case, post = page["case"], page["post"]
    return {
        "url": case.thing.url,
        "platform": case.thing.platform,
        "text": post.text if post else case.thing.text,
        "account_kind": case.account.kind,
    } | {
        name: getattr(post, name, empty)
        for name, empty in (
            ("seen", ""), ("why", ""), ("where", ""), ("author", None), ("posted_at", None), ("views", None),
        )
    }  # fmt: skip


def _sighting(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("role", "organisation", "at", "words")}


def _evidence(kept: Any) -> dict[str, Any]:
    names = ("sha256", "size", "media_type", "what", "captured_at", "note")
    return {name: getattr(kept.item, name) for name in names}


def _decision(page: dict[str, Any]) -> dict[str, Any] | None:
    decision = page["decision"]
    if decision is None or page["case"].state == "in_review":
        return None
    reason = decision.reason if page["on_desk"] else ""
    return {"outcome": decision.outcome, "reason": reason, "at": decision.at}
