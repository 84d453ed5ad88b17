"""Is a sound found again after each edit, and never taken for another one?

    python -m suluh.bench.media.sounds [OTHERS]

Known sounds: made speech, music, and speech over music, 12 s each; even seeds were tuned on, odd ones are printed.
OTHERS (2,000) further sounds of the same kinds stand in the bank; none may be suggested. Pieces of music that share
their four chords do match each other: such pairs are counted apart, as "same loop".
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Iterator
from time import process_time
from typing import NamedTuple

import av
import numpy as np

from suluh.bench.clips import sounds, speech
from suluh.bench.clips.speech import RATE, Samples
from suluh.media.prints.sound import SoundIndex, sound_print, sound_views, surely
from suluh.text.slang import lexicon

OTHERS, FIRST_OTHER = 2000, 100_000
SEEDS = range(1, 40, 2)


class Found(NamedTuple):
    """Of one edit: how many known sounds were found, how many of them surely, of how many."""

    suggested: int
    sure: int
    of: int


def made(seed: int) -> Samples:
    """About 12 s: six of ten are speech, one a loop of four chords, one a tune, two speech over a tune."""
    kind = seed % 10
    if kind < 6:
        return spoken(seed)
    if kind == 6:
        return sounds.music(14, seed)
    if kind == 7:
        return tune(seed, 14)
    return sounds.mixed(spoken(seed), tune(seed, 12), 8)


def spoken(seed: int) -> Samples:
    """Words drawn by chance, so that no two clips share a sentence."""
    chance = random.Random(f"words {seed}")
    vocabulary = sorted(word for word in lexicon().vocabulary if 3 < len(word) < 12)
    words = " ".join(chance.choice(vocabulary) for _ in range(26))
    return speech.say(words, speech.voice(seed))


def tune(seed: int, seconds: float) -> Samples:
    """Chords of a key with a melody drawn by chance: no two are alike."""
    chance = np.random.default_rng([seed, 3])
    beat = 60 / chance.uniform(80, 140)
    scale = np.array([0, 2, 4, 5, 7, 9, 11]) + chance.integers(12)
    chords = chance.integers(0, 7, 8)
    whole = np.zeros(int(seconds * RATE))
    for number in range(int(seconds / beat) + 1):
        start = int(number * beat * RATE)
        part = whole[start : start + int(beat * RATE)]
        time = np.arange(len(part)) / RATE
        fade = np.exp(-chance.uniform(1, 5) * time)
        root = chords[number // 4 % 8]
        steps = [scale[(root + k) % 7] + 12 * chance.integers(3, 5) for k in (0, 2, 4)]
        steps.append(scale[chance.integers(7)] + 12 * chance.integers(4, 6))
        for step in steps:
            part += fade * np.sin(2 * np.pi * 27.5 * 2 ** (step / 12) * time)
    return np.asarray(0.8 * whole / np.abs(whole).max(), np.float32)


def edits(sound: Samples, seed: int) -> Iterator[tuple[str, Samples]]:
    """What happens to a sound on its way, by name."""
    yield "AAC 24 kbit/s", encoded(sound, 24_000)
    yield "AAC 12 kbit/s", encoded(sound, 12_000)
    yield "noise, 10 dB", sounds.noisy(sound, 10, seed)
    yield "noise, 5 dB", sounds.noisy(sound, 5, seed)
    yield "telephone", sounds.telephone(sound)
    yield "26 dB quieter", sound * np.float32(0.05)
    for step in (-3, -2, -1, 1, 2, 3):
        yield f"pitch {step:+d}", sounds.pitched(sound, step)
    for by in (0.9, 1.04, 1.1):
        yield f"pace {by}", sounds.paced(sound, by)
    for by in (0.9, 1.1):
        yield f"tape {by}", taped(sound, by)
    yield "middle half", sound[len(sound) // 4 : len(sound) * 3 // 4]
    other = made(500_000 + 10 * seed)
    yield "between others", np.concatenate([other, sound, other[::-1]])
    yield "music 10 dB under", sounds.mixed(sound, tune(seed + 900_000, 14), 10)
    yield "music 5 dB under", sounds.mixed(sound, tune(seed + 900_000, 14), 5)


def taped(sound: Samples, by: float) -> Samples:
    """Pitch and pace together, as a tape that runs faster."""
    places = np.arange(int(len(sound) / by)) * by
    return np.asarray(np.interp(places, np.arange(len(sound)), sound), np.float32)


def encoded(sound: Samples, bits: int) -> Samples:
    """Through AAC and back."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        stream = out.add_stream("aac", rate=RATE, layout="mono")
        stream.bit_rate = bits
        frame = av.AudioFrame.from_ndarray(sound[None, :], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        queue = av.AudioFifo()
        queue.write(frame)
        while queue.samples >= 1024:
            out.mux(stream.encode(queue.read(1024)))
        out.mux(stream.encode(None))
    file.seek(0)
    with av.open(file, "r") as box:
        turn = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        parts = [p for frame in box.decode(box.streams.audio[0]) for p in turn.resample(frame)]
        whole = np.concatenate([part.to_ndarray().reshape(-1) for part in parts])
    return np.asarray(whole, np.float32)


def measured(seeds: range, others: int) -> tuple[dict[str, Found], dict[str, float]]:
    """Found by edit, and: comparisons, false matches, same loops, milliseconds a search and a print of 12 s."""
    known = {seed: made(seed) for seed in seeds}
    names = [*known, *range(FIRST_OTHER, FIRST_OTHER + others)]
    index = SoundIndex([sound_print(known[s] if s in known else made(s), RATE) for s in names])
    found: dict[str, Found] = {}
    figures = dict.fromkeys(("comparisons", "false", "same loop", "search", "print"), 0.0)
    for place, (seed, sound) in enumerate(known.items()):
        for name, changed in edits(sound, seed):
            start = process_time()
            views = sound_views(changed, RATE)
            printed = process_time()
            matches = index.search(views)
            figures["print"] += printed - start
            figures["search"] += process_time() - printed
            figures["comparisons"] += len(index)
            own = [match for match in matches if match.known == place]
            loops = [m for m in matches if seed % 10 == 6 and names[m.known] % 10 == 6]
            figures["same loop"] += len(loops) - sum(m in loops for m in own)
            figures["false"] += len(matches) - len(own) - len([m for m in loops if m not in own])
            held = found.get(name, Found(0, 0, 0))
            sure = bool(own) and surely(own[0])
            found[name] = Found(held.suggested + bool(own), held.sure + sure, held.of + 1)
    queries = max(1, sum(each.of for each in found.values()))
    for key in ("search", "print"):
        figures[key] = 1000 * figures[key] / queries
    return found, figures


def main() -> None:
    """Print the table over the odd seeds."""
    others = int(sys.argv[1]) if len(sys.argv) > 1 else OTHERS
    found, figures = measured(SEEDS, others)
    for name, each in found.items():
        print(f"{name:18} {each.suggested / each.of:5.2f}  sure {each.sure / each.of:5.2f}")
    whole = sum(each.suggested for each in found.values()) / sum(e.of for e in found.values())
    sure = sum(each.sure for each in found.values()) / sum(e.of for e in found.values())
    print(f"{'mean':18} {whole:5.2f}  sure {sure:5.2f}")
    for key, value in figures.items():
        print(f"{key}: {value:,.1f}" if key in ("search", "print") else f"{key}: {value:,.0f}")


if __name__ == "__main__":
    main()
