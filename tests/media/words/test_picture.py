"""Words on single pictures, however they are drawn; and pictures that have none."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.bench.media.captioned import captioned
from suluh.media.opening import Unreadable
from suluh.media.words import networks, words_of_picture
from suluh.media.words.sense import sense
from suluh.media.words.spacing import spaced


@pytest.mark.parametrize("style", ["outline", "shadow", "box", "emoji", "rotated", "mirrored"])
def test_a_caption_is_read_as_one_segment(style):
    frame = captioned(2, style)
    (found,) = words_of_picture(frame.image, medium=0)
    assert found.text == " ".join(frame.lines)
    assert not found.place.doubtful and found.place.medium == 0 and found.place.region


def test_upside_down_and_a_quarter_turned():
    frame = captioned(2, "outline")
    for turns in (1, 2):
        turned = np.ascontiguousarray(np.rot90(frame.image, turns))
        assert [s.text for s in words_of_picture(turned)] == [" ".join(frame.lines)]


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (64, 64), (1920, 1080)])
def test_a_picture_without_words_has_none(size):
    assert words_of_picture(np.full((*size, 3), 130, np.uint8)) == ()


def test_noise_says_nothing_that_could_act():
    noise = np.random.default_rng(4).integers(0, 256, (640, 360, 3)).astype(np.uint8)
    assert all(found.place.doubtful for found in words_of_picture(noise))


def test_a_missing_package_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(Unreadable, match="rapidocr is not installed"):
        networks.file_of("reader")


def test_no_code_of_the_package_that_could_fetch_is_loaded():
    words_of_picture(captioned(4, "outline").image)
    assert "rapidocr" not in sys.modules


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_a_sense_and_keeps_its_letters(text):
    assert 0 <= sense(text) <= 1
    assert spaced(text).replace(" ", "") == text.replace(" ", "")


def test_a_long_screenshot_is_not_looked_at_as_a_thread():
    frame = captioned(2, "box")
    long = np.concatenate((np.full((3000, 1080, 3), 240, np.uint8), frame.image))
    assert " ".join(frame.lines) in [s.text for s in words_of_picture(long)]
