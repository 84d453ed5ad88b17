"""Where somebody speaks: Silero's network inside faster-whisper, with more care over the telephone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from suluh.media.opening import RATE, Unreadable

Samples = NDArray[np.float32]
LONGEST = 20.0  # seconds given to the network at once; it was made for at most 30
FAINT, VOICE = 0.2, 0.5  # how surely a voice
PAUSE_MS = 400  # a longer pause ends a stretch
BAND = (250.0, 3600.0)  # hertz; G.712 leaves 300 to 3400
OUTSIDE = 1e-3  # share of the energy outside of it that a telephone leaves
STEP = RATE // 10  # samples a window of loudness
LOUD = 0.1  # beside the loudness of what is surely speech
FURTHER = 25  # windows that a stretch over the telephone may grow by, on each side


def stretches(sound: Samples) -> list[tuple[int, int]]:
    """First and last sample of every stretch with a voice in it, one after the other. Raises Unreadable.

    A stretch is as long as something like a voice lasts, but only where a voice is clear somewhere within: over the
    telephone much of speech is only like a voice, and so is some music (6 of 20 made clips at FAINT, none at VOICE).
    Over the telephone even that loses beginnings of sentences, so there a stretch also takes in what is loud beside it.
    """
    clear = _voices(sound, VOICE)
    found = [
        (start, end)
        for start, end in _voices(sound, FAINT)
        if any(first < end and start < last for first, last in clear)
    ]
    return list(_grown(sound, found)) if found and narrow(sound) else found


def _voices(sound: Samples, threshold: float) -> list[tuple[int, int]]:
    try:
        from faster_whisper.vad import VadOptions, get_speech_timestamps
    except ImportError as error:
        raise Unreadable(f"speech is not read: the package {error.name} is missing") from None
    options = VadOptions(
        threshold=threshold,
        min_speech_duration_ms=250,
        max_speech_duration_s=LONGEST,
        min_silence_duration_ms=PAUSE_MS,
        speech_pad_ms=200,
    )
    return [
        (int(one["start"]), min(int(one["end"]), len(sound)))
        for one in get_speech_timestamps(sound, options)
    ]


def narrow(sound: Samples) -> bool:
    """Whether nearly nothing lies outside the band of a telephone."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    outside = power[(hertz < BAND[0]) | (hertz > BAND[1])].sum()
    return bool(outside < OUTSIDE * power.sum())


def _grown(sound: Samples, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches with what is loud on both sides, up to a pause, the next stretch or FURTHER."""
    windows = sound[: len(sound) // STEP * STEP].reshape(-1, STEP)
    loudness = np.sqrt((windows**2).mean(axis=1))
    speech = np.concatenate([loudness[start // STEP : end // STEP] for start, end in found])
    loud = loudness > LOUD * (float(np.median(speech)) if len(speech) else 1.0)
    before = 0
    for number, (start, end) in enumerate(found):
        after = found[number + 1][0] if number + 1 < len(found) else len(sound)
        first = start - STEP * _reach(loud[before // STEP : start // STEP][::-1])
        last = end + STEP * _reach(loud[-(-end // STEP) : after // STEP])
        most = first + int(LONGEST * RATE)
        before = max(end, min(last, most))
        yield max(0, first), before


def _reach(loud: NDArray[np.bool_]) -> int:
    """How many windows on from here it is loud, with no pause between."""
    pause = PAUSE_MS * RATE // 1000 // STEP
    far = quiet = 0
    for at, one in enumerate(loud[:FURTHER], 1):
        quiet = 0 if one else quiet + 1
        far = at if one else far
        if quiet > pause:
            break
    return far
