"""A policy compiled, once per version, to one Python function whose source can be read.

Truth has three values here, written 0 false, 1 unknown, 2 true, so that `all` is `min` and `any` is `max` (Kleene).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from suluh.content import WIB, Post
from suluh.policy.conditions import noticed, walk
from suluh.policy.decision import RuleOutcome
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
from suluh.policy.vocabulary import NEUTRAL, SUGGEST_ONLY
from suluh.signals.signal import Signal, Stance


class Finding(msgspec.Struct, frozen=True):
    """One rule's answer with what it stands on: the level taken and the signals it saw."""

    outcome: RuleOutcome
    rule: Rule
    level: Level | None = None
    hits: tuple[Signal, ...] = ()
    weighty: bool = False  # live, and more than the neutral label: something to hold back or review


Evaluate = Callable[[Post, Sequence[Signal], datetime, frozenset[str]], list[Finding]]


class CompiledPolicy(msgspec.Struct, frozen=True):
    """A policy and its function; `source` is the generated Python."""

    policy: Policy
    key: str  # pilkada-2024@1+9f2c12ab, what every decision records
    evaluate: Evaluate
    source: str
    ranks: dict[str, int]


def compile_policy(policy: Policy, key: str | None = None) -> CompiledPolicy:
    """The function of this policy. Draft and retired rules are left out; shadow rules are marked.

    key: what its decisions record; name and version when none is given."""
    writer = _Writer(policy)
    source = writer.program()
    code = compile(source, f"<policy {policy.key}>", "exec")
    space: dict[str, Any] = dict(writer.constants)
    exec(code, space)  # our own generated source: no text of a policy file reaches it unquoted
    ranks = {action.id: action.rank for action in policy.actions.values()}
    return CompiledPolicy(policy, key or policy.key, space["evaluate"], source, ranks)


def running(policy: Policy) -> tuple[Rule, ...]:
    """The rules that are evaluated: live and shadow."""
    return tuple(rule for rule in policy.rules if rule.state in ("live", "shadow"))


def is_weighty(rule: Rule, level: Level) -> bool:
    """Whether the level asks for more than the neutral label."""
    return rule.state == "live" and bool(is_limit(level) or level.propose or level.review)


def is_limit(level: Level) -> bool:
    """Whether the level puts more in force than the neutral label."""
    return level.outcome not in NEUTRAL or bool(set(level.also) - NEUTRAL)


def fields(condition: Condition | None) -> tuple[str, ...]:
    """The fields whose absence makes the condition unknown, as `author.kind`, `posted_at`."""
    found: dict[str, None] = {}
    for part in walk(condition):
        if isinstance(part, FieldTest) and part.field not in ("has_media", "tags", "reply"):
            found[f"{part.subject}.{part.field}"] = None
        elif isinstance(part, TimeTest) and part.clock == "posted":
            found["post.posted_at"] = None
    return tuple(found)


def days_between(now: datetime, vote: date) -> int:
    """Whole days in WIB from now to the vote."""
    return (vote - now.astimezone(WIB).date()).days


def answer(rule: Rule, result: str, why: str | None, level: Level | None = None) -> RuleOutcome:
    """What the decision records of a rule."""
    return RuleOutcome(
        id=rule.id,
        version=rule.version,
        state=rule.state,
        result=result,
        why=why,
        outcome=level.outcome if level else None,
        proposed=level.propose if level else None,
    )


_FIELDS = {
    "author.kind": "post.author.kind",
    "author.registered": "post.author.registered",
    "author.verified": "post.author.verified",
    "author.followers": "post.author.followers",
    "post.has_media": "bool(post.media)",
    "post.reply": "(post.parent is not None)",
    "post.views": "post.metrics.views",
    "post.shares": "post.metrics.shares",
    "post.posted_at": "post.posted_at",
}


