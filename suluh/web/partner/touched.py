"""Which decisions stand on a fact, and how they would come out under a changed one."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from suluh.cases import Refused, Role
from suluh.cases.events import Message
from suluh.content import Post
from suluh.facts import Facts
from suluh.flow import decide_post
from suluh.knowledge import Knowledge, imported_mark, open_knowledge
from suluh.ledger.models import EventRow
from suluh.policy.calendar import dated
from suluh.policy.compiler import CompiledPolicy, compile_policy
from suluh.policy.language import load_policy
from suluh.policy.published import key_of
from suluh.web.models import CaseRow
from suluh.web.order import ELECTION, action_name
from suluh.web.partner.proposals import Proposal
from suluh.web.store import MACHINE_SAW, case_from, happen, history, seen_by_machine
from suluh.web.tongue import said

MOST = 200  # cases that are decided again at once
KEPT = 4  # versions that a process keeps ready
_kept: dict[
    tuple[str, str], tuple[Knowledge, CompiledPolicy]
] = {}  # by version of facts and reviews
_EVENTS = (MACHINE_SAW, "case_decided")


class Touched(NamedTuple):
    """A case that stands on the fact; the machine's outcome before and after, "" where it has no words to read."""

    row: CaseRow
    before: str = ""
    after: str = ""

    @property
    def differs(self) -> bool:
        return self.before != self.after


def touched(fact: str) -> list[CaseRow]:
    """The cases whose decision or whose machine signals name the fact, the latest first."""
    named = EventRow.objects.filter(kind__in=_EVENTS, body__contains=f'"{fact}"')
    cases = named.values_list("subject", flat=True).distinct()
    return list(CaseRow.objects.filter(case__in=list(cases)).order_by("-opened_at", "case")[:MOST])


def decided_again(fact: str, before: Facts, after: Facts, now: datetime) -> list[Touched]:
    """Each of them decided under both versions of the facts, as the machine would. Nothing is changed."""
    rows = touched(fact)
    if not rows:
        return []
    old, new = rules_under(before), rules_under(after)
    return [_again(row, old, new, now) for row in rows]


def tell_desks(found: list[Touched], proposal: Proposal, now: datetime) -> int:
    """Writes a note for the desk on every case whose outcome would differ; how many."""
    told = 0
    for touch in found:
        if touch.differs:
            words = said("fact_moved", "id", fact=proposal.fact, n=proposal.version,
                         before=action_name(touch.before, "id"), after=action_name(touch.after, "id"))  # fmt: skip
            who = {"case": touch.row.case, "at": now, "actor": "suluh", "role": Role.MACHINE}
            try:
                happen(Message(**who, words=words, internal=True))  # type: ignore[arg-type]
            except Refused:  # a draft, or a case of another track
                continue
            told += 1
    return told


def _again(
    row: CaseRow,
    old: tuple[Knowledge, CompiledPolicy],
    new: tuple[Knowledge, CompiledPolicy],
    now: datetime,
) -> Touched:
    told = history(row.case)
    case, saw = case_from(told), seen_by_machine(told)
    text = (saw.text if saw else "") or case.thing.text
    if not text:
        return Touched(row)
    at = (saw.posted_at if saw else None) or now
    post = Post(id=row.case, text=text, posted_at=at, region=row.region or None)
    outcomes = [decide_post(post, *rules, at).decision for rules in (old, new)]
    return Touched(row, *(d.proposed or d.outcome for d in outcomes))


def rules_under(facts: Facts) -> tuple[Knowledge, CompiledPolicy]:
    """Knowledge with these facts, and the policy with their dates. Claims stay those of the installation."""
    key = (facts.version, imported_mark())
    if key not in _kept:
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        knowledge, policy = Knowledge(facts, open_knowledge(ELECTION).claims), load_policy()
        _kept[key] = knowledge, compile_policy(dated(policy, facts).policy, key_of(policy))
    return _kept[key]
