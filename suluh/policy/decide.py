"""Deciding: signals and one version of a policy in, a decision out. Pure; time is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from suluh.content import Post
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Automated, Decision, Review, RuleOutcome
from suluh.policy.finding import Finding
from suluh.policy.priority import priority_of, review_score
from suluh.policy.rule import Level
from suluh.policy.vocabulary import MACHINE_ALONE, NEUTRAL, SUGGEST_ONLY
from suluh.signals.signal import Signal, Stance

Reached = tuple[Finding, tuple[str, ...], str | None]  # a finding, what is in force, what is asked


def decide(
    post: Post,
    signals: Sequence[Signal],
    compiled: CompiledPolicy,
    *,
    knowledge_version: str,
    now: datetime,
    inputs: frozenset[str] = frozenset(),
    reporter_precision: float | None = None,
) -> Decision:
    """What follows from these signals under this policy, at `now` (aware).

    `inputs` names what else was looked at ("media", "coordination", "account_history"), so that a rule without its
    input is recorded as not evaluated. Whatever the policy files say, only the actions of MACHINE_ALONE are put in
    force, and removal only for a near-identical copy of what a person decided: everything else is proposed to a person.
    """
    findings = compiled.evaluate(post, signals, now, inputs) if signals else []
    reached = [_held_back(finding, compiled) for finding in findings if finding.weighty]
    outcome, proposed, review = _neutral(findings) if findings else "none", None, None
    if reached:
        outcome, proposed = _strongest(reached, outcome, compiled.ranks)
        review = _review(reached, post, compiled, now, reporter_precision)
    facts, reviews = _followed(findings, signals)
    return Decision(
        post_id=post.id,
        decided_at=now,
        knowledge=knowledge_version,
        policy=compiled.key,
        outcome=outcome,
        proposed=proposed,
        review=review,
        rules=_answers(findings, reached),
        signals=tuple(signals),
        facts=facts,
        reviews=reviews,
        automated=_automated(outcome),
        notes=(("zone assumed: WIB",) if post.zone_assumed else ()) + post.notes,
    )


def may_stand(action: str, hits: Sequence[Signal]) -> bool:
    """Whether a machine may put this in force alone on these signals (DESIGN, decision four)."""
    if action in NEUTRAL:
        return True
    firm = [hit for hit in hits if is_firm(hit)]
    if action == "remove":
        return any(_copy_of_decided(hit) for hit in firm)
    return action in MACHINE_ALONE and bool(firm)


def is_firm(hit: Signal) -> bool:
    """Asserted, clearly read, and not merely a model's suggestion: only such a signal carries a limit."""
    doubtful = hit.where.place.doubtful
    return hit.stance == Stance.ASSERTS and not doubtful and hit.name not in SUGGEST_ONLY


def _neutral(findings: Iterable[Finding]) -> str:
    """The neutral label, where a live rule sets it."""
    for finding in findings:
        if finding.outcome.outcome == "info_label" and finding.rule.state == "live":
            return "info_label"
    return "none"


def _strongest(
    reached: Iterable[Reached], outcome: str, ranks: dict[str, int]
) -> tuple[str, str | None]:
    """The strongest action in force, and the strongest that is asked for beyond it."""
    proposed = None
    for _, acts, ask in reached:
        outcome = max(outcome, *acts, key=ranks.__getitem__)
        if ask and (proposed is None or ranks[ask] > ranks[proposed]):
            proposed = ask
    stronger = proposed is not None and ranks[proposed] > ranks[outcome]
    return outcome, proposed if stronger else None


def _copy_of_decided(hit: Signal) -> bool:
    return (
        hit.name in ("claim_match", "known_media")
        and hit.details.get("near_identical") is True
        and hit.details.get("decided_by_person") is True
    )


def _held_back(finding: Finding, compiled: CompiledPolicy) -> Reached:
    """What of a level may stand; what may not is proposed instead."""
    level = finding.level
    assert level is not None
    wanted = (level.outcome, *level.also)
    if all(may_stand(action, finding.hits) for action in wanted):
        return finding, wanted, level.propose
    standing = tuple(action for action in wanted if may_stand(action, finding.hits))
    asked = [a for a in wanted if a not in standing] + ([level.propose] if level.propose else [])
    return finding, standing or ("none",), max(asked, key=compiled.ranks.__getitem__)


def _review(
    reached: Iterable[Reached],
    post: Post,
    compiled: CompiledPolicy,
    now: datetime,
    precision: float | None,
) -> Review | None:
    """The most urgent of the reviews asked for; one is made where a limit or proposal has none."""
    asked = []
    for finding, acts, proposed in reached:
        level = finding.level
        if level is None or not (level.review or proposed or set(acts) - NEUTRAL):
            continue
        score = review_score(finding.rule, post, compiled.policy, now, precision)
        asked.append(_asked(finding, level, priority_of(level, compiled.policy, now), score))
    return min(asked, key=lambda review: (review.priority, -review.score), default=None)


def _asked(finding: Finding, level: Level, priority: str, score: float) -> Review:
    if level.review is None:
        return Review("process", "P2", f"{finding.rule.id}: ditahan untuk manusia", score)
    return Review(level.review.queue, priority, f"{finding.rule.id}: {level.review.why.id}", score)


def _answers(findings: Iterable[Finding], reached: Iterable[Reached]) -> tuple[RuleOutcome, ...]:
    """Each rule's answer; where something was held back, what really stands."""
    if not reached:
        return tuple([finding.outcome for finding in findings])
    changed: dict[int, RuleOutcome] = {}
    for finding, acts, proposed in reached:
        if acts[0] != finding.outcome.outcome or proposed != finding.outcome.proposed:
            changed[id(finding)] = RuleOutcome(
                finding.outcome.id,
                finding.outcome.version,
                finding.outcome.state,
                finding.outcome.result,
                finding.outcome.why,
                acts[0],
                proposed,
            )
    return tuple(changed.get(id(finding), finding.outcome) for finding in findings)


def _followed(
    findings: Iterable[Finding], signals: Iterable[Signal]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fact and review ids, those that a rule stands on first."""
    for signal in signals:
        if signal.against is not None:
            break
    else:
        return (), ()
    facts: dict[str, None] = {}
    reviews: dict[str, None] = {}
    for signal in (*(hit for finding in findings for hit in finding.hits), *signals):
        if signal.against is None:
            continue
        if signal.against.kind == "fact":
            facts[signal.against.id] = None
        elif signal.against.kind == "review":
            reviews[signal.against.id] = None
        elif nearest := signal.details.get(
            "fact"
        ):  # a guess: for the person who looks, never a ground
            facts[str(nearest)] = None
    return tuple(facts), tuple(reviews)


def _automated(outcome: str) -> Automated:
    """DSA's question, about what is in force: wholly a machine's, or a copy of what a person decided?

    That a person will look later changes nothing of it; what the person then decides is a decision of its own.
    """
    return "fully" if outcome in MACHINE_ALONE else "partially"
