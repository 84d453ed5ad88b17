"""What was decided about a post, under which versions, by a machine or a person."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from suluh.signals.signal import Signal

Automated = Literal["fully", "partially", "not"]


class RuleOutcome(msgspec.Struct, frozen=True):
    """One rule's answer. `state` of the rule: live counts, shadow is evaluated and counted only."""

    id: str  # CIV-PROC
    version: str  # "1"
    state: str = "live"  # live | shadow
    result: str = "fired"  # fired | protected | not_evaluated
    why: str | None = None  # the exception that protected, or why it was not evaluated
    outcome: str | None = None  # the action in force by this rule alone
    proposed: str | None = None


class Review(msgspec.Struct, frozen=True):
    """That a person must look, in which queue, how urgently (P0 highest, see process.md section 6), and why."""

    queue: str
    priority: str  # P0 | P1 | P2 | P3 | P4
    why: str
    score: float = 0.0  # order within the queue, higher first; the candidate is never an input


class Decision(msgspec.Struct, frozen=True):
    """The contract of decisions.jsonl; see DESIGN. Field names are fixed."""

    post_id: str
    decided_at: datetime
    knowledge: str
    policy: str
    outcome: str = "none"
    proposed: str | None = None
    review: Review | None = None
    rules: tuple[RuleOutcome, ...] = ()
    signals: tuple[Signal, ...] = ()
    facts: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    reasons_id: str = ""
    reasons_en: str = ""
    automated: Automated = "fully"
    notes: tuple[str, ...] = ()  # detectors that failed, time zone assumed, stages skipped
