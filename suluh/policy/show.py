"""One rule told in words: what makes it speak, whom it spares, what follows, on which ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from suluh.errors import RequestError
from suluh.policy.decision import RuleOutcome
from suluh.policy.lines import unknown
from suluh.policy.rule import (
    AllOf,
    AnyOf,
    Condition,
    DaysTest,
    DetailTest,
    FieldTest,
    Level,
    NotThis,
    Policy,
    Reference,
    Rule,
    SignalTest,
    TimeTest,
)
from suluh.policy.wording import phrase, told


class RuleShown(msgspec.Struct, frozen=True):
    """A rule for people (`text`) and for machines (`rule`)."""

    rule: Rule
    text: str


def show_rule(policy: Policy, rule_id: str, lang: str = "id") -> RuleShown:
    """The rule of that id in words. Raises RequestError with the likeliest intention."""
    rule = policy.rule(rule_id) or policy.rule(rule_id.upper())
    if rule is None:
        raise RequestError(unknown("rule", rule_id, [rule.id for rule in policy.rules]))
    return RuleShown(rule, "\n".join(_page(policy, rule, lang)) + "\n")


def explain_outcome(policy: Policy, outcome: RuleOutcome, lang: str = "id") -> str:
    """A rule's answer in a decision, as a sentence: why it was protected or not evaluated."""
    why = outcome.why or ""
    if outcome.result == "protected" and why in policy.exceptions:
        return phrase("protected", lang, title=told(policy.exceptions[why].title, lang))
    if outcome.result == "not_evaluated" and why.startswith("no input "):
        given = policy.inputs[why.split()[2]]
        return phrase("no_input", lang, why=told(given.why, lang))
    if outcome.result == "not_evaluated":
        return phrase("unknown", lang, fields=why.rsplit("unknown ", 1)[-1])
    return phrase("fired", lang, level=why)


def _page(policy: Policy, rule: Rule, lang: str) -> Iterator[str]:
    yield f"{rule.id}  {told(rule.title, lang)}"
    yield (
        f"{policy.key}, {phrase('version', lang)} {rule.version}, {phrase('state', lang)}: "
        + phrase(f"state_{rule.state}", lang)
    )
    yield from ("", told(rule.description, lang), "", phrase("when", lang))
    yield from _condition(rule.when, policy, lang, 1)
    if rule.exceptions:
        yield from ("", phrase("exceptions", lang))
        for name in rule.exceptions:
            exception = policy.exceptions[name]
            yield f"  - {told(exception.title, lang)} ({name}): {told(exception.test, lang)}"
    yield from ("", phrase("levels", lang))
    for level in rule.levels:
        yield from _level(level, policy, lang)
    yield from ("", phrase("author_reads", lang), f"  {told(rule.sentence, lang)}")
    yield from (f"  - {told(narrower.words, lang)}" for narrower in rule.sentences)
    for kind in ("violating", "borderline", "not_violating"):
        yield from _bullets(phrase(kind, lang), getattr(rule, kind))
    yield from _grounds(rule, policy, lang)


def _grounds(rule: Rule, policy: Policy, lang: str) -> Iterator[str]:
    yield ""
    yield f"{phrase('severity', lang)}: {rule.severity} ({policy.severities[rule.severity].name})"
    yield f"{phrase('human_review', lang)}: {rule.human_review}"
    ladder = " → ".join(told(policy.actions[name].title, lang) for name in rule.ladder)
    yield f"{phrase('ladder', lang)}: {ladder}"
    if rule.fact_slots:
        yield f"{phrase('fact_slots', lang)}: {', '.join(rule.fact_slots)}"
    for kind in ("legal_refs", "platform_refs"):
        references: tuple[Reference, ...] = getattr(rule, kind)
        yield from _bullets(phrase(kind, lang), (_reference(ref, lang) for ref in references))
    yield from _bullets(phrase("notes", lang), (told(note, lang) for note in rule.notes))


