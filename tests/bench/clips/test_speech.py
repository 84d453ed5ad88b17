"""Made speech and sounds: the same seed says the same, every change keeps what it should keep."""

import numpy as np
import pytest

from suluh.bench.clips import sounds
from suluh.bench.clips.aloud import aloud
from suluh.bench.clips.speech import MEN, RATE, WOMEN, Voice, say, speech, trimmed, voice

TEXT = "TPS tutup pukul 13.00."


@pytest.fixture(scope="module")
def spoken():
    return say(TEXT, voice(2))


@pytest.mark.parametrize("seed", [0, 1, 6, 7])
def test_the_same_seed_says_the_same_samples(seed):
    assert np.array_equal(say("Simak ya.", voice(seed)), say("Simak ya.", voice(seed)))


@pytest.mark.parametrize("name", MEN + WOMEN)
def test_every_voice_speaks(name):
    assert 0.3 < len(trimmed(say("Simak ya.", Voice(name)))) / RATE < 3


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("27 November 2024", "dua puluh tujuh November dua ribu dua puluh empat"),
        ("pukul 07.00 sampai 13.30", "pukul tujuh sampai tiga belas lewat tiga puluh"),
        ("KPPS minta KTP-el", "ka pe pe es minta ka te pe el"),
        ("denda 150 ribu", "denda seratus lima puluh ribu"),
        (
            "081300000000",
            " ".join("nol delapan satu tiga".split() + ["nol"] * 8),
        ),  # a number to call
        ("RTnya", "RTnya"),  # part of a word
    ],
)
def test_figures_and_abbreviations_are_read_as_people_read_them(written, said):
    assert aloud(written) == said


def test_each_sentence_is_where_the_truth_says():
    samples, said = speech(["Simak ya.", TEXT], Voice())
    assert [s.text for s in said] == ["Simak ya.", TEXT]
    for one in said:
        heard = samples[int(one.at * RATE) : int(one.until * RATE)]
        assert sounds.level(heard) > 0.02
    between = samples[int(said[0].until * RATE) + 1 : int(said[1].at * RATE)]
    assert not np.any(between)


def test_noise_has_the_level_asked_for(spoken):
    for seed in (0, 2):  # white, crowd
        noise = sounds.noisy(spoken * 0.3, 5.0, seed) - spoken * 0.3
        ratio = 20 * np.log10(sounds.level(spoken * 0.3) / np.sqrt(np.mean(noise**2)))
        assert ratio == pytest.approx(5.0, abs=0.2)


def test_a_telephone_leaves_no_bass_and_no_hiss(spoken):
    spectrum = np.abs(np.fft.rfft(sounds.telephone(spoken)))
    hertz = np.fft.rfftfreq(len(spoken), 1 / RATE)
    inside = spectrum[(hertz > 300) & (hertz < 3400)].mean()
    assert spectrum[hertz > 4500].mean() < inside / 10


@pytest.mark.parametrize(
    ("change", "longer"),
    [
        (lambda s: sounds.pitched(s, 2), 1.0),
        (lambda s: sounds.pitched(s, -2), 1.0),
        (lambda s: sounds.paced(s, 1.1), 1 / 1.1),
        (lambda s: sounds.paced(s, 0.9), 1 / 0.9),
    ],
)
def test_pitch_keeps_the_length_and_pace_changes_it(spoken, change, longer):
    assert len(change(spoken)) / len(spoken) == pytest.approx(longer, rel=0.03)


def test_pitch_goes_up_by_two_semitones():
    tone = (0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE * 2) / RATE)).astype(np.float32)
    higher = sounds.pitched(tone, 2)
    peak = np.argmax(np.abs(np.fft.rfft(higher))) * RATE / len(higher)
    assert peak == pytest.approx(440 * 2 ** (2 / 12), rel=0.01)


def test_music_is_the_same_for_a_seed_and_other_for_another():
    assert np.array_equal(sounds.music(2, 4), sounds.music(2, 4))
    assert not np.array_equal(sounds.music(2, 4), sounds.music(2, 5))
    assert len(sounds.music(2.5, 4)) == 2.5 * RATE
