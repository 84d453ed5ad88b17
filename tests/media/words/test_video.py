"""Captions of a video: what comes, changes, grows, stays and goes."""

import importlib.util
import sys
from pathlib import Path

import pytest

from suluh.media.opening import Unreadable
from suluh.media.words import words_of_video

_spec = importlib.util.spec_from_file_location(
    "drawn_video", Path(__file__).parent / "drawn_video.py"
)
drawn_video = importlib.util.module_from_spec(_spec)
sys.modules["drawn_video"] = drawn_video
_spec.loader.exec_module(drawn_video)
Drawn, video = drawn_video.Drawn, drawn_video.video

STEP = 0.4  # seconds: a look is taken every third of a second


def test_captions_become_segments_with_their_seconds_and_region(tmp_path):
    path = video(
        tmp_path / "a.mp4",
        [Drawn("Jangan lupa nyoblos", 0, 2, 120), Drawn("Bawa e-KTP ya", 2, 4, 800)],
        4,
    )
    first, second = words_of_video(path, medium=3)
    assert (first.text, second.text) == ("Jangan lupa nyoblos", "Bawa e-KTP ya")
    assert (first.place.region, second.place.region) == ("top third", "bottom third")
    assert first.place.at < STEP and abs(first.place.until - 2) <= STEP
    assert abs(second.place.at - 2) <= 2 * STEP and abs(second.place.until - 4) <= 2 * STEP
    assert {s.place.kind for s in (first, second)} == {"picture"} and first.place.medium == 3
    assert not first.place.doubtful


def test_a_caption_that_differs_in_one_digit_is_another_caption(tmp_path):
    path = video(
        tmp_path / "a.mp4",
        [Drawn("Nyoblos 27 November", 0, 2), Drawn("Nyoblos 28 November", 2, 4)],
        4,
        drift=0,
    )
    assert [s.text for s in words_of_video(path)] == ["Nyoblos 27 November", "Nyoblos 28 November"]


def test_a_caption_growing_word_by_word_is_one_and_a_handle_stands_once(tmp_path):
    words = "Besok pagi jam tujuh".split()
    grown = [
        Drawn(" ".join(words[: n + 1]), n * 0.7, (n + 1) * 0.7 + (1 if n == 3 else 0))
        for n in range(4)
    ]
    path = video(tmp_path / "a.mp4", [*grown, Drawn("@kabar.desa", 0, 3.8, 60)], 3.8)
    assert sorted(s.text for s in words_of_video(path)) == ["@kabar.desa", "Besok pagi jam tujuh"]


def test_a_mirrored_video_is_read_mirrored(tmp_path):
    path = video(tmp_path / "a.mp4", [Drawn("Cek kpu.go.id sekarang", 0, 1.5)], 1.5, mirrored=True)
    assert [s.text for s in words_of_video(path)] == ["Cek kpu.go.id sekarang"]


def test_a_video_without_words_has_none_and_a_broken_one_says_so(tmp_path):
    assert words_of_video(video(tmp_path / "a.mp4", [], 1)) == ()
    broken = tmp_path / "b.mp4"
    broken.write_bytes((tmp_path / "a.mp4").read_bytes()[:300])
    with pytest.raises(Unreadable):
        words_of_video(broken)
