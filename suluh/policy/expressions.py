"""Conditions of a policy as Python expressions of three values: 0 false, 1 unknown, 2 true.

So `all` is `min` and `any` is `max` (Kleene). A value that is no plain number or name becomes a named constant beside the
program: no text of a policy file reaches it unquoted.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from suluh.content import WIB
from suluh.policy.conditions import walk
from suluh.policy.rule import (
    AllOf,
    AnyOf,
    Condition,
    DaysTest,
    DetailTest,
    FieldTest,
    NotThis,
    Policy,
    SignalTest,
    TimeTest,
)

FIELDS = {
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


class Expressions:
    """Writes conditions; `constants` are the names that what it wrote stands on."""

    def __init__(self, policy: Policy):
        self.policy = policy
        self.constants: dict[str, Any] = {"days_between": days_between, "VOTE": policy.vote_date}

    def constant(self, hint: str, value: Any) -> str:
        name = f"{hint}_{len(self.constants)}"
        self.constants[name] = value
        return name

    def truth(self, condition: Condition, among: str) -> str:
        """An expression of 0, 1 or 2."""
        match condition:
            case AllOf(parts):
                return self._fold("min", parts, among)
            case AnyOf(parts):
                return self._fold("max", parts, among)
            case NotThis(part):
                return f"(2 - {self.truth(part, among)})"
            case SignalTest():
                return f"(2 if {self._some(condition, among)} else 0)"
            case FieldTest():
                return self._field(condition)
            case TimeTest():
                return self._time(condition)
            case DaysTest():
                return self._days(condition)

    def _fold(self, how: str, parts: tuple[Condition, ...], among: str) -> str:
        inner = [self.truth(part, among) for part in parts]
        return inner[0] if len(inner) == 1 else f"{how}({', '.join(inner)})"

    def _some(self, test: SignalTest, among: str) -> str:
        where = among if test.of_hits else "signals"
        if test.count > 1:
            return f"(sum(1 for s in {where} if {self.matches(test)}) >= {test.count})"
        return f"any({self.matches(test)} for s in {where})"

    def matches(self, test: SignalTest, s: str = "s") -> str:
        parts = []
        if len(test.names) == 1:
            parts.append(f"{s}.name == {test.names[0]!r}")
        elif test.names:
            parts.append(f"{s}.name in {self.constant('NAMES', frozenset(test.names))}")
        if test.low > 0:
            parts.append(f"{s}.score >= {test.low!r}")
        if test.high is not None:
            parts.append(f"{s}.score < {test.high!r}")
        if test.stances:
            parts.append(f"{s}.stance in {self.constant('STANCES', frozenset(test.stances))}")
        if test.not_stances:
            parts.append(
                f"{s}.stance not in {self.constant('STANCES', frozenset(test.not_stances))}"
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
            text = f"{value} in {self.constant('VALUES', frozenset(test.values))}"
        return f"not ({text})" if test.negated else text

    def _field(self, test: FieldTest) -> str:
        if test.field == "tags":
            wanted = self.constant("TAGS", frozenset(test.values))
            return f"(0 if {wanted}.isdisjoint(post.tags) else 2)"
        value = FIELDS[f"{test.subject}.{test.field}"]
        if test.values:
            asked = f"{value} in {self.constant('VALUES', frozenset(test.values))}"
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
        start = self.constant("START", period.start) if period.start else None
        end = self.constant("END", period.end) if period.end else None
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

    def may_be_unknown(self, condition: Condition | None) -> bool:
        return bool(fields(condition) or self.undated(condition))

    def undated(self, condition: Condition | None) -> tuple[str, ...]:
        """The periods it asks for that the election at hand has no facts for."""
        asked = (part.period for part in walk(condition) if isinstance(part, TimeTest))
        return tuple(dict.fromkeys(p for p in asked if self.policy.periods[p].is_unknown))
