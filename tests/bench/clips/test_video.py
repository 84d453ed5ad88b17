"""Made clips, their edits and twins: the same again, playable, and as the truth says."""

import hashlib

import numpy as np
import pytest

from suluh.bench.clips.cards import card
from suluh.bench.clips.edits import EDITS, PICTURE_EDITS, VIDEO_EDITS
from suluh.bench.clips.twins import made, twins
from suluh.bench.clips.video import Script, clip, script
from suluh.media.opening import frames, kind_of, picture, shape, sound

SMALL = (180, 320)
WORDS = Script(("TPS buka pukul 07.00", "Simak ya"), ("TPS buka.",))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return clip(4, tmp_path_factory.mktemp("clips") / "small.mp4", WORDS, SMALL, 8)


def test_the_same_seed_gives_the_same_file(small, tmp_path):
    again = clip(4, tmp_path / "again.mp4", WORDS, SMALL, 8)
    assert (
        hashlib.sha256(again.path.read_bytes()).digest()
        == hashlib.sha256(small.path.read_bytes()).digest()
    )


def test_the_spans_of_the_truth_lie_inside_the_clip(small):
    seen = shape(small.path)
    assert (seen.width, seen.height, seen.has_sound) == (*SMALL, True)
    assert seen.seconds == pytest.approx(small.seconds, abs=0.2)
    spans = [(s.at, s.until) for s in (*small.shown, *small.said)]
    assert all(0 <= at < until <= small.seconds + 0.01 for at, until in spans)


def test_a_caption_is_there_when_the_truth_says_so(small):
    first, second = small.shown
    taken = list(frames(small.path, 8))
    with_words = [f for f in taken if first.at + 0.2 < f.at < first.until - 0.2]
    later = [f for f in taken if second.at + 0.2 < f.at]
    assert np.abs(with_words[0].image.astype(int) - later[0].image).max() > 100
    assert np.abs(with_words[0].image.astype(int) - with_words[1].image).mean() < 12


def test_a_clip_without_speech_has_music():
    silent = script(8)
    assert not silent.spoken
    assert silent.music


def test_halves_share_no_words():
    words = [
        {t for seed in range(side, 40, 2) for t in (*script(seed).captions, *script(seed).spoken)}
        for side in (0, 1)
    ]
    assert not words[0] & words[1]


@pytest.mark.parametrize("name", VIDEO_EDITS)
def test_an_edited_video_still_plays(small, tmp_path, name):
    copy = EDITS[name](small.path, tmp_path / "copy.mp4")
    assert kind_of(copy) == "video"
    pace = {"speed 0.9": 0.9, "speed 1.1": 1.1}.get(name, 1.0)
    assert shape(copy).seconds == pytest.approx(small.seconds / pace, abs=0.3)
    assert len(list(frames(copy, 2))) >= 3
    assert np.abs(sound(copy)).max() > 0.05


@pytest.mark.parametrize("name", PICTURE_EDITS)
def test_an_edited_picture_still_opens(tmp_path, name):
    card(5, size=(300, 400)).image.save(tmp_path / "a.png")
    copy = EDITS[name](tmp_path / "a.png", tmp_path / "b.jpg")
    seen = picture(copy)
    assert kind_of(copy) == "picture"
    assert seen.shape[0] > 100
    assert copy.read_bytes()[:2] == b"\xff\xd8"


def test_twins_differ_in_one_token_and_there_are_two_hundred():
    pairs = [twins(seed) for seed in range(200)]
    for pair in pairs:
        one, other = pair.one.split(), pair.other.split()
        assert sum(a != b for a, b in zip(one, other, strict=True)) == 1
    for side in (0, 1):
        assert {p.kind for p in pairs[side::2]} == {"card", "clip"}


def test_twin_files_are_alike_but_not_the_same(tmp_path):
    one, other = (picture(p).astype(int) for p in made(twins(0), tmp_path))
    assert one.shape == other.shape
    assert 0 < np.mean(np.any(one != other, axis=-1)) < 0.02
