"""A rule's answer, with what it stands on."""

from __future__ import annotations

import msgspec

from suluh.policy.decision import RuleOutcome
from suluh.policy.rule import Level, Rule
from suluh.policy.vocabulary import NEUTRAL
from suluh.signals.signal import Signal


class Finding(msgspec.Struct, frozen=True):
    """One rule's answer with what it stands on: the level taken and the signals it saw."""

    outcome: RuleOutcome
    rule: Rule
    level: Level | None = None
    hits: tuple[Signal, ...] = ()
    weighty: bool = False  # live, and more than the neutral label: something to hold back or review


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


def is_weighty(rule: Rule, level: Level) -> bool:
    """Whether the level asks for more than the neutral label."""
    return rule.state == "live" and bool(is_limit(level) or level.propose or level.review)


def is_limit(level: Level) -> bool:
    """Whether the level puts more in force than the neutral label."""
    return level.outcome not in NEUTRAL or bool(set(level.also) - NEUTRAL)
