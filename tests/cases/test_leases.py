"""A lease in any order of askers: one holder at a time, and nobody keeps it for ever."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from telling import MONDAY

from suluh.cases import leases


def at(minute: float) -> object:
    return MONDAY + timedelta(minutes=minute)


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 10), st.integers(-5, 600)), max_size=30
    )
)
def test_there_is_one_holder_at_a_time(asked: list[tuple[str, int, int]]) -> None:
    lease, now = None, MONDAY
    for person, later, length in asked:
        now += timedelta(minutes=later)
        before = leases.holder(lease, now)
        given_ = leases.taken(lease, person, now + timedelta(minutes=length), now)
        if given_ is None:
            assert before not in (None, person) or not 0 < length <= 480
            continue
        assert before in (None, person)
        assert leases.holder(given_, now) == person
        assert leases.holder(given_, given_.until) is None
        lease = given_


def test_asking_again_makes_it_longer_and_keeps_its_beginning() -> None:
    first = leases.taken(None, "rani", MONDAY + timedelta(minutes=15), MONDAY)
    now = MONDAY + timedelta(minutes=10)
    again = leases.taken(first, "rani", leases.next_end(now), now)
    assert again == leases.Lease("rani", MONDAY, now + leases.LENGTH)
