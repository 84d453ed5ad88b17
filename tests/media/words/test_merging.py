"""What was one caption to a viewer is one segment."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.media.words.lines import Line, captions, joined
from suluh.media.words.merging import same_words, segments_of
from suluh.media.words.watching import Shown, Watch, changed, strokes_of

STEP = 1 / 3


def box(left, top, right, foot):
    return np.array(((left, top), (right, top), (right, foot), (left, foot)), np.float32)


def shown(text, at, until, top=1000, sure=0.99):
    place = box(100, top, 100 + 30 * len(text), top + 60)
    return Shown(place, np.zeros((24, 16), np.float32), at, until, lines=[Line(text, sure, place)])


def texts(*rows):
    return [s.text for s in segments_of([shown(*row) for row in rows], 1920, STEP)]


TABLE = [
    ([("Ayo nyoblos", 0, 2), ("Ayo nyoblos", 2.3, 4)], ["Ayo nyoblos"], "seen anew over a moving background"),
    ([("Ayo nyoblos", 0, 2), ("Ayo nyoblos", 9, 10)], ["Ayo nyoblos", "Ayo nyoblos"], "shown twice"),
    ([("@desa", 0, 2, 60), ("@desa", 9, 10, 1700)], ["@desa"], "a mark that jumps from corner to corner"),
    ([("Tanggal 27", 0, 2), ("Tanggal 28", 2.3, 4)], ["Tanggal 27", "Tanggal 28"], "digits count"),
    ([("Ayo nyoblos besok", 0, 1), ("Ayo nyoblas besok", 1.3, 2), ("Ayo nyoblos besok", 2.3, 3)], ["Ayo nyoblos besok"], "the reading of the many"),
    ([("Besok", 0, 0.3), ("Besok pagi", 0.6, 1), ("Besok pagi jam tujuh", 1.3, 3)], ["Besok pagi jam tujuh"], "grows"),
    ([("Besok", 0, 0.3), ("pagi", 0.6, 0.9), ("jam tujuh", 1.2, 1.6)], ["Besok pagi jam tujuh"], "a word at a time"),
    ([("Besok pagi.", 0, 0.3), ("Jam tujuh", 0.6, 0.9)], ["Besok pagi.", "Jam tujuh"], "a sentence has ended"),
    ([("KTP hilang", 0, 3, 1000), ("tidak bisa nyoblos", 0, 3, 1080)], ["KTP hilang tidak bisa nyoblos"], "two lines"),
    ([("Judul di atas", 0, 3, 100), ("Jam tujuh pagi", 0, 3, 1500)], ["Judul di atas", "Jam tujuh pagi"], "far apart"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_captions_are_merged_as_a_viewer_would(rows, expected, why):
    assert texts(*rows) == expected


def test_a_caption_read_unsurely_is_doubtful():
    sure, unsure = segments_of(
        [shown("Ayo nyoblos", 0, 2), shown("Jam dua siang", 5, 6, 300, 0.7)], 1920, STEP
    )
    assert not sure.place.doubtful and unsure.place.doubtful


def test_pieces_of_a_line_are_joined_and_lines_are_not():
    found = joined([box(100, 100, 300, 160), box(320, 102, 500, 161), box(100, 200, 500, 260)])
    assert len(found) == 2 and all(abs(b[:, 0].max() - b[:, 0].min() - 400) < 8 for b in found)


def test_reading_order_is_from_the_top_and_from_the_left():
    places = {"empat": (500, 400), "satu": (100, 100), "tiga": (100, 400), "dua": (100, 180)}
    lines = [Line(t, 1.0, box(x, y, x + 300, y + 60)) for t, (x, y) in places.items()]
    assert [[line.text for line in one] for one in captions(lines)] == [
        ["satu", "dua"],
        ["tiga"],
        ["empat"],
    ]


def test_another_letter_in_the_same_place_is_a_change():
    grey = np.full((100, 400), 90, np.uint8)
    for x in range(20, 380, 24):
        grey[30:70, x : x + 10] = 250
    other = grey.copy()
    other[30:70, 20:44] = 90
    other[46:54, 20:44] = 250
    place = box(10, 25, 390, 75)
    assert not changed(strokes_of(grey, place), strokes_of(grey, place))
    assert changed(strokes_of(grey, place), strokes_of(other, place))


def test_a_box_that_blinks_has_not_gone():
    grey, place, watch = np.zeros((200, 400), np.uint8), box(10, 25, 390, 75), Watch()
    for at, boxes in ((0.0, [place]), (0.33, []), (0.67, [place]), (3.0, [])):
        watch.look(at, boxes, grey)
    assert [(s.at, s.until) for s in watch.gone] == [(0.0, 0.67)]


@given(st.text(max_size=30), st.text(max_size=30))
def test_sameness_goes_both_ways(one, other):
    assert same_words(one, other) == same_words(other, one)


@given(
    st.lists(
        st.tuples(*[st.integers(0, 2000)] * 2, st.integers(1, 900), st.integers(1, 90)), max_size=8
    )
)
def test_any_boxes_keep_all_lines(places):
    lines = [Line("a", 1.0, box(x, y, x + w, y + h)) for x, y, w, h in places]
    assert sum(map(len, captions(lines))) == len(lines)
    assert len(joined([line.corners for line in lines])) <= len(lines)
