"""Our PDQ gives the bits of the reference implementation.

References by pdqhash 0.2.8, which wraps Meta's C++; the pictures are Meta's (see pdq_references/LICENSE.txt).
"""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.media.opening import picture
from suluh.media.prints.pdq import bits_of, frequencies, luma, mirrored, pdq, samples, unhexed

REFERENCES = Path(__file__).parent / "pdq_references"
BRIDGES = [
    ("shrink-a-lot", "d0f8f1ccc0f4a84d0a370a3a228f67f0b36e2ed5b6623e1d33e6339c4e9c9b22"),
    ("square-128x128", "d8f8f1eec0f4a84f0e37022a078f63f0b36e2ed596621e1d33e6239c4e9c9b22"),
    ("square-256x256", "d8f8f0cec4f4a84f0637022a078f67f0b36e2ee5b6621e1d33e6239c4e9c9b22"),
]
BLOCKS = [
    (0, 90, 160, "bb356b5b24f19c34fc0047ee84f363cadb2484f047cab9356b4b24db9c35f808"),
    (1, 301, 77, "ad6ba64b58b6a56acc33c2b1ce33599681e05294a6496e37a54bc6335c373d4b"),
    (2, 70, 131, "5f0688e61963de84e69c2719a0f9471ffc615f06b8e61967ee88471d273902bd"),
    (3, 600, 333, "81f05327bc0653419d33245a9b953c8bb5d3ac05e93f373e427c942b1e9cb79a"),
]


def blocks(seed, height, width):
    """Coloured squares of 16 pixels."""
    squares = np.random.default_rng(seed).integers(
        0, 256, (-(-height // 16), -(-width // 16), 3), dtype=np.uint8
    )
    return np.kron(squares, np.ones((16, 16, 1), np.uint8))[:height, :width]


def apart(one, other):
    return int(np.bitwise_count(one ^ unhexed(other)).sum())


@pytest.mark.parametrize(("name", "reference"), BRIDGES)
def test_a_photograph_has_the_print_of_the_reference(name, reference):
    found = pdq(picture(REFERENCES / f"bridge-{name}.jpg"))
    assert apart(found.bits, reference) <= 2  # decoders of JPEG differ by a shade
    assert found.quality == 100


@pytest.mark.parametrize(("seed", "height", "width", "reference"), BLOCKS)
def test_any_shape_has_the_print_of_the_reference(seed, height, width, reference):
    assert (
        apart(pdq(blocks(seed, height, width)).bits, reference) <= 2
    )  # of near ties in floating point


def test_the_mirror_is_had_without_a_second_look():
    image = blocks(5, 128, 96)
    waves = frequencies(samples(luma(image))[None])
    turned = pdq(np.ascontiguousarray(image[:, ::-1])).bits
    assert np.bitwise_count(bits_of(mirrored(waves))[0] ^ turned).sum() <= 4


@pytest.mark.parametrize("shape", [(1, 1, 3), (4, 300, 3), (300, 4)])
def test_too_small_a_picture_has_the_empty_print(shape):
    found = pdq(np.full(shape, 77, np.uint8))
    assert found.hex == "0" * 64 and found.quality == 0


def test_a_plain_picture_is_worth_nothing():
    assert pdq(np.full((200, 100, 3), 128, np.uint8)).quality == 0


@given(st.binary(min_size=32, max_size=32))
def test_hex_and_bits_are_one(raw):
    assert unhexed(raw.hex()).tobytes() == raw


@given(st.text(max_size=70))
def test_no_text_is_taken_for_a_print_that_is_none(text):
    try:
        assert len(unhexed(text)) == 32
    except ValueError:
        assert len(text.strip()) != 64 or any(c not in "0123456789abcdefABCDEF" for c in text)
