"""Made pictures: the same seed draws the same pixels, and the truth about them holds."""

import numpy as np
import pytest

from suluh.bench.clips.cards import STYLE_NAMES, card
from suluh.bench.clips.statements import KINDS, half, statement, statements

SMALL = (360, 480)


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_the_same_seed_draws_the_same_pixels(style):
    one, again = (card(3, style=style, size=SMALL) for _ in range(2))
    assert np.array_equal(np.asarray(one.image), np.asarray(again.image))
    assert one.lines == again.lines


def test_every_style_comes_and_traits_vary():
    made = [card(seed, size=SMALL) for seed in range(24)]
    assert {c.style for c in made} == set(STYLE_NAMES)
    assert set().union(*(c.traits for c in made)) >= {
        "outline",
        "boxed",
        "turned",
        "emoji",
        "scene",
    }


@pytest.mark.parametrize("seed", range(0, 24, 3))
def test_the_lines_say_the_text_and_lie_inside(seed):
    made = card(seed, size=SMALL)
    words = " ".join(made.words.split()).casefold()
    assert statement(seed).text.casefold() in words
    for line in made.lines:
        left, top, right, bottom = line.box
        assert 0 <= left < right <= SMALL[0]
        assert 0 <= top < bottom <= SMALL[1]


def test_other_words_leave_the_template_as_it_was():
    one = np.asarray(card(2, "Tanggal 27 November.", size=SMALL).image).astype(int)
    other = np.asarray(card(2, "Tanggal 28 November.", size=SMALL).image).astype(int)
    assert 0 < np.mean(np.any(one != other, axis=-1)) < 0.02


def test_there_are_enough_statements_and_no_sentence_is_in_both_halves():
    assert len(statements()) >= 120
    assert len({s.text for s in statements()}) == len(statements())
    assert not {s.text for s in half(0)} & {s.text for s in half(1)}
    for side in (0, 1):
        assert {s.kind for s in half(side)} == set(KINDS)
        assert 0.3 < np.mean([s.true for s in half(side)]) < 0.7


def test_a_half_is_walked_through_by_its_seeds():
    assert {statement(seed).text for seed in range(1, 129, 2)} == {s.text for s in half(1)}
