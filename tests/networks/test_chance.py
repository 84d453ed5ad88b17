"""The null model: what it keeps, that its mean is exact, and that its p-values are never too small."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from suluh.networks import chance
from suluh.networks.meetings import edges, meetings, shares
from suluh.networks.traffic import Counts, Kind, Traces, Traffic, ordered

WINDOW = 600_000


@pytest.fixture(scope="module")
def crowd() -> Traffic:
    """Forty accounts, busy ones and quiet ones, who share popular things at random for nine hours."""
    random = np.random.default_rng(11)
    count = 4000
    number = np.arange(count)
    account = np.minimum(random.geometric(0.08, count) - 1, 39)
    when = random.integers(0, 9 * chance.HOUR, count)
    things = (random.zipf(1.6, count).clip(max=300)).astype(np.uint64)
    return ordered(
        account.astype(np.int32), when, number.astype(np.uint64), number,
        Traces(number.astype(np.int32), np.full(count, Kind.LINK, np.int8), things),
        [f"x:{each:02}" for each in range(40)], np.full(40, np.nan), Counts(),
    )  # fmt: skip


def test_a_reshuffle_keeps_who_posts_how_much_and_when(crowd: Traffic) -> None:
    within = chance.blocks(crowd, WINDOW)
    dealt = chance.dealt(crowd, within, 1)
    assert (dealt != crowd.account).any()
    before = Counter(zip(crowd.account.tolist(), within.block.tolist(), strict=True))
    assert Counter(zip(dealt.tolist(), within.block.tolist(), strict=True)) == before


def test_the_expected_number_is_the_mean_over_reshuffles(crowd: Traffic) -> None:
    within = chance.blocks(crowd, WINDOW)
    met = meetings(crowd, shares(crowd), WINDOW)
    pairs = np.array([(one, two) for one in range(8) for two in range(one + 1, 8)], np.int32)
    told = chance.expected(pairs[:, 0], pairs[:, 1], chance.odds(met, within))
    seen = np.zeros(len(pairs))
    for seed in range(120):
        account = chance.dealt(crowd, within, seed)
        low = np.minimum(account[met.first], account[met.second])
        high = np.maximum(account[met.first], account[met.second])
        count = Counter(zip(low.tolist(), high.tolist(), strict=True))
        seen += [count[one, two] for one, two in pairs.tolist()]
    assert np.abs(seen / 120 / told - 1).max() < 0.2
    assert abs((seen / 120).sum() / told.sum() - 1) < 0.02


def test_people_who_share_at_random_are_no_group(crowd: Traffic) -> None:
    within = chance.blocks(crowd, WINDOW)
    met = meetings(crowd, shares(crowd), WINDOW)
    scored = chance.scored(edges(crowd.account, met, 2), chance.odds(met, within))
    assert len(scored.p) > 100
    assert chance.cut(scored.p, 40 * 39 / 2, 0.01) == 0.0


@settings(deadline=None)
@given(st.integers(1, 60), st.floats(1e-9, 80))
def test_p_is_never_smaller_than_the_exact_tail(weight: int, mean: float) -> None:
    told = float(chance.at_least(np.array([weight], np.int32), np.array([mean]))[0])
    exact = float(poisson.sf(weight - 1, mean))
    assert told >= exact * (1 - 1e-9)
    if mean < weight / 3:
        assert told <= exact * 1.5


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=30), st.floats(0.001, 0.3))
def test_the_cut_is_that_of_benjamini_and_hochberg(p: list[float], rate: float) -> None:
    tests, held = max(len(p), 1) * 2, 0.0
    for rank, each in enumerate(sorted(p), 1):
        if each <= rate * rank / tests:
            held = each
    assert chance.cut(np.array(p), tests, rate) == held


def test_blocks_hold_somebody_to_deal_to(crowd: Traffic) -> None:
    within = chance.blocks(crowd, WINDOW)
    assert within.sizes.min() >= chance.FULL or len(within.sizes) == 1
    assert within.sizes.sum() == 4000