def _bullets(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield from ("", title, *(f"  - {line}" for line in lines))


def _reference(reference: Reference, lang: str) -> str:
    platform = f"{reference.platform}: " if reference.platform else ""
    return f"{platform}{reference.ref} ({phrase(reference.confidence, lang)})"


def _level(level: Level, policy: Policy, lang: str) -> Iterator[str]:
    yield f"  - {level.name}"
    if level.when is None:
        yield f"      {phrase('always', lang)}"
    else:
        yield from _condition(level.when, policy, lang, 3)
    ends = f", {phrase(f'until_{level.until}', lang)}" if level.until else ""
    yield f"      → {phrase('outcome', lang)}: {_actions((level.outcome,), policy, lang)}{ends}"
    if level.also:
        yield f"      → {phrase('also', lang)}: {_actions(level.also, policy, lang)}"
    if level.propose:
        yield f"      → {phrase('propose', lang)}: {_actions((level.propose,), policy, lang)}"
    if level.review:
        ask = level.review
        queue = told(policy.queues[ask.queue], lang)
        key = "review_near" if ask.near_poll else "review"
        yield "      → " + phrase(key, lang, queue=queue, priority=ask.priority, near=ask.near_poll)


def _actions(names: Iterable[str], policy: Policy, lang: str) -> str:
    return ", ".join(f"{told(policy.actions[name].title, lang)} ({name})" for name in names)


def _condition(condition: Condition, policy: Policy, lang: str, depth: int) -> Iterator[str]:
    pad = "  " * depth
    match condition:
        case AllOf(parts) | AnyOf(parts):
            yield pad + phrase("all" if isinstance(condition, AllOf) else "any", lang)
            for part in parts:
                yield from _condition(part, policy, lang, depth + 1)
        case NotThis(part):
            yield pad + phrase("not", lang)
            yield from _condition(part, policy, lang, depth + 1)
        case SignalTest():
            yield pad + "- " + _signal(condition, lang)
        case FieldTest():
            yield pad + "- " + _field(condition, lang)
        case TimeTest():
            yield pad + "- " + _time(condition, policy, lang)
        case DaysTest(low, high):
            yield pad + "- " + phrase("days", lang, low=low, high=high)


def _listed(values: Iterable[object], lang: str) -> str:
    return f" {phrase('or', lang)} ".join(str(value) for value in values)


def _values(values: Iterable[object], lang: str) -> str:
    return _listed((phrase("yes", lang) if value is True else value for value in values), lang)


def _signal(test: SignalTest, lang: str) -> str:
    names = _listed((f"{phrase(f'signal_{name}', lang)} ({name})" for name in test.names), lang)
    head = phrase("hit" if names else "hit_any", lang, names=names)
    parts = [head if test.of_hits else phrase("signal", lang, names=names)]
    if test.low:
        parts.append(phrase("score", lang, low=f"{test.low:g}"))
    if test.high is not None:
        parts.append(phrase("score_below", lang, high=f"{test.high:g}"))
    if test.stances:
        parts.append(phrase("stance", lang, values=_listed(test.stances, lang)))
    if test.not_stances:
        parts.append(phrase("not_stance", lang, values=_listed(test.not_stances, lang)))
    parts += [_detail(detail, lang) for detail in test.details]
    if test.count > 1:
        parts.append(phrase("count", lang, count=test.count))
    return ", ".join(parts)


def _detail(test: DetailTest, lang: str) -> str:
    if test.low is not None:
        return phrase("detail_min", lang, key=test.key, low=f"{test.low:g}")
    values = _values(test.values, lang)
    return phrase("not_detail" if test.negated else "detail", lang, key=test.key, values=values)


def _field(test: FieldTest, lang: str) -> str:
    where = {"subject": test.subject, "field": test.field}
    if test.values:
        return phrase("field", lang, values=_values(test.values, lang), **where)
    bounds = []
    if test.low is not None:
        bounds.append(phrase("field_min", lang, low=f"{test.low:g}", **where))
    if test.high is not None:
        bounds.append(phrase("field_max", lang, high=f"{test.high:g}", **where))
    return ", ".join(bounds)


def _time(test: TimeTest, policy: Policy, lang: str) -> str:
    period = policy.periods[test.period]
    start, end = (
        f"{moment:%d-%m-%Y %H.%M %z}" if moment else "…" for moment in (period.start, period.end)
    )
    when = phrase(test.side, lang, period=period.id, start=start, end=end)
    return f"{phrase(test.clock, lang)} {when}"
