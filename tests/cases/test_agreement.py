"""Agreement held against published worked examples."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telling import removed

from suluh.cases import events as e
from suluh.cases.agreement import agreement, cohen_kappa, krippendorff_alpha

N = None
# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units, gaps.
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
# The same paper, section B: two observers, nominal values a to e, twelve units.
TWO_OBSERVERS = ["aabbdcccedda", "babbbccceddd"]


def units(rows: list[list[int | None]]) -> list[list[int]]:
    return [[v for v in column if v is not None] for column in zip(*rows, strict=True)]


def test_alpha_of_four_observers_with_gaps_is_as_published() -> None:
    assert krippendorff_alpha(units(FOUR_OBSERVERS)) == pytest.approx(0.743, abs=5e-4)


def test_alpha_of_two_observers_is_as_published() -> None:
    assert krippendorff_alpha(list(zip(*TWO_OBSERVERS, strict=True))) == pytest.approx(
        0.692, abs=5e-4
    )


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        (((20, 5), (10, 15)), 0.4),  # the usual textbook table of fifty grant proposals
        (((45, 15), (25, 15)), 0.1304),  # and the pair of tables that agree on sixty of a hundred
        (((25, 35), (5, 35)), 0.2593),
    ],
)
def test_kappa_of_two_people_is_as_published(
    table: tuple[tuple[int, int], tuple[int, int]], kappa: float
) -> None:
    pairs = [
        (row, column) for row in (0, 1) for column in (0, 1) for _ in range(table[row][column])
    ]
    assert cohen_kappa(pairs) == pytest.approx(kappa, abs=5e-5)


def test_nothing_to_compare_has_no_agreement() -> None:
    assert math.isnan(cohen_kappa([]))
    assert math.isnan(krippendorff_alpha([["a"], []]))
    assert math.isnan(cohen_kappa([("a", "a")] * 5))  # chance explains all
    assert math.isnan(krippendorff_alpha([["a", "a"]] * 5))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=30))
def test_full_agreement_is_one_and_nothing_is_more(pairs: list[tuple[str, str]]) -> None:
    for value in (cohen_kappa(pairs), krippendorff_alpha(pairs)):
        assert math.isnan(value) or value <= 1 + 1e-12
    same = [(a, a) for a, _ in pairs]
    if len({a for a, _ in pairs}) > 1:
        assert cohen_kappa(same) == pytest.approx(1)
        assert krippendorff_alpha(same) == pytest.approx(1)


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=4), max_size=12))
def test_alpha_is_the_definition_taken_pair_by_pair(given_units: list[list[str]]) -> None:
    paired = [unit for unit in given_units if len(unit) > 1]
    values = [v for unit in paired for v in unit]
    n = len(values)
    observed = sum(
        (a != b) / (len(u) - 1)
        for u in paired
        for i, a in enumerate(u)
        for j, b in enumerate(u)
        if i != j
    )
    expected = sum(a != b for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    alpha = krippendorff_alpha(given_units)
    if expected == 0:
        assert math.isnan(alpha)
    else:
        assert alpha == pytest.approx(1 - (observed / n) / (expected / (n * (n - 1))))


def test_agreement_is_told_per_rule() -> None:
    cases = []
    for outcome in ("remove", "remove", "context_label"):
        story = removed()
        story.say(e.Reviewed, "sari", 40, outcome=outcome)
        cases.append(story.now)
    (found,) = agreement([*cases, removed().now])
    assert (found.rule, found.cases, found.looks) == ("CIV-PROC", 3, 6)
    assert found.same == pytest.approx(2 / 3)
