"""Gain and misjudged rules: right by hand, and silent about few."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.learn.gain import normalised_gain
from suluh.learn.misjudged import Said, misjudged

PART = st.integers(0, 10).map(lambda n: n / 10)


def test_gain_is_of_what_could_be_gained() -> None:
    gain = normalised_gain([(0.2, 0.6)] * 6 + [(0.6, 0.8)] * 6)
    assert gain.gain == pytest.approx((0.7 - 0.4) / 0.6)
    assert gain.range[0] <= gain.gain <= gain.range[1]


@pytest.mark.parametrize("people", range(5))
def test_fewer_than_five_say_nothing(people: int) -> None:
    gain = normalised_gain([(0.1, 0.9)] * people)
    assert gain.people == people and math.isnan(gain.before) and math.isnan(gain.gain)


def test_who_knew_everything_could_gain_nothing() -> None:
    assert math.isnan(normalised_gain([(1.0, 1.0)] * 12).gain)


@given(st.lists(st.tuples(PART, PART), min_size=10, max_size=40))
def test_any_scores_give_a_range_around_the_gain_or_none(pairs: list[tuple[float, float]]) -> None:
    gain = normalised_gain(pairs)
    low, high = gain.range
    assert math.isnan(low) or low <= high
    assert math.isnan(gain.gain) or gain.gain <= 1 + 1e-9


SAID = st.builds(
    Said, st.integers(1, 8), st.sampled_from(["", "18", "31"]), st.sampled_from("AB"), st.booleans()
)


@given(st.lists(SAID, max_size=60))
def test_no_row_stands_on_fewer_than_five_people(answers: list[Said]) -> None:
    for row in misjudged(answers):
        group = [a for a in answers if (a.province, a.rule) == (row.province, row.rule)]
        assert row.people == len({a.person for a in group}) >= 5
        assert row.wrong == pytest.approx(sum(not a.right for a in group) / len(group))


def test_one_person_who_answers_often_is_one() -> None:
    assert misjudged([Said(1, "18", "A", False)] * 50) == ()
