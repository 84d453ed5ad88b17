"""A group of accounts becomes a case of track A: what the search saw is its evidence, and the security desk has it.

    a finding  →  its case (same accounts, same window: the same case)
               →  reported by the machine, sorted by the rule on networks, sent to the security desk
               →  evidence: the group as data, its page, its picture; and why a person wanted it looked at

A group that is set apart (disclosed campaigning, a wire, a prayer …) never becomes one. Nothing is done to an account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from suluh.cases import Case, Role
from suluh.cases.events import (
    Acknowledged,
    EvidenceAdded,
    Happening,
    Message,
    Reported,
    Routed,
    Triaged,
)
from suluh.cases.things import Account, EvidenceItem, Thing
from suluh.errors import RequestError
from suluh.networks import Asked, Group
from suluh.report.groups import evidence, in_short
from suluh.web.machine import ACTOR, case_id
from suluh.web.models import CaseRow
from suluh.web.order import rules
from suluh.web.store import happen, turn
from suluh.web.views.evidence import store

RULE = "CIB-NETWORK"


class Opener(NamedTuple):
    """Who wants the case: a pseudonymous id, and the region whose desk gets it ("" for all of Indonesia)."""

    key: str
    role: Role
    region: str = ""
    why: str = ""


MACHINE = Opener(ACTOR, Role.MACHINE)


class Opened(NamedTuple):
    """`is_new` is False where the group has its case already."""

    case: str
    is_new: bool


def case_for(group: Group, asked: Asked) -> str:
    """The number that the case of this group has, or would have."""
    who = sorted(member.account for member in group.members)
    return case_id("\n".join((f"networks {asked.window:g}", *who)))


def opened(groups: Iterable[Group], asked: Asked) -> dict[str, str]:
    """Of these groups, those that have a case: group to case."""
    wanted = {case_for(group, asked): group.id for group in groups if group.why is None}
    found = CaseRow.objects.filter(case__in=wanted).values_list("case", flat=True)
    return {wanted[case]: case for case in found}


def open_case(group: Group, asked: Asked, now: datetime, by: Opener = MACHINE) -> Opened:
    """The case of a finding, with its evidence; once, however often it is asked for.

    Raises RequestError for a group that is set apart, ServiceError where the evidence cannot be kept.
    """
    if group.why is not None:
        raise RequestError(f"group {group.id} is set apart and becomes no case")
    case = case_for(group, asked)
    if CaseRow.objects.filter(case=case).exists():
        return Opened(case, is_new=False)
    kept = [_kept(piece, group, now) for piece in evidence.pieces(group)]
    with turn():
        if CaseRow.objects.filter(case=case).exists():  # somebody was quicker
            return Opened(case, is_new=False)
        happen(*_events(case, group, kept, now, by))
    return Opened(case, is_new=True)


class KeptGroup(NamedTuple):
    """A group as it was when it became a case, and the hash under which it is kept."""

    group: Group
    sha256: str


def group_in(case: Case) -> KeptGroup | None:
    """The group that a case is about, from its evidence; None for any other case.

    Raises RequestError or InputError where the evidence is gone or no longer what it was.
    """
    item = evidence.data_of(case)
    if item is None:
        return None
    data = b"".join(store().read(item.sha256))
    return KeptGroup(msgspec.json.decode(data, type=Group), item.sha256)


def _kept(piece: evidence.Piece, group: Group, now: datetime) -> EvidenceItem:
    sha256, size = store().put(piece.data)
    return EvidenceItem(
        sha256=sha256, size=size, media_type=piece.media_type, what=piece.what, captured_at=now, note=group.id
    )  # fmt: skip


def _events(
    case: str, group: Group, kept: Sequence[EvidenceItem], now: datetime, by: Opener
) -> Iterator[Happening]:
    """Everything that happens when a case is opened, in order."""
    machine: dict[str, Any] = {"case": case, "at": now, "actor": ACTOR, "role": Role.MACHINE}
    person = machine | {"actor": by.key, "role": by.role}
    policy = rules()[1].policy
    rule = next(rule for rule in policy.rules if rule.id == RULE)
    asks = next(level.review for level in rule.levels if level.review)
    priority: Any = asks.priority
    yield Reported(
        **machine,
        track="A",
        thing=_thing(group),
        words=asks.why.id,
        region=by.region or None,
        seen_at=group.last,
        priority=priority,
    )
    yield Acknowledged(**machine)
    yield Triaged(**machine, priority=priority, severity=rule.severity, rule=f"{policy.key}/{RULE}")
    yield Routed(**machine, to="with_security", why=asks.why.id)
    for item in kept:
        yield EvidenceAdded(**person, item=item)
    if by.why:
        yield Message(**person, words=by.why, internal=True)


def _thing(group: Group) -> Thing:
    """The group in one sentence. It is no single post and no single account, so it has no address of either."""
    platform = group.platforms[0] if len(group.platforms) == 1 else None
    return Thing(platform=platform, text=in_short(group), account=Account(platform=platform))
