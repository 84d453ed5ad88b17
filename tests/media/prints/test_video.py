"""Two videos are laid against each other in time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.media.prints.video import Hits, align

SECONDS = np.arange(0, 20, 0.5)


def hits(offset, speed=1.0, noise=0, seed=0):
    """Every asked frame meets its known one, and `noise` pairs meet by chance."""
    dice = np.random.default_rng(seed)
    asked = SECONDS[(offset + speed * SECONDS >= 0) & (offset + speed * SECONDS <= SECONDS[-1])]
    chance = dice.choice(SECONDS, (2, noise))
    known = np.round((offset + speed * asked) * 2) / 2
    return Hits(
        np.concatenate([asked, chance[0]]),
        np.concatenate([known, chance[1]]),
        np.ones(len(asked) + noise),
    )


def test_without_hits_there_is_no_line():
    nothing = np.zeros(0)
    assert align(Hits(nothing, nothing, nothing), SECONDS, SECONDS) is None


@pytest.mark.parametrize("offset", [0.0, 5.0, -7.5])
def test_the_offset_is_found_among_chance_pairs(offset):
    line = align(hits(offset, noise=60), SECONDS, SECONDS)
    assert line is not None
    assert line.offset == pytest.approx(offset, abs=0.5) and line.score > 0.9


@pytest.mark.parametrize("speed", [0.9, 1.1])
def test_a_slower_or_faster_copy_lies_on_one_line(speed):
    line = align(hits(0.0, speed, noise=20), SECONDS, SECONDS)
    assert line is not None and line.speed == speed and line.score > 0.9


def test_half_of_a_video_covers_half_of_it():
    half = SECONDS[SECONDS < 10]
    pairs = Hits(half, half + 5, np.ones(len(half)))
    line = align(pairs, half, SECONDS)
    assert line is not None
    assert line.coverage == pytest.approx(0.5, abs=0.1) and line.offset == pytest.approx(5, abs=0.5)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(SECONDS)), st.sampled_from(list(SECONDS)), st.floats(0.1, 1)
        ),
        min_size=1,
        max_size=80,
    )
)
def test_shares_are_shares_whatever_meets(pairs):
    line = align(Hits(*map(np.array, zip(*pairs, strict=True))), SECONDS, SECONDS)
    assert line is not None
    assert 0 <= line.coverage <= 1 and 0 <= line.score <= 1 and 0 <= line.frames <= len(SECONDS)
