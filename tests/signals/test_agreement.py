"""What a learned guess is worth beside an official fact that the post agrees with."""

from __future__ import annotations

import pytest

from suluh.facts import load
from suluh.signals.agreement import despite_agreement
from suluh.signals.signal import Against, Signal

FACTS = load("pilkada-2024")


def noticed(name: str, score: float, against: str) -> Signal:
    kind = "fact" if name == "fact_agreement" else "model"
    return Signal(name=name, score=score, seen="x", against=Against(kind, against))


SURE, UNSURE = (noticed("suspicion", score, "opinion") for score in (0.8, 0.3))


@pytest.mark.parametrize(
    ("agreed", "kept"),
    [
        ([], [0.8, 0.3]),  # nothing is agreed with: every guess is asked about
        (["ID-SCH-001"], [0.8]),  # the right date, and something else in doubt
        (["LP-CAN-1872-2b"], []),  # took another's place, and lost its own: the readers know no calendar
        (["ID-SCH-001", "LP-CAN-1872-2c"], []),
    ],
)  # fmt: skip
def test_agreement_weighs_against_a_guess(agreed: list[str], kept: list[float]) -> None:
    facts = [noticed("fact_agreement", 0.8, name) for name in agreed]
    found = despite_agreement((SURE, UNSURE), facts, FACTS, least=0.7)
    assert [signal.score for signal in found] == kept


@pytest.mark.parametrize(
    ("fact", "changed"),
    [("LP-CAN-1872-2a", True), ("LP-CAN-1872-2b", True), ("LP-CAN-1872-2c", True), ("LP-CAN-1872-1", False), ("ID-SCH-001", False), ("XX-0", False)],
)  # fmt: skip
def test_facts_that_follow_one_another_have_changed(fact: str, changed: bool) -> None:
    assert FACTS.has_changed(fact) is changed
