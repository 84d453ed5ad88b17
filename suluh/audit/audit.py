"""One audit: what it looked at, what came of it, and whether it matters who or where is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from suluh.audit.counterfactual import Counterfactual, compare, compare_framed, joined
from suluh.audit.differences import Differences, differences
from suluh.audit.languages import ByLanguage, Labelled, by_language
from suluh.audit.observed import observe
from suluh.audit.reporters import Reports, who_reports_whom
from suluh.content import Post
from suluh.knowledge import Knowledge
from suluh.ledger import Event
from suluh.policy.audited import AuditRecord
from suluh.policy.decision import Decision
from suluh.policy.rule import Policy
from suluh.text.names import NameBook

DecideMany = Callable[[Sequence[Post]], list[Decision]]
Judge = Callable[[Decision], bool]


class Ledgered(msgspec.Struct, frozen=True):
    """What a ledger shows of fairness."""

    events: int
    unread: int  # events of ours that could not be read; of another version
    differences: Differences
    reports: tuple[Reports, ...]


class Audit(msgspec.Struct, frozen=True):
    """Everything that was looked at; None where it was not."""

    made_at: datetime
    election: str
    policy: str  # name@version
    content: str  # SHA-256 of the policy's content
    knowledge: str
    counterfactual: Counterfactual
    ledger: Ledgered | None = None
    languages: tuple[ByLanguage, ...] = ()
    labels: dict[str, str] = {}  # identity or region: as a person says it

    @property
    def passed(self) -> bool:
        """Whether no decision changed with whom or where a post is about, and nobody stands out in the ledger."""
        return self.counterfactual.passed and not (self.ledger and self.ledger.differences.flagged)

    def record(self) -> AuditRecord:
        """What the gate of the policy asks of it."""
        proof = self.counterfactual
        return AuditRecord(
            self.policy,
            self.content,
            self.knowledge,
            self.made_at,
            proof.posts,
            proof.tried,
            proof.changed,
            proof.failed_rules,
        )


def by_exchange(
    posts: Iterable[Post], decide_many: DecideMany, knowledge: Knowledge, *, frames: bool
) -> Counterfactual:
    """The proof by exchange over posts, and over the frames in which everybody takes the same place."""
    found = compare(posts, decide_many, knowledge)
    return joined(found, compare_framed(decide_many, knowledge)) if frames else found


def from_ledger(events: Iterable[Event], names: NameBook) -> Ledgered:
    """What the events show."""
    folded = observe(events, names)
    return Ledgered(
        folded.events,
        folded.unread,
        differences(folded.observations),
        who_reports_whom(folded.observations, folded.sectors),
    )


def from_labels(
    posts: Sequence[Labelled], decide_many: DecideMany, found: Judge, limited: Judge
) -> tuple[ByLanguage, ...]:
    """Errors by language over posts whose right answer is known."""
    return by_language(posts, decide_many([one.post for one in posts]), found, limited)


def labelled(names: Iterable[str], knowledge: Knowledge) -> dict[str, str]:
    """How a person says each identity: region and ballot number of a pair, the first form of a name, a region's name."""
    return {name: _label(name, knowledge) for name in names}


def _label(name: str, knowledge: Knowledge) -> str:
    regions = knowledge.facts.regions
    forms: Mapping[str, tuple[str, ...]] = knowledge.names.identities
    if name.startswith("pair:"):
        _, code, number = name.split(":")
        return f"{regions.name(code) if code in regions else code}, nomor urut {number}"
    if name in forms:
        return forms[name][0].title()
    return regions.name(name) if name in regions else name


def everybody(audit: Audit) -> set[str]:
    """Every identity and region that the audit's tables name."""
    proof = audit.counterfactual
    named = {n for c in (*proof.changes, *proof.by_facts) for n in (c.one, c.other)}
    if audit.ledger:
        named |= {row.who for row in audit.ledger.differences.rows}
        named |= {row.who for row in audit.ledger.reports}
    return named


def made(
    policy: Policy, content: str, knowledge: Knowledge, proof: Counterfactual, now: datetime,
    ledger: Ledgered | None = None, languages: tuple[ByLanguage, ...] = (),
) -> Audit:  # fmt: skip
    """The audit of these parts, with everybody's label."""
    audit = Audit(
        now,
        knowledge.facts.election.id,
        policy.key,
        content,
        knowledge.version,
        proof,
        ledger,
        languages,
    )
    return msgspec.structs.replace(audit, labels=labelled(everybody(audit), knowledge))
