"""Outcomes: what nobody can know before it came about, so a guide of an earlier day does not tell it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from suluh.facts import Fact

OUTCOMES = ("final_result", "elected", "turnout", "mk_ruling")  # slots, in the order of a page


def known_on(facts: Iterable[Fact], day: date) -> tuple[Fact, ...]:
    """The facts that can be told on a day in WIB: every rule, however late it begins, but no outcome before its day."""
    return tuple(
        f for f in facts if f.slot not in OUTCOMES or f.valid_from is None or f.valid_from <= day
    )