class _Writer:
    """Writes the program; constants are named and kept beside it."""

    def __init__(self, policy: Policy):
        self.policy = policy
        self.rules = running(policy)
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {
            "Finding": Finding,
            "answer": answer,
            "days_between": days_between,
            "VOTE": policy.vote_date,
            "ASSERTS": Stance.ASSERTS,
            "SUGGEST_ONLY": SUGGEST_ONLY,
        }

    def program(self) -> str:
        """The whole function: dispatch on the names of signals present, then one block a rule."""
        self.constants["RULES_OF"] = self._dispatch()
        self._put(0, "def evaluate(post, signals, now, inputs):")
        self._put(1, "found = []")
        self._put(1, "names = {s.name for s in signals}")
        self._put(1, "todo = 0")
        self._put(1, "for name in names:")
        self._put(2, "todo |= RULES_OF.get(name, 0)")
        self._put(1, "if not todo:")
        self._put(2, "return found")
        for position, rule in enumerate(self.rules):
            self._rule(position, rule)
        self._inputs()
        self._put(1, "return found")
        return "\n".join(self.lines) + "\n"

    def _dispatch(self) -> dict[str, int]:
        masks: dict[str, int] = {}
        for position, rule in enumerate(self.rules):
            for test in noticed(rule.when):
                for name in test.names:
                    masks[name] = masks.get(name, 0) | 1 << position
        return masks

    def _put(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def _constant(self, hint: str, value: Any) -> str:
        name = f"{hint}_{len(self.constants)}"
        self.constants[name] = value
        return name

    def _rule(self, position: int, rule: Rule) -> None:
        tests = list(noticed(rule.when))
        self._put(
            1, f"if todo & {1 << position}:  # {rule.id} version {rule.version}, {rule.state}"
        )
        seen = " or ".join(f"({self._matches(test)})" for test in tests)
        self._put(2, f"hits = [s for s in signals if {seen}]")
        self._put(2, f"truth = {self._when(rule.when)}")
        self._put(2, "if truth == 2:")
        self._shields(rule)
        rule_name = self._constant("RULE", rule)
        if self._may_be_unknown(rule.when):
            self._put(2, "elif truth == 1:")
            self._missing(3, rule_name, rule.when, "")

    def _when(self, condition: Condition) -> str:
        parts = condition.parts if isinstance(condition, AnyOf) else (condition,)
        if all(isinstance(part, SignalTest) and part.count == 1 for part in parts):
            return "2 if hits else 0"
        return f"{self._truth(condition, 'hits')} if hits else 0"

    def _shields(self, rule: Rule) -> None:
        exceptions = [self.policy.exceptions[name] for name in rule.exceptions]
        if not exceptions:
            self._put(3, "left = hits")
            self._levels(3, rule)
            return
        self._put(3, "left = []")
        self._put(3, "shield = None")
        self._put(3, "for s in hits:")
        for position, exception in enumerate(exceptions):
            self._put(4, f"{'elif' if position else 'if'} {self._protects(exception)}:")
            self._put(5, f"shield = shield or {exception.id!r}")
        self._put(4, "else:")
        self._put(5, "left.append(s)")
        self._put(3, "if not left:")
        shields = {name: answer(rule, "protected", name) for name in rule.exceptions}
        rule_name = self._constant("RULE", rule)
        self._put(
            4,
            f"found.append(Finding({self._constant('SHIELDS', shields)}[shield], {rule_name}, None, tuple(hits)))",
        )
        self._put(3, "else:")
        self._levels(4, rule)

    def _protects(self, exception: ExceptionRule) -> str:
        ways = []
        if exception.stances:
            ways.append(f"s.stance in {self._constant('STANCES', frozenset(exception.stances))}")
        for test in exception.signals:
            present = " or ".join(f"{name!r} in names" for name in test.names)
            ways.append(f"(({present}) and any({self._matches(test, 'p')} for p in signals))")
        text = f"({' or '.join(ways) or 'False'})"
        if exception.only:
            text += f" and ({' or '.join(f'({self._matches(hit)})' for hit in exception.only)})"
        for limit in exception.unless:
            text += f" and not ({self._matches(limit)})"
        return text

    def _levels(self, depth: int, rule: Rule) -> None:
        limits = [level for level in rule.levels if is_limit(level)]
        if limits:
            self._put(
                depth,
                "firm = [s for s in left if s.stance == ASSERTS and not s.where.place.doubtful"
                " and s.name not in SUGGEST_ONLY]",
            )
        rule_name = self._constant("RULE", rule)
        self._put(depth, "while True:  # the first level that holds; left by break")
        for level in rule.levels:
            self._level(depth + 1, rule, rule_name, level)
        self._put(depth + 1, "break")

    def _level(self, depth: int, rule: Rule, rule_name: str, level: Level) -> None:
        among = "firm" if is_limit(level) else "left"
        self._put(depth, f"# level {level.name}")
        condition = "2" if level.when is None else self._truth(level.when, among)
        self._put(depth, f"truth = {condition} if {among} else 0")
        result = self._constant("FIRED", answer(rule, "fired", level.name, level))
        level_name = self._constant("LEVEL", level)
        self._put(depth, "if truth == 2:")
        self._put(
            depth + 1,
            f"found.append(Finding({result}, {rule_name}, {level_name}, tuple({among}), {is_weighty(rule, level)}))",
        )
        self._put(depth + 1, "break")
        if self._may_be_unknown(level.when):
            self._put(depth, "if truth == 1:")
            self._missing(depth + 1, rule_name, level.when, f"level {level.name}: ")

    def _missing(
        self, depth: int, rule_name: str, condition: Condition | None, prefix: str
    ) -> None:
        self._put(depth, "missing = []")
        for field in fields(condition):
            self._put(depth, f"if {_FIELDS[field]} is None: missing.append({field!r})")
        for period in self._undated(condition):
            self._put(depth, f"missing.append({'period ' + period!r})")
        self._put(depth, f"why = {prefix!r} + 'unknown ' + ', '.join(missing)")
        self._put(
            depth,
            f"found.append(Finding(answer({rule_name}, 'not_evaluated', why), {rule_name}, None, tuple(hits)))",
        )

    def _may_be_unknown(self, condition: Condition | None) -> bool:
        return bool(fields(condition) or self._undated(condition))

    def _undated(self, condition: Condition | None) -> tuple[str, ...]:
        """The periods it asks for that the election at hand has no facts for."""
        asked = (part.period for part in walk(condition) if isinstance(part, TimeTest))
        return tuple(dict.fromkeys(p for p in asked if self.policy.periods[p].is_unknown))

    def _inputs(self) -> None:
        """What was not supplied, named once, and only for posts about the election."""
        self._put(1, "if 'election_topic' in names:")
        self._put(2, "pass")
        for name, given in self.policy.inputs.items():
            rules = [rule for rule in self.rules if name in rule.inputs]
            if not rules:
                continue
            ids = ", ".join(rule.id for rule in rules)
            missing = f"unknown {given.field}" if given.field else f"no input {name}"
            note = Finding(answer(rules[0], "not_evaluated", f"{missing} ({ids})"), rules[0])
            asked = [
                f"{_FIELDS[given.field]} is None" if given.field else f"{name!r} not in inputs",
                f"names.isdisjoint({self._constant('OF_INPUT', frozenset(given.signals))})",
            ]
            if given.when:
                asked.append(f"{self._truth(given.when, 'signals')} == 2")
            self._put(2, f"if {' and '.join(asked)}:")
            self._put(3, f"found.append({self._constant('NOTE', note)})")

    # Conditions -----------------------------------------------------------------------

    def _truth(self, condition: Condition, among: str) -> str:
        """An expression of 0, 1 or 2."""
        match condition:
            case AllOf(parts):
                return self._fold("min", parts, among)
            case AnyOf(parts):
                return self._fold("max", parts, among)
            case NotThis(part):
                return f"(2 - {self._truth(part, among)})"
            case SignalTest():
                return f"(2 if {self._some(condition, among)} else 0)"
            case FieldTest():
                return self._field(condition)
            case TimeTest():
                return self._time(condition)
            case DaysTest():
                return self._days(condition)

    def _fold(self, how: str, parts: tuple[Condition, ...], among: str) -> str:
        inner = [self._truth(part, among) for part in parts]
        return inner[0] if len(inner) == 1 else f"{how}({', '.join(inner)})"

    def _some(self, test: SignalTest, among: str) -> str:
        where = among if test.of_hits else "signals"
        if test.count > 1:
            return f"(sum(1 for s in {where} if {self._matches(test)}) >= {test.count})"
        return f"any({self._matches(test)} for s in {where})"

    def _matches(self, test: SignalTest, s: str = "s") -> str:
        parts = []
        if len(test.names) == 1:
            parts.append(f"{s}.name == {test.names[0]!r}")
        elif test.names:
            parts.append(f"{s}.name in {self._constant('NAMES', frozenset(test.names))}")
        if test.low > 0:
            parts.append(f"{s}.score >= {test.low!r}")
        if test.high is not None:
            parts.append(f"{s}.score < {test.high!r}")
        if test.stances:
            parts.append(f"{s}.stance in {self._constant('STANCES', frozenset(test.stances))}")
        if test.not_stances:
            parts.append(
                f"{s}.stance not in {self._constant('STANCES', frozenset(test.not_stances))}"
            )
        parts += [self._detail(detail, s) for detail in test.details]
        return " and ".join(parts) or "True"

    def _detail(self, test: DetailTest, s: str) -> str:
        value = f"{s}.details.get({test.key!r})"
        if test.low is not None:
            text = f"(type({value}) in (int, float) and {value} >= {test.low!r})"
        elif test.values == (True,):
            text = f"{value} is True"
        elif len(test.values) == 1:
            text = f"{value} == {test.values[0]!r}"
        else:
            text = f"{value} in {self._constant('VALUES', frozenset(test.values))}"
        return f"not ({text})" if test.negated else text

    def _field(self, test: FieldTest) -> str:
        if test.field == "tags":
            wanted = self._constant("TAGS", frozenset(test.values))
            return f"(0 if {wanted}.isdisjoint(post.tags) else 2)"
        value = _FIELDS[f"{test.subject}.{test.field}"]
        if test.values:
            asked = f"{value} in {self._constant('VALUES', frozenset(test.values))}"
        else:
            bounds = [f"{value} >= {test.low!r}"] if test.low is not None else []
            bounds += [f"{value} <= {test.high!r}"] if test.high is not None else []
            asked = " and ".join(bounds)
        return f"(1 if {value} is None else 2 if {asked} else 0)"

    def _time(self, test: TimeTest) -> str:
        period = self.policy.periods[test.period]
        if period.is_unknown:
            return "1"
        clock = "post.posted_at" if test.clock == "posted" else "now"
        start = self._constant("START", period.start) if period.start else None
        end = self._constant("END", period.end) if period.end else None
        within = ([f"{clock} >= {start}"] if start else []) + ([f"{clock} < {end}"] if end else [])
        before = f"{clock} < {start}" if start else "False"
        after = f"{clock} >= {end}" if end else "False"
        asked = {"within": " and ".join(within), "before": before, "after": after}[test.side]
        truth = f"2 if {asked} else 0"
        return f"(1 if {clock} is None else {truth})" if test.clock == "posted" else f"({truth})"

    def _days(self, test: DaysTest) -> str:
        bounds = [f"days_between(now, VOTE) >= {test.low}"] if test.low is not None else []
        bounds += [f"days_between(now, VOTE) <= {test.high}"] if test.high is not None else []
        return f"(2 if {' and '.join(bounds) or 'True'} else 0)"
