"""What a decision stands on: the rules that put something in force, with words, facts and reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

from suluh.content import Post
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Decision, RuleOutcome
from suluh.policy.rule import Level, Rule
from suluh.signals.signal import Signal


class SourceLike(Protocol):
    """Where a fact is written."""

    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str | None: ...


class FactLike(Protocol):
    """As much of a fact as a statement needs."""

    @property
    def id(self) -> str: ...
    @property
    def statement_id(self) -> str: ...
    @property
    def statement_en(self) -> str: ...
    @property
    def sources(self) -> Sequence[SourceLike]: ...


class ReviewLike(Protocol):
    """As much of a claim review as a statement needs."""

    @property
    def id(self) -> str: ...
    @property
    def explanation_id(self) -> str: ...
    @property
    def explanation_en(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def url(self) -> str | None: ...


class FactTable(Protocol):
    def get(self, key: str, /) -> FactLike | None: ...


class ReviewTable(Protocol):
    def get(self, key: str, /) -> ReviewLike | None: ...


class Ground(msgspec.Struct, frozen=True):
    """One rule that put something in force, and what it stands on."""

    rule: Rule
    outcome: str
    level: Level | None
    hits: tuple[Signal, ...]
    facts: tuple[FactLike, ...]
    reviews: tuple[ReviewLike, ...]


def grounds(
    decision: Decision, post: Post, facts: FactTable, reviews: ReviewTable, policy: CompiledPolicy
) -> tuple[Ground, ...]:
    """The rules behind the outcome, the strongest first; empty where only the neutral label stands."""
    hits = _hits(decision, post, policy)
    found = [
        _ground(rule, outcome, hits.get(rule.id, ()), facts, reviews)
        for outcome in decision.rules
        if _counts(outcome, decision) and (rule := policy.policy.rule(outcome.id))
    ]
    return tuple(sorted(found, key=lambda g: -policy.ranks.get(g.outcome, 0)))


def _counts(outcome: RuleOutcome, decision: Decision) -> bool:
    """Live, fired, and in force beyond the neutral label; all that fired when a person decided."""
    if outcome.result != "fired" or outcome.state != "live":
        return False
    if decision.automated == "not":
        return outcome.id != "INFO-BANNER"
    return outcome.outcome not in (None, "none", "info_label")


def _hits(decision: Decision, post: Post, policy: CompiledPolicy) -> dict[str, tuple[Signal, ...]]:
    """The signals each rule stood on, found by asking the same policy again."""
    findings = policy.evaluate(post, decision.signals, decision.decided_at, frozenset())
    return {finding.rule.id: finding.hits for finding in findings if finding.level}


def _ground(
    rule: Rule,
    outcome: RuleOutcome,
    hits: tuple[Signal, ...],
    facts: FactTable,
    reviews: ReviewTable,
) -> Ground:
    level = next((level for level in rule.levels if level.name == outcome.why), None)
    return Ground(
        rule=rule,
        outcome=outcome.outcome or "none",
        level=level,
        hits=hits,
        facts=tuple(fact for id_ in _against(_answered(hits), "fact") if (fact := facts.get(id_))),
        reviews=tuple(review for id_ in _against(hits, "review") if (review := reviews.get(id_))),
    )


def _answered(hits: Sequence[Signal]) -> Sequence[Signal]:
    """The dates of a stage are no answer to "that stage is gone": they are cited only where nothing else is."""
    return [hit for hit in hits if hit.details.get("kind") != "skipped"] or hits


def _against(hits: Iterable[Signal], kind: str) -> Iterator[str]:
    ids = (hit.against.id for hit in hits if hit.against and hit.against.kind == kind)
    yield from dict.fromkeys(ids)
