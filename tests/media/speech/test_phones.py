"""The second listener: strings of sounds weighed against frames, sounds that stand out, and words found in them."""

from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.media.speech.channel import NONE, SOUNDS
from suluh.media.speech.phones import layers, likely, sounds_heard, strongest
from suluh.media.speech.phonetic import sound
from suluh.media.speech.reading import read_sounds


def clear(text: str, unsure: dict[int, str] | None = None) -> np.ndarray:
    """Frames in which each sound of `text` stands out; at some places another one nearly as much."""
    frames = np.full((3 * len(text) + 2, NONE + 1), -9.0, np.float32)
    frames[:, NONE] = -0.01
    for at, one in enumerate(text):
        frames[3 * at + 1, NONE] = -7.0
        frames[3 * at + 1, SOUNDS.index(one)] = -0.5
        if other := (unsure or {}).get(at):
            frames[3 * at + 1, SOUNDS.index(other)] = -1.0
    return frames


@given(st.text("abc", min_size=1, max_size=3), st.integers(3, 5), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_a_string_is_as_likely_as_all_ways_to_lay_it_over_the_frames(text, frames, seed):
    text = "".join(one for one, _ in groupby(text))
    heard = np.log(np.random.default_rng(seed).dirichlet(np.ones(NONE + 1), frames))
    used = sorted({NONE, *(SOUNDS.index(one) for one in text)})
    total = 0.0
    for way in product(used, repeat=frames):
        said = "".join(SOUNDS[one] for one, _ in groupby(way) if one != NONE)
        if said == text:
            total += float(np.exp(sum(heard[at, one] for at, one in enumerate(way))))
    assert likely(heard.astype(np.float32), [text])[0] == pytest.approx(np.log(total), abs=1e-3)


def test_the_string_that_was_said_is_the_likeliest_whatever_stands_beside_it():
    heard = clear("tujuh")
    alone = likely(heard, ["tujuh"])
    together = likely(heard, ["delapan", "tujuh", "tuju"])
    assert together[1] == pytest.approx(alone[0], abs=1e-3)
    assert max(together) == together[1]
    assert likely(heard, []) == []


def test_sounds_that_stand_out_come_with_what_else_they_may_be():
    sounds, prices = strongest(clear("bawa", {0: "m"}))
    assert sounds == "bawa"
    assert prices.taken[0, SOUNDS.index("b")] == 0
    assert 0 < prices.taken[0, SOUNDS.index("m")] < prices.taken[0, SOUNDS.index("k")]
    assert len(prices.lost) == len(sounds) + 1 == len(prices.added) + 1


def test_words_are_found_in_the_sounds_alone():
    said = sound("bawa ka te pe tanggal dua puluh tujuh November")
    assert read_sounds(clear(said)).text == "bawa KTP tanggal dua puluh tujuh November"
    assert read_sounds(clear("")).words == ()


def test_the_layers_give_probabilities_for_any_vectors():
    width = layers().first.shape[0]
    heard = sounds_heard(np.random.default_rng(1).standard_normal((7, width)).astype(np.float32))
    assert heard.shape == (7, NONE + 1)
    assert np.exp(heard).sum(axis=1) == pytest.approx(1.0, abs=1e-4)
