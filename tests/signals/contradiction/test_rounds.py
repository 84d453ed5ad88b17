"""The posts of the later rounds, written before the grammar had seen them, stay as they came out."""

from __future__ import annotations

from pathlib import Path

import pytest

from suluh.signals.signal import Signal

PROTECTED = {"denies", "asks", "mocks", "wishes", "supposes", "testifies"}
ROWS = [
    line.split("|", 1)
    for line in Path(__file__).with_name("rounds.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def contradicting(signals: list[Signal]) -> list[Signal]:
    return [s for s in signals if s.name == "fact_contradiction" and s.stance not in PROTECTED]


@pytest.mark.parametrize("text", [text for expected, text in ROWS if expected == "1"])
def test_a_false_post_is_seen(text: str, look) -> None:
    assert contradicting(look(text))


@pytest.mark.parametrize("text", [text for expected, text in ROWS if expected == "0"])
def test_a_true_or_other_post_is_left_alone(text: str, look) -> None:
    assert not contradicting(look(text))
