"""A policy compiled, once per version, to one Python function whose source can be read.

rules → conditions as expressions (`expressions`) → lines → the function: post, signals, time, inputs → findings
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from suluh.content import Post
from suluh.policy.conditions import noticed
from suluh.policy.expressions import FIELDS, Expressions, fields
from suluh.policy.finding import Finding, answer, is_limit, is_weighty
from suluh.policy.rule import (
    AnyOf,
    Condition,
    ExceptionRule,
    Level,
    Policy,
    Rule,
    SignalTest,
)
from suluh.policy.vocabulary import SUGGEST_ONLY
from suluh.signals.signal import Signal, Stance

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
    program = _Program(policy)
    source = program.source()
    code = compile(source, f"<policy {policy.key}>", "exec")
    space: dict[str, Any] = dict(program.constants)
    exec(code, space)  # our own generated source: no text of a policy file reaches it unquoted
    ranks = {action.id: action.rank for action in policy.actions.values()}
    return CompiledPolicy(policy, key or policy.key, space["evaluate"], source, ranks)


def running(policy: Policy) -> tuple[Rule, ...]:
    """The rules that are evaluated: live and shadow."""
    return tuple(rule for rule in policy.rules if rule.state in ("live", "shadow"))


class _Program:
    """Writes the function line by line: dispatch, then a block a rule."""

    def __init__(self, policy: Policy):
        self.policy = policy
        self.rules = running(policy)
        self.lines: list[str] = []
        self.conditions = Expressions(policy)
        self.constants = self.conditions.constants
        self.constants |= {
            "Finding": Finding,
            "answer": answer,
            "ASSERTS": Stance.ASSERTS,
            "SUGGEST_ONLY": SUGGEST_ONLY,
        }

    def source(self) -> str:
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

    def _rule(self, position: int, rule: Rule) -> None:
        tests = list(noticed(rule.when))
        self._put(
            1, f"if todo & {1 << position}:  # {rule.id} version {rule.version}, {rule.state}"
        )
        seen = " or ".join(f"({self.conditions.matches(test)})" for test in tests)
        self._put(2, f"hits = [s for s in signals if {seen}]")
        self._put(2, f"truth = {self._when(rule.when)}")
        self._put(2, "if truth == 2:")
        self._shields(rule)
        rule_name = self.conditions.constant("RULE", rule)
        if self.conditions.may_be_unknown(rule.when):
            self._put(2, "elif truth == 1:")
            self._missing(3, rule_name, rule.when, "")

    def _when(self, condition: Condition) -> str:
        parts = condition.parts if isinstance(condition, AnyOf) else (condition,)
        if all(isinstance(part, SignalTest) and part.count == 1 for part in parts):
            return "2 if hits else 0"
        return f"{self.conditions.truth(condition, 'hits')} if hits else 0"

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
        rule_name = self.conditions.constant("RULE", rule)
        table = self.conditions.constant("SHIELDS", shields)
        self._put(
            4,
            f"found.append(Finding({table}[shield], {rule_name}, None, tuple(hits)))",
        )
        self._put(3, "else:")
        self._levels(4, rule)

    def _protects(self, exception: ExceptionRule) -> str:
        ways = []
        if exception.stances:
            ways.append(
                f"s.stance in {self.conditions.constant('STANCES', frozenset(exception.stances))}"
            )
        for test in exception.signals:
            present = " or ".join(f"{name!r} in names" for name in test.names)
            ways.append(
                f"(({present}) and any({self.conditions.matches(test, 'p')} for p in signals))"
            )
        text = f"({' or '.join(ways) or 'False'})"
        if exception.only:
            text += f" and ({' or '.join(f'({self.conditions.matches(hit)})' for hit in exception.only)})"
        for limit in exception.unless:
            text += f" and not ({self.conditions.matches(limit)})"
        return text

    def _levels(self, depth: int, rule: Rule) -> None:
        limits = [level for level in rule.levels if is_limit(level)]
        if limits:
            self._put(
                depth,
                "firm = [s for s in left if s.stance == ASSERTS and not s.where.place.doubtful"
                " and s.name not in SUGGEST_ONLY]",
            )
        rule_name = self.conditions.constant("RULE", rule)
        self._put(depth, "while True:  # the first level that holds; left by break")
        for level in rule.levels:
            self._level(depth + 1, rule, rule_name, level)
        self._put(depth + 1, "break")

    def _level(self, depth: int, rule: Rule, rule_name: str, level: Level) -> None:
        among = "firm" if is_limit(level) else "left"
        self._put(depth, f"# level {level.name}")
        condition = "2" if level.when is None else self.conditions.truth(level.when, among)
        self._put(depth, f"truth = {condition} if {among} else 0")
        result = self.conditions.constant("FIRED", answer(rule, "fired", level.name, level))
        level_name = self.conditions.constant("LEVEL", level)
        self._put(depth, "if truth == 2:")
        self._put(
            depth + 1,
            f"found.append(Finding({result}, {rule_name}, {level_name}, tuple({among}), {is_weighty(rule, level)}))",
        )
        self._put(depth + 1, "break")
        if self.conditions.may_be_unknown(level.when):
            self._put(depth, "if truth == 1:")
            self._missing(depth + 1, rule_name, level.when, f"level {level.name}: ")

    def _missing(
        self, depth: int, rule_name: str, condition: Condition | None, prefix: str
    ) -> None:
        self._put(depth, "missing = []")
        for field in fields(condition):
            self._put(depth, f"if {FIELDS[field]} is None: missing.append({field!r})")
        for period in self.conditions.undated(condition):
            self._put(depth, f"missing.append({'period ' + period!r})")
        self._put(depth, f"why = {prefix!r} + 'unknown ' + ', '.join(missing)")
        self._put(
            depth,
            f"found.append(Finding(answer({rule_name}, 'not_evaluated', why), {rule_name}, None, tuple(hits)))",
        )

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
                f"{FIELDS[given.field]} is None" if given.field else f"{name!r} not in inputs",
                f"names.isdisjoint({self.conditions.constant('OF_INPUT', frozenset(given.signals))})",
            ]
            if given.when:
                asked.append(f"{self.conditions.truth(given.when, 'signals')} == 2")
            self._put(2, f"if {' and '.join(asked)}:")
            self._put(3, f"found.append({self.conditions.constant('NOTE', note)})")
