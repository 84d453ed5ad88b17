"""What a scan left for people, brought in as cases: the run's decisions, from its ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from suluh.cases import Role
from suluh.cases.actors import Track
from suluh.cases.events import (
    Acknowledged,
    Happening,
    Reported,
    Routed,
    Sighted,
    Triaged,
)
from suluh.cases.joining import Board
from suluh.cases.things import Account, Thing
from suluh.errors import RequestError
from suluh.ledger import Kind, open_ledger
from suluh.runners.work import DecisionDigest
from suluh.web.models import CaseRow
from suluh.web.order import rules
from suluh.web.store import happen, known_as, turn

ACTOR = "suluh"
_ROUTES = {
    "fact_check": "with_fact_checker",
    "integrity": "with_security",
}  # queue of the policy: desk
_TOGETHER = 100  # cases a transaction


def bring(folder: Path, now: datetime) -> int:
    """Every post of the run in `folder` that waits for a person becomes a case, or a sighting of one.

    The same run again brings nothing twice. Returns how many cases are new.
    Raises RequestError when the folder holds no run.
    """
    path = folder / "ledger.sqlite"
    if not path.is_file():
        raise RequestError(f"{folder}: holds no run of Suluh")
    board, new = Board(Track.A), 0
    waiting = list(_waiting(path))
    for start in range(0, len(waiting), _TOGETHER):
        with turn():
            new += sum(_bring(key, d, board, now) for key, d in waiting[start : start + _TOGETHER])
    return new


def _waiting(path: Path) -> Iterator[tuple[str, DecisionDigest]]:
    with open_ledger(str(path), create=False) as ledger:
        for event in ledger.events(kind=Kind.DECISION):
            body = event.data()
            digest = msgspec.convert(body["decision"], DecisionDigest, strict=False)
            if digest.queue:
                yield f"{body.get('run')}:{body.get('row')}:{digest.post_id}", digest


def _bring(key: str, digest: DecisionDigest, board: Board, now: datetime) -> bool:
    """True for a new case."""
    case = case_id(key)
    thing = _thing(digest)
    if CaseRow.objects.filter(case=case).exists():
        board.learn(case, thing)
        return False
    found = board.find(thing)
    known = found[0] if found else known_as(thing, "A")
    if known:
        happen(
            Sighted(
                case=known, thing=thing, region=digest.region, seen_at=digest.posted_at, **_who(now)
            )
        )
        return False
    happen(*_events(case, thing, digest, now), saw=digest)
    board.learn(case, thing)
    return True


def case_id(key: str) -> str:
    """A case's id from what makes it one; the same key gives the same id.

    >>> case_id("run:1:p1")
    'A-6efb2c2d35'
    """
    return "A-" + hashlib.sha256(key.encode()).hexdigest()[:10]


def _events(case: str, thing: Thing, digest: DecisionDigest, now: datetime) -> Iterator[Happening]:
    """Reported by the machine, sorted by the policy, sent to the desk that the policy names."""
    who: dict[str, Any] = {"case": case, **_who(now)}
    priority: Any = digest.priority or "P3"
    rule, severity = _rule(digest)
    yield Reported(
        **who,
        track="A",
        thing=thing,
        words=digest.why or "",
        region=digest.region,
        seen_at=digest.posted_at,
        priority=priority,
    )
    yield Acknowledged(**who)
    yield Triaged(**who, priority=priority, severity=severity, rule=rule)
    to: Any = _ROUTES.get(digest.queue or "", "in_review")
    yield Routed(**who, to=to, why=digest.why or "")


def _rule(digest: DecisionDigest) -> tuple[str, int]:
    """The gravest rule that fired, as `policy@version/rule`, and its severity."""
    policy = rules()[1].policy
    fired = [rule for i in digest.rules if (rule := policy.rule(i))]
    gravest = max(fired, key=lambda rule: rule.severity, default=None)
    return (f"{policy.key}/{gravest.id}", gravest.severity) if gravest else ("", 1)


def _thing(digest: DecisionDigest) -> Thing:
    """The post as the digest has it. Its masked author stays there: two accounts may look the same under a mask."""
    return Thing(
        url=digest.url,
        platform=digest.platform,
        platform_id=digest.post_id,
        text=digest.text or digest.seen,
        account=Account(platform=digest.platform),
    )


def _who(now: datetime) -> dict[str, Any]:
    return {"at": now, "actor": ACTOR, "role": Role.MACHINE}
