"""The measure of reading words in pictures, itself measured."""

import numpy as np
import pytest

from suluh.bench.media.captioned import captioned, wrapped
from suluh.bench.media.ocr import Read, _figures, measure, measure_folder, tables
from suluh.errors import InputError


def test_a_frame_is_the_same_for_the_same_seed():
    one, two = captioned(6, "shadow"), captioned(6, "shadow")
    assert one.lines == two.lines and np.array_equal(one.image, two.image)
    assert one.image.shape == (1920, 1080, 3)


def test_lines_are_wrapped_at_words():
    assert wrapped("Jangan lupa nyoblos besok", 12) == ("Jangan lupa", "nyoblos", "besok")


def test_errors_are_counted_by_word_line_and_character():
    written = ("Nyoblos tanggal 27", "November")
    row = Read(
        "outline",
        written,
        ("Nyoblos tanggal 28", "November"),
        "Nyoblos tanggal 28 November",
        False,
        0.5,
    )
    figures = _figures([row])
    assert figures["word_error"] == 1 / 4 and figures["exact_lines"] == 1 / 2
    assert figures["character_error"] == 1 / len(" ".join(written)) and figures["seconds"] == 0.5


def test_one_style_is_measured_and_shown():
    figures = measure(1, "even", ("outline",))
    assert figures["outline"]["exact_lines"] == 1.0 and figures["frames"] == 1
    assert [row[0] for row in tables(figures)[0].rows] == ["outline", "all"]


def test_a_folder_without_a_reference_is_said(tmp_path):
    with pytest.raises(InputError, match="ocr_230"):
        measure_folder(tmp_path)
