"""A sound is found again at another pitch, pace and loudness, in part and among others; another sound is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from suluh.media.prints.chroma import HOP, VIEWS, sound_print, sound_views
from suluh.media.prints.sound import SoundIndex, match_sound, surely

RATE = 16_000
Samples = NDArray[np.float32]


@cache
def tune(seed: int, seconds: float = 12.0) -> Samples:
    """Notes drawn by chance, two at a time, a third of a second each."""
    chance = np.random.default_rng(seed)
    time = np.arange(RATE // 3) / RATE
    notes = []
    for _ in range(int(seconds * 3)):
        hertz = 110 * 2 ** (chance.integers(0, 36, 2) / 12)
        wave = sum(np.sin(2 * np.pi * h * k * time) / k for h in hertz for k in (1, 2, 3))
        notes.append(wave * np.exp(-3 * time))
    whole = np.concatenate(notes)
    return np.asarray(0.3 * whole / np.abs(whole).max(), np.float32)


def tape(samples: Samples, by: float) -> Samples:
    """Faster and higher by one factor, as a tape that runs too fast."""
    places = np.arange(int(len(samples) / by)) * by
    return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)


def noisy(samples: Samples) -> Samples:
    noise = np.random.default_rng(9).standard_normal(len(samples)).astype(np.float32)
    return samples + noise * float(np.sqrt(np.mean(samples**2))) / 3  # about 10 dB


@pytest.fixture(scope="module")
def index() -> SoundIndex:
    return SoundIndex([sound_print(tune(seed), RATE) for seed in range(40)])


@pytest.mark.parametrize(
    ("edit", "change"),
    [
        ("as it is", lambda x: x),
        ("quieter", lambda x: x * 0.05),
        ("noise", noisy),
        ("faster tape", lambda x: tape(x, 1.1)),
        ("slower tape", lambda x: tape(x, 0.9)),
        ("8,000 samples a second", lambda x: np.repeat(x[::2], 2)),
        ("half", lambda x: x[3 * RATE : 9 * RATE]),
        ("among others", lambda x: np.concatenate([tune(90), x, tune(91)])),
    ],
)
def test_a_changed_sound_is_found_again(
    index: SoundIndex, edit: str, change: Callable[[Samples], Samples]
) -> None:
    matches = index.search(sound_views(np.asarray(change(tune(7)), np.float32), RATE))
    assert [match.known for match in matches] == [7]
    assert surely(matches[0]) or "tape" in edit  # which is at the limit


def test_where_the_copy_stands_is_told(index: SoundIndex) -> None:
    query = np.concatenate([tune(90, 5.0), tune(7)[4 * RATE :]])
    (match,) = index.search(sound_views(query, RATE))
    assert match.offset - match.at == pytest.approx(-1.0, abs=2 * HOP)
    assert match.coverage == pytest.approx(8 / 12, abs=0.15)


def test_pitch_alone_is_the_same_image_turned() -> None:
    chance = np.random.default_rng(3)
    steps = np.repeat(chance.integers(0, 24, (24, 2)), RATE // 3, axis=0)

    def sung(semitones: float) -> Samples:
        hertz = 220 * 2 ** ((steps + semitones) / 12)
        return np.asarray(0.2 * np.sin(2 * np.pi * np.cumsum(hertz, 0) / RATE).sum(1), np.float32)

    known = sound_print(sung(0), RATE)
    views = sound_views(sung(3), RATE)
    errors = {
        view: float(np.bitwise_count(known ^ query[: len(known)]).mean() / 32)
        for view, query in zip(VIEWS, views, strict=True)
        if view.speed == 1.0
    }
    best = min(errors, key=errors.__getitem__)
    assert best.semitones == 3 and errors[best] < 0.25


def test_other_sounds_silence_and_scraps_are_no_copies(index: SoundIndex) -> None:
    for other in (
        tune(50),
        np.zeros(12 * RATE, np.float32),
        tune(7)[: 2 * RATE],
        np.zeros(0, np.float32),
    ):
        assert index.search(sound_views(other, RATE)) == ()
    noise = np.random.default_rng(1).standard_normal(10 * RATE).astype(np.float32)
    assert index.search(sound_views(noise, RATE)) == ()


def test_silence_is_no_copy_of_silence() -> None:
    silent = sound_print(np.zeros(12 * RATE, np.float32), RATE)
    assert SoundIndex([silent, silent]).search([silent]) == ()


def test_the_index_finds_what_comparing_every_offset_finds() -> None:
    known = sound_print(tune(3), RATE)
    query = sound_print(tune(3)[5 * RATE :], RATE)
    plain = [match_sound(query, known, shift) for shift in range(-len(query), len(known))]
    best = max((m for m in plain if m), key=lambda m: m[2] * m[3])
    (match,) = SoundIndex([known]).search([query])
    assert (match.at, match.offset) == (best[0] * HOP, best[1] * HOP)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=40), max_size=4),
    st.lists(st.integers(0, 2**32 - 1), max_size=60),
)
def test_any_numbers_are_searched_without_an_accident(
    bank: list[list[int]], query: list[int]
) -> None:
    index = SoundIndex([np.array(row, np.uint32) for row in bank])
    for match in index.search([np.array(query, np.uint32)]):
        assert 0 <= match.known < len(bank) and 0 < match.coverage <= 1
