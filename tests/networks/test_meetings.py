"""The sorted sweep finds what trying all pairs finds; the groups are those that a plain walk finds."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.networks.groups import groups, parts
from suluh.networks.meetings import REACH, edges, meetings, shares
from suluh.networks.traffic import Counts, Kind, Traces, Traffic, ordered

POSTS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 40),
        st.integers(0, 3),
        st.sampled_from((Kind.TEXT, Kind.LINK)),
    ),
    max_size=24,
)  # account, second, thing, kind


def traffic(posts: list[tuple[int, int, int, Kind]]) -> Traffic:
    number = np.arange(len(posts))
    account, second, thing, kind = (
        (np.array(column) for column in zip(*posts, strict=True)) if posts else [number] * 4
    )
    things = (thing.astype(np.uint64) + np.uint64(1)) * np.uint64(8) + kind.astype(np.uint64)
    traces = Traces(number.astype(np.int32), kind.astype(np.int8), things)
    return ordered(
        account.astype(np.int32), second * 1000, number.astype(np.uint64), number, traces,
        [f"x:{each}" for each in range(5)], np.full(5, np.nan), Counts(),
    )  # fmt: skip


@settings(deadline=None)
@given(POSTS, st.integers(1, 30))
def test_the_sweep_meets_whom_all_pairs_meet(
    posts: list[tuple[int, int, int, Kind]], window: int
) -> None:
    all_pairs: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for at, (one, when, thing, kind) in enumerate(posts):
        for other, then, same, like in posts[:at]:
            if one != other and (thing, kind) == (same, like) and abs(when - then) <= window:
                all_pairs[min(one, other), max(one, other)].add((thing, kind))
    seen = traffic(posts)
    met = meetings(seen, shares(seen), window * 1000)
    for fewest in (1, 2, 3):
        found = edges(seen.account, met, fewest)
        weighed = dict(
            zip(
                zip(found.low.tolist(), found.high.tolist(), strict=True),
                found.weight.tolist(),
                strict=True,
            )
        )
        assert weighed == {
            pair: len(things) for pair, things in all_pairs.items() if len(things) >= fewest
        }


def test_a_crowd_costs_little_and_stays_connected() -> None:
    crowd = traffic([(0, 0, 0, Kind.LINK)])
    count = 3000
    number = np.arange(count)
    things = np.full(count, 9, np.uint64)
    crowd = ordered(
        number.astype(np.int32), number, number.astype(np.uint64), number,
        Traces(number.astype(np.int32), np.full(count, Kind.LINK, np.int8), things),
        [f"x:{each:04}" for each in range(count)], np.full(count, np.nan), Counts(),
    )  # fmt: skip
    met = meetings(crowd, shares(crowd), 86_400_000)
    assert len(met.first) <= count * REACH
    found = edges(crowd.account, met, 1)
    assert len(set(parts(found.low, found.high).tolist())) == 1


PAIRS = st.lists(
    st.tuples(st.integers(0, 15), st.integers(0, 15)).filter(lambda pair: pair[0] < pair[1]),
    max_size=40,
)


@settings(deadline=None)
@given(PAIRS)
def test_connected_parts_are_those_of_a_plain_walk(pairs: list[tuple[int, int]]) -> None:
    if not pairs:
        return
    ends = np.array(pairs, np.int32)
    found = parts(ends[:, 0], ends[:, 1]).tolist()
    least = {each: each for pair in pairs for each in pair}
    for _ in least:
        for one, two in pairs:
            least[one] = least[two] = min(least[one], least[two])
    assert found == [least[one] for one, _ in pairs]


def test_one_accidental_edge_does_not_make_two_groups_one() -> None:
    left = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]
    right = [(10, 11), (10, 12), (11, 12)]
    assert groups([*left, (3, 10), *right], 3) == [[0, 1, 2, 3], [10, 11, 12]]


def test_two_accounts_are_no_group() -> None:
    assert groups([(0, 1)], 3) == []
