"""What the guesses of the network are read as, and when they are doubtful; the network itself on made sound."""

from pathlib import Path

import numpy as np
import pytest

from suluh.facts.load import load
from suluh.media.limits import Limits
from suluh.media.opening import RATE, Unreadable
from suluh.media.speech import hear, hints_of
from suluh.media.speech.channel import NONE, SOUNDS
from suluh.media.speech.heard import Guess, Heard, Raw
from suluh.media.speech.hearing import understood
from suluh.media.speech.judging import Judges
from suluh.media.speech.voices import narrow, stretches
from suluh.media.speech.weights import SETTING, weights_folder


def raw(*guesses: tuple[str, float, int]) -> Raw:
    return Raw(tuple(Guess(*one) for one in guesses), 1.0, 4.0, 0.0)


def judge_of(**likely: float) -> Judges:
    """Log probability of every text: 0, less what each named word in it takes away."""
    return Judges(
        lambda texts: [
            sum(cost for word, cost in likely.items() if word in text.split()) for text in texts
        ]
    )


def one_of(raw: Raw, names: tuple[str, ...] = (), judges: Judges | None = None) -> Heard:
    found = understood(raw, names, judges)
    assert found is not None
    return found


CALM = judge_of(x=0.0)


def frames_of(sounds: str) -> np.ndarray:
    """What the second listener hears when every sound is clear."""
    frames = np.full((2 * len(sounds) + 1, NONE + 1), -9.0, np.float32)
    frames[::2, NONE] = 0.0
    frames[np.arange(1, len(frames), 2), [SOUNDS.index(one) for one in sounds]] = 0.0
    return frames


def test_what_was_heard_stays_beside_what_was_read():
    one = one_of(raw(("ayo datang ke tepes", -0.3, 0)), (), CALM)
    assert (one.text, one.raw) == ("ayo datang ke TPS", "ayo datang ke tepes")
    assert [(c.heard, c.read) for c in one.changes]


def test_the_sound_decides_between_readings():
    two = raw(("tanggal dua puluh enam November", -0.2, 0), ("tanggal 28 November", -0.3, 1))
    assert "28 November" in one_of(two, (), judge_of(enam=-30.0)).text
    assert "26 November" in one_of(two, (), judge_of(delapan=-30.0)).text


def test_days_that_the_sound_fits_alike_are_doubtful():
    assert one_of(raw(("diundur ke tuapu tuenapan november", -0.2, 0)), (), CALM).doubtful
    clear = raw(("pencoblosan tanggal dua puluh enam November", -0.2, 0))
    assert not one_of(clear, (), judge_of(tidak=-30.0)).doubtful
    assert one_of(clear, (), judge_of(enam=-4.0)).doubtful


def test_a_negation_the_sound_does_not_ask_for_is_doubtful():
    one = raw(("kamu tidak boleh mencoblos", -0.2, 0))
    assert one_of(one, (), judge_of(tidak=-2.0)).doubtful
    without = one_of(one, (), judge_of(tidak=-30.0))
    assert "tidak" not in without.text.split()


def test_without_a_judge_nothing_is_sure():
    assert one_of(raw(("tanggal 27 November", -0.1, 0))).doubtful


def test_the_facts_give_the_names_of_places():
    names = hints_of(load("pilkada-2024"), "18").names
    assert "Bandar Lampung" in names and "Pringsewu" in names
    assert "Aceh" not in names


def test_the_candidates_of_a_region_are_names_that_may_be_said():
    assert "Eva Dwiana" in hints_of(load("pilkada-2024"), "18.71").names
    one = raw(("wali kota epa duiana", -0.2, 0))
    names = ("Eva Dwiana",)
    assert "Eva Dwiana" in one_of(one, names, CALM).text


def test_silence_noise_and_broken_numbers_are_no_words():
    chance = np.random.default_rng(3)
    hiss = (0.05 * chance.standard_normal(3 * RATE)).astype(np.float32)
    broken = np.full(RATE, np.nan, np.float32)
    for sound in (np.zeros(3 * RATE, np.float32), hiss, broken, np.zeros(0, np.float32)):
        assert hear(sound) == ()


def test_music_is_no_words():
    sounds = pytest.importorskip("suluh.bench.clips.sounds")
    assert hear(sounds.music(6.0, 2)) == ()


def test_a_spoken_statement_is_heard_with_its_seconds():
    speech = pytest.importorskip("suluh.bench.clips.speech")
    spoken = speech.say("Pilkada serentak tanggal 27 November.", speech.Voice("id", 50, 150))
    quiet = np.zeros(RATE, np.float32)
    segments = hear(np.concatenate([quiet, spoken, quiet]))
    text = " ".join(one.text for one in segments)
    assert "27 November" in text
    assert segments[0].place.kind == "speech"
    assert 0.5 < (segments[0].place.at or 0) < 1.5


def test_sound_beyond_the_limit_is_not_listened_to():
    speech = pytest.importorskip("suluh.bench.clips.speech")
    spoken = speech.say("Pilkada serentak.", speech.Voice("id", 50, 150))
    late = np.concatenate([np.zeros(2 * RATE, np.float32), spoken])
    assert hear(late, limits=Limits(seconds=1.5)) == ()


def test_weights_that_are_not_there_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(SETTING, str(tmp_path))
    with pytest.raises(Unreadable, match="no model"):
        weights_folder()


def test_parts_that_are_not_the_known_ones_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    from suluh.media.speech import weights

    for name in ("one", "two", *weights.BESIDE):
        (tmp_path / name).write_bytes(name.encode())
    with pytest.raises(Unreadable, match="SHA-256"):
        weights._join([tmp_path / "one", tmp_path / "two"], tmp_path / "joined")
    assert not (tmp_path / "joined/model.bin").exists()


def test_over_the_telephone_a_sentence_keeps_its_beginning():
    sounds = pytest.importorskip("suluh.bench.clips.sounds")
    speech = pytest.importorskip("suluh.bench.clips.speech")
    spoken = speech.say("TPS tutup pukul sebelas.", speech.Voice("id", 50, 150))
    called = sounds.telephone(spoken)
    assert narrow(called) and not narrow(spoken)
    quiet = np.zeros(RATE, np.float32)
    found = stretches(np.concatenate([quiet, called, quiet]))
    assert len(found) == 1
    assert abs(found[0][0] - RATE) < RATE // 2
    assert found == sorted(found) and all(start < end for start, end in found)


def test_the_network_writes_only_where_the_sounds_do_not_fit():
    asked = []

    def write() -> Raw:
        asked.append(True)
        return raw(("ayo datang ke tepes", -0.3, 0))

    clear = frames_of("ayodataŋketepes")
    plain = understood(raw(), (), Judges(CALM.network, clear), write)
    assert plain is not None and plain.text == "ayo datang ke TPS" and not asked
    unlike = Judges(lambda texts: [-500.0] * len(texts), clear)
    doubted = understood(raw(), (), unlike, write)
    assert doubted is not None and doubted.doubtful and asked
    assert understood(raw(), (), unlike, lambda: None) is None


def test_weights_the_listener_does_not_know_are_read_from_what_they_write():
    written = raw(("ayo datang ke tepes", -0.3, 0))
    alone = understood(raw(), (), Judges(CALM.network), lambda: written)
    assert alone is not None and alone.text == "ayo datang ke TPS"
