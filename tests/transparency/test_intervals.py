"""The score interval, held against values published or worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.transparency.intervals import wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (
            81,
            263,
            0.2553,
            0.3662,
        ),  # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)
    assert found and [round(end, 4) for end in found] == [low, high]


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_the_share_lies_within_and_the_ends_within_one(part: int, whole: int) -> None:
    part = min(part, whole)
    found = wilson(part, whole)
    assert found and 0 <= found[0] <= part / whole <= found[1] <= 1


def test_a_part_larger_than_its_whole_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)
