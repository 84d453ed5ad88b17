"""Indonesian speech made by script: espeak-ng, from the wheel espeakng-loader, which only development needs.

The library keeps state from one sentence to the next, so every sentence is spoken by a process of its own
(voice.py, a few hundredths of a second): the same seed then gives the same samples. A synthetic voice is clearer and
more even than a person's; figures measured on it say nothing sure about real voices.
"""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.bench.clips.aloud import aloud
from suluh.errors import RequestError

RATE = 16_000
MEN = ("id", "id+m3", "id+m7", "id+Michael")
WOMEN = ("id+f2", "id+f5", "id+Annie", "id+Alicia")
Samples = NDArray[np.float32]


class Voice(msgspec.Struct, frozen=True):
    """How a sentence is spoken. pitch 0..99 (50 the voice's own); speed in words a minute, 175 the usual."""

    name: str = "id"
    pitch: int = 50
    speed: int = 160
    seed: int = 0


def voice(seed: int) -> Voice:
    """A man's or a woman's voice with its own pitch and pace."""
    chance = random.Random(f"voice {seed}")
    name = chance.choice(MEN + WOMEN)
    return Voice(name, chance.randint(38, 62), chance.randint(140, 175), seed)


def say(text: str, how: Voice | None = None) -> Samples:
    """A sentence as samples at RATE, -1..1, read as a speaker would (aloud.py). Raises RequestError without espeak-ng."""
    return say_exactly(aloud(text), how or Voice())


def say_exactly(words: str, how: Voice) -> Samples:
    """As `say`, for text that is already spelled as it is spoken."""
    request = msgspec.json.encode({"text": words, **msgspec.structs.asdict(how), **_library()})
    done = subprocess.run(  # isolated: no site, no environment
        [sys.executable, "-I", "-S", str(Path(__file__).with_name("voice.py"))],
        input=request,
        capture_output=True,
        check=False,
    )
    if done.returncode or len(done.stdout) < 4:
        raise RequestError(
            f"espeak-ng did not speak: {done.stderr.decode(errors='replace')[-200:]}"
        )
    rate = int.from_bytes(done.stdout[:4], "little")
    spoken = (np.frombuffer(done.stdout[4:], "<i2") / 32768).astype(np.float32)
    return resampled(spoken, rate, RATE)


def _library() -> dict[str, str]:
    if importlib.util.find_spec("espeakng_loader") is None:
        raise RequestError(
            "made speech needs the development package espeakng-loader: run `make setup`"
        )
    import espeakng_loader

    return {
        "library": str(espeakng_loader.get_library_path()),
        "data": str(espeakng_loader.get_data_path()),
    }


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """The same sound at another rate, through FFmpeg's resampler."""
    if rate == wanted or not len(samples):
        return samples
    import av

    frame = av.AudioFrame.from_ndarray(samples[None, :], format="fltp", layout="mono")
    frame.sample_rate = rate
    turn = av.AudioResampler(format="fltp", layout="mono", rate=wanted)
    parts = [p.to_ndarray()[0] for p in (*turn.resample(frame), *turn.resample(None))]
    return np.concatenate(parts).astype(np.float32)


class Said(msgspec.Struct, frozen=True):
    """A sentence in a clip's sound: as written, as the voice was given it, and its seconds."""

    text: str
    aloud: str
    at: float
    until: float


def speech(
    texts: list[str], how: Voice, pause: float = 0.45, start: float = 0.4
) -> tuple[Samples, tuple[Said, ...]]:
    """Sentences one after the other with pauses, and when each is spoken."""
    gap, parts, said = int(pause * RATE), [np.zeros(int(start * RATE), np.float32)], []
    for text in texts:
        at = sum(map(len, parts))
        spoken = trimmed(say(text, how))
        parts += [spoken, np.zeros(gap, np.float32)]
        said.append(Said(text, aloud(text), at / RATE, (at + len(spoken)) / RATE))
    return np.concatenate(parts), tuple(said)


def trimmed(samples: Samples, floor: float = 0.004) -> Samples:
    """Without the silence that espeak-ng leaves before and after."""
    loud = np.flatnonzero(np.abs(samples) > floor)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples
