"""Sounds made by script: noise, the band of a telephone, other pitch and pace, music, silence.

All take and give float32 samples, one channel, speech.RATE a second, -1..1.
"""

from __future__ import annotations

import random

import numpy as np

from suluh.bench.clips.speech import RATE, Samples


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), np.float32)


def level(samples: Samples) -> float:
    """Root mean square of the parts that are not silent."""
    loud = samples[np.abs(samples) > 1e-4]
    return float(np.sqrt(np.mean(loud**2))) if len(loud) else 0.0


def noisy(samples: Samples, decibels: float, seed: int) -> Samples:
    """With noise at a signal-to-noise ratio: half of the seeds white, half like a crowd (low and uneven)."""
    chance = np.random.default_rng([seed, 11])
    noise = chance.standard_normal(len(samples))
    if seed % 4 >= 2:
        noise = _crowd(noise, chance)
    wanted = level(samples) / 10 ** (decibels / 20)
    noise *= wanted / max(float(np.sqrt(np.mean(noise**2))), 1e-9)
    return _fit(samples + noise)


def _crowd(noise: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    spectrum = np.fft.rfft(noise)
    hertz = np.fft.rfftfreq(len(noise), 1 / RATE)
    shaped = np.fft.irfft(spectrum / (1 + (hertz / 400) ** 1.2), len(noise))
    knots = chance.uniform(0.4, 1.6, max(2, len(noise) // (RATE // 3)))
    swell = np.interp(np.arange(len(noise)), np.linspace(0, len(noise), len(knots)), knots)
    return np.asarray(shaped * swell)


def telephone(samples: Samples) -> Samples:
    """300–3400 Hz and the eight bits of G.711's mu-law."""
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    band = np.clip(np.fft.irfft(spectrum, len(samples)), -1, 1)
    pressed = np.sign(band) * np.log1p(255 * np.abs(band)) / np.log(256)
    steps = np.round(pressed * 127) / 127
    return _fit(np.sign(steps) * np.expm1(np.abs(steps) * np.log(256)) / 255)


def pitched(samples: Samples, semitones: float) -> Samples:
    """Higher or lower at the same pace."""
    by = 2 ** (semitones / 12)
    return _filtered(samples, f"asetrate={round(RATE * by)},aresample={RATE},atempo={1 / by:.6f}")


def paced(samples: Samples, by: float) -> Samples:
    """Faster (by > 1) or slower at the same pitch."""
    return _filtered(samples, f"atempo={by:.6f}")


def _filtered(samples: Samples, chain: str) -> Samples:
    """Through a chain of FFmpeg's audio filters."""
    import av

    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="mono")
    last = source
    for one in chain.split(","):
        name, _, value = one.partition("=")
        step = graph.add(name, value)
        last.link_to(step)
        last = step
    sink = graph.add("abuffersink")
    last.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(samples[None, :], format="flt", layout="mono")
    frame.sample_rate, frame.pts = RATE, 0
    graph.push(frame)
    graph.push(None)
    return _pulled(graph)


def _pulled(graph: object) -> Samples:
    import av

    parts = []
    while True:
        try:
            parts.append(graph.pull().to_ndarray().reshape(-1))  # type: ignore[attr-defined]
        except (av.BlockingIOError, av.EOFError):
            break
    return np.concatenate(parts).astype(np.float32) if parts else np.zeros(0, np.float32)


# Four chords each, as semitones above A2.
PROGRESSIONS = ((0, 5, 7, 5), (0, 7, 9, 5), (9, 5, 0, 7), (0, 9, 2, 7))


def music(seconds: float, seed: int) -> Samples:
    """Chords, a bass and drums: what lies under a short video. No words, no one's tune."""
    chance = random.Random(f"music {seed}")
    beat = 60 / chance.randint(84, 132)
    roots = chance.choice(PROGRESSIONS)
    sound = np.zeros(int(seconds * RATE) + RATE)
    for number in range(int(seconds / beat) + 1):
        at = int(number * beat * RATE)
        root = 110 * 2 ** (roots[number // 4 % 4] / 12)
        if number % 4 == 0:
            for step in (12, 16, 19):
                _add(sound, at, _tone(root * 2 ** (step / 12), beat * 4, 0.10))
        _add(sound, at, _tone(root, beat * 0.9, 0.22))
        _add(sound, at, _drum(number, seed))
    return _fit(0.6 * sound[: int(seconds * RATE)])


def _add(sound: np.ndarray, at: int, part: np.ndarray) -> None:
    end = min(len(sound), at + len(part))
    sound[at:end] += part[: max(0, end - at)]


def _tone(hertz: float, seconds: float, loud: float) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * hertz * k * time) / k**1.5 for k in (1, 2, 3, 4))
    fade = np.minimum(1, time / 0.02) * np.exp(-1.5 * time / seconds)
    return np.asarray(loud * wave * fade)


def _drum(number: int, seed: int) -> np.ndarray:
    time = np.arange(int(0.15 * RATE)) / RATE
    if number % 2 == 0:
        return np.asarray(
            0.5 * np.sin(2 * np.pi * (50 + 60 * np.exp(-30 * time)) * time) * np.exp(-20 * time)
        )
    chance = np.random.default_rng([seed, number])
    return np.asarray(0.25 * chance.standard_normal(len(time)) * np.exp(-35 * time))


def mixed(front: Samples, behind: Samples, decibels: float) -> Samples:
    """One sound over another that is that many decibels quieter; as long as the longer."""
    length = max(len(front), len(behind))
    whole = np.zeros(length)
    whole[: len(front)] += front
    loud = (level(front) or 0.1) / 10 ** (decibels / 20)
    whole[: len(behind)] += behind * loud / max(level(behind), 1e-9)
    return _fit(whole)


def _fit(samples: np.ndarray) -> Samples:
    peak = float(np.max(np.abs(samples))) if len(samples) else 0.0
    return np.asarray(samples / peak * 0.98 if peak > 0.98 else samples, np.float32)
