"""The slow, obvious reading of the policy language: what the compiled function must agree with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from suluh.content import WIB, Post
from suluh.policy.rule import (
    AllOf,
    AnyOf,
    Condition,
    DaysTest,
    DetailTest,
    ExceptionRule,
    FieldTest,
    Level,
    NotThis,
    Policy,
    Rule,
    SignalTest,
    TimeTest,
)
from suluh.signals.signal import Signal, Stance

Truth = bool | None  # None: unknown
Answer = tuple[str, str, str | None]  # rule id, result, why


def interpret(
    policy: Policy, post: Post, signals: Sequence[Signal], now: datetime, inputs: frozenset[str]
) -> list[Answer]:
    """Every rule's answer, in the order of the policy."""
    answers: list[Answer] = []
    names = {signal.name for signal in signals}
    for rule in policy.rules:
        if rule.state in ("live", "shadow"):
            answers += interpret_rule(policy, rule, post, signals, now)
    if "election_topic" in names and answers_possible(policy, names):
        answers += missing_inputs(policy, post, names, inputs, now)
    return answers


def answers_possible(policy: Policy, names: set[str]) -> bool:
    rules = [rule for rule in policy.rules if rule.state in ("live", "shadow")]
    return any(names & set(test.names) for rule in rules for test in noticed(rule.when))


def missing_inputs(
    policy: Policy, post: Post, names: set[str], inputs: frozenset[str], now: datetime
) -> list[Answer]:
    answers: list[Answer] = []
    for given in policy.inputs.values():
        rules = [
            r.id for r in policy.rules if given.id in r.inputs and r.state in ("live", "shadow")
        ]
        if not rules or names & set(given.signals):
            continue
        if given.when and holds(given.when, policy, post, [], [], now) is not True:
            continue
        if given.field is None and given.id not in inputs:
            answers.append((rules[0], "not_evaluated", f"no input {given.id} ({', '.join(rules)})"))
        elif given.field is not None and unknown_field(given.field, post):
            answers.append(
                (rules[0], "not_evaluated", f"unknown {given.field} ({', '.join(rules)})")
            )
    return answers


def unknown_field(name: str, post: Post) -> bool:
    if name == "post.posted_at":
        return post.posted_at is None
    subject, field = name.split(".")
    return field_value(FieldTest(subject, field), post) is None


def interpret_rule(
    policy: Policy, rule: Rule, post: Post, signals: Sequence[Signal], now: datetime
) -> list[Answer]:
    hits = [s for s in signals if any(matches(test, s) for test in noticed(rule.when))]
    truth = holds(rule.when, policy, post, signals, hits, now) if hits else False
    if truth is False:
        return []
    if truth is None:
        return [(rule.id, "not_evaluated", "unknown " + ", ".join(unknowns(rule.when, post)))]
    left, shield = [], None
    for hit in hits:
        by = protector(policy, rule, hit, signals)
        if by is None:
            left.append(hit)
        else:
            shield = shield or by
    if not left:
        return [(rule.id, "protected", shield)]
    return levels(policy, rule, left, post, signals, now)


def levels(
    policy: Policy,
    rule: Rule,
    left: list[Signal],
    post: Post,
    signals: Sequence[Signal],
    now: datetime,
) -> list[Answer]:
    answers: list[Answer] = []
    for level in rule.levels:
        among = [hit for hit in left if firm(hit)] if limits(level) else left
        if not among:
            continue
        truth = True
        if level.when is not None:
            truth = holds(level.when, policy, post, signals, among, now)
        if truth is True:
            return [*answers, (rule.id, "fired", level.name)]
        if truth is None:
            unknown = ", ".join(unknowns(level.when, post))
            answers.append((rule.id, "not_evaluated", f"level {level.name}: unknown {unknown}"))
    return answers


def limits(level: Level) -> bool:
    return any(action not in ("none", "info_label") for action in (level.outcome, *level.also))


def firm(hit: Signal) -> bool:
    if hit.name in ("triage", "judge", "suspicion", "resemblance"):
        return False
    return hit.stance == Stance.ASSERTS and not hit.where.place.doubtful


def protector(policy: Policy, rule: Rule, hit: Signal, signals: Sequence[Signal]) -> str | None:
    for name in rule.exceptions:
        if protects(policy.exceptions[name], hit, signals):
            return name
    return None


def protects(exception: ExceptionRule, hit: Signal, signals: Sequence[Signal]) -> bool:
    beside = any(matches(test, s) for test in exception.signals for s in signals)
    if hit.stance not in exception.stances and not beside:
        return False
    if exception.only and not any(matches(test, hit) for test in exception.only):
        return False
    return not any(matches(limit, hit) for limit in exception.unless)


def noticed(condition: Condition) -> list[SignalTest]:
    if isinstance(condition, SignalTest):
        return [] if condition.of_hits else [condition]
    if isinstance(condition, AllOf | AnyOf):
        return [test for part in condition.parts for test in noticed(part)]
    return []


def matches(test: SignalTest, signal: Signal) -> bool:
    if test.names and signal.name not in test.names:
        return False
    if signal.score < test.low or (test.high is not None and signal.score >= test.high):
        return False
    if test.stances and signal.stance not in test.stances:
        return False
    if signal.stance in test.not_stances:
        return False
    return all(detail_matches(detail, signal) for detail in test.details)


def detail_matches(test: DetailTest, signal: Signal) -> bool:
    value = signal.details.get(test.key)
    found = value in test.values
    if test.low is not None:
        found = type(value) in (int, float) and value >= test.low  # type: ignore[operator]
    return not found if test.negated else found


def holds(
    condition: Condition,
    policy: Policy,
    post: Post,
    signals: Sequence[Signal],
    hits: Sequence[Signal],
    now: datetime,
) -> Truth:
    match condition:
        case AllOf(parts):
            truths = [holds(part, policy, post, signals, hits, now) for part in parts]
            return False if False in truths else None if None in truths else True
        case AnyOf(parts):
            truths = [holds(part, policy, post, signals, hits, now) for part in parts]
            return True if True in truths else None if None in truths else False
        case NotThis(part):
            truth = holds(part, policy, post, signals, hits, now)
            return None if truth is None else not truth
        case SignalTest():
            among = hits if condition.of_hits else signals
            return sum(matches(condition, s) for s in among) >= condition.count
        case FieldTest():
            return field_holds(condition, post)
        case TimeTest():
            return time_holds(condition, policy, post, now)
        case DaysTest(low, high):
            days = (policy.vote_date - now.astimezone(WIB).date()).days
            return (low is None or days >= low) and (high is None or days <= high)


def field_value(test: FieldTest, post: Post) -> object:
    if test.subject == "author":
        return getattr(post.author, test.field)
    if test.field in ("views", "shares"):
        return getattr(post.metrics, test.field)
    return {"has_media": bool(post.media), "reply": post.parent is not None, "tags": post.tags}[
        test.field
    ]


def field_holds(test: FieldTest, post: Post) -> Truth:
    value = field_value(test, post)
    if value is None:
        return None
    if test.field == "tags":
        return any(tag in post.tags for tag in test.values)
    if test.values:
        return value in test.values
    return (test.low is None or value >= test.low) and (test.high is None or value <= test.high)  # type: ignore[operator]


def time_holds(test: TimeTest, policy: Policy, post: Post, now: datetime) -> Truth:
    moment = post.posted_at if test.clock == "posted" else now
    if moment is None:
        return None
    period = policy.periods[test.period]
    before = period.start is not None and moment < period.start
    after = period.end is not None and moment >= period.end
    return {"before": before, "after": after, "within": not before and not after}[test.side]


def unknowns(condition: Condition | None, post: Post) -> list[str]:
    found: list[str] = []
    match condition:
        case AllOf(parts) | AnyOf(parts):
            found = [name for part in parts for name in unknowns(part, post)]
        case NotThis(part):
            found = unknowns(part, post)
        case FieldTest():
            missing = field_value(condition, post) is None
            found = [f"{condition.subject}.{condition.field}"] if missing else []
        case TimeTest(clock="posted"):
            found = ["post.posted_at"] if post.posted_at is None else []
    return list(dict.fromkeys(found))
