"""The print of a sound: which notes of the octave sound, and how that changes within two seconds.

This is the Chromaprint fingerprint (algorithm 2, L. Lalinsky, https://acoustid.org/chromaprint, MIT), computed in numpy
so that it works wherever Suluh does: one unsigned 32-bit number for every 0.124 s. A print made by `fpcalc -raw` and
one made here can be compared. Since the print looks at notes only, a sound that was shifted in pitch has the same
image, turned by as many notes; so a query is printed at several pitches and speeds, and the known sound once.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

HOP = 1365 / 11025  # seconds between two numbers of a print
WINDOW = 4096 / 11025  # seconds that one look at the notes takes
NOTES = 12
LOWEST, HIGHEST = 28.0, 3520.0  # Hz
REACH = 16  # looks that one number of a print covers
SMOOTHING = np.array([0.25, 0.75, 1.0, 0.75, 0.25])  # over five looks
QUIET = 0.01  # below this the looks hold no notes

Image = NDArray[np.float64]
Numbers = NDArray[np.uint32]


class View(NamedTuple):
    """How a query is turned before it is compared: undo so many semitones, and so much speed."""

    semitones: float = 0.0
    speed: float = 1.0


PLAIN = View()
# Pitch alone (editors offer whole semitones), tempo alone, and both at once as a faster or slower tape gives them.
VIEWS = (
    PLAIN,
    *(View(float(step)) for step in (-3, -2, -1, 1, 2, 3)),
    *(View(0.0, speed) for speed in (0.9, 0.95, 1.05, 1.1)),
    *(View(12 * float(np.log2(speed)), speed) for speed in (0.9, 0.95, 1.05, 1.1)),
)


class _Look(NamedTuple):
    """One of sixteen questions to the image: a rectangle, how it is parted, and three limits for the answer."""

    kind: int
    note: int
    notes: int
    looks: int
    limits: tuple[float, float, float]


# The questions and limits that Chromaprint learned from pairs of recordings (its "Test2" configuration).
_LOOKS = (
    _Look(0, 4, 3, 15, (1.98215, 2.35817, 2.63523)),
    _Look(4, 4, 6, 15, (-1.03809, -0.651211, -0.282167)),
    _Look(1, 0, 4, 16, (-0.298702, 0.119262, 0.558497)),
    _Look(3, 8, 2, 12, (-0.105439, 0.0153946, 0.135898)),
    _Look(3, 4, 4, 8, (-0.142891, 0.0258736, 0.200632)),
    _Look(4, 0, 3, 5, (-0.826319, -0.590612, -0.368214)),
    _Look(1, 2, 2, 9, (-0.557409, -0.233035, 0.0534525)),
    _Look(2, 7, 3, 4, (-0.0646826, 0.00620476, 0.0784847)),
    _Look(2, 6, 2, 16, (-0.192387, -0.029699, 0.215855)),
    _Look(2, 1, 3, 2, (-0.0397818, -0.00568076, 0.0292026)),
    _Look(5, 10, 1, 15, (-0.53823, -0.369934, -0.190235)),
    _Look(3, 6, 2, 10, (-0.124877, 0.0296483, 0.139239)),
    _Look(2, 1, 1, 14, (-0.101475, 0.0225617, 0.231971)),
    _Look(3, 5, 6, 4, (-0.0799915, -0.00729616, 0.063262)),
    _Look(1, 9, 2, 12, (-0.272556, 0.019424, 0.302559)),
    _Look(3, 4, 2, 14, (-0.164292, -0.0321188, 0.0846339)),
)
_GRAY = np.array([0, 1, 3, 2], np.uint32)


def sound_print(samples: NDArray[np.float32], rate: int, view: View = PLAIN) -> Numbers:
    """One number for every 0.124 s; empty for less than 2.7 s.

    samples: one channel, -1..1, `rate` a second (8,000 or more; what lies above 3,520 Hz is not heard).
    """
    return numbers(_notes(_spectra(samples, rate), rate, view.semitones), view.speed)


def sound_views(samples: NDArray[np.float32], rate: int) -> tuple[Numbers, ...]:
    """The prints of one sound in every view of VIEWS, for a query."""
    spectra = _spectra(samples, rate)
    of_pitch = {s: _notes(spectra, rate, s) for s in {view.semitones for view in VIEWS}}
    return tuple(numbers(of_pitch[view.semitones], view.speed) for view in VIEWS)


def _spectra(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """The energy at every frequency, one row a look."""
    size, hop = round(WINDOW * rate), HOP * rate
    count = max(0, int((len(samples) - size) / hop) + 1)
    window = np.hamming(size).astype(np.float32) * np.float32(4096 / size)
    top = int(HIGHEST * 1.25 * _fast(size) / rate) + 1  # up to four semitones beyond
    rows = np.zeros((count, min(top, _fast(size) // 2 + 1)), np.float32)
    for i in range(count):
        start = round(i * hop)
        turned = np.fft.rfft(samples[start : start + size] * window, _fast(size))
        rows[i] = np.abs(turned[: rows.shape[1]]) ** 2
    return rows


@cache
def _fast(size: int) -> int:
    """The next number made of 2, 3 and 5 only: a transform of that length takes a fifth of the time."""
    rest = size
    for factor in (2, 3, 5):
        while rest % factor == 0:
            rest //= factor
    return size if rest == 1 else _fast(size + 1)


def _notes(spectra: NDArray[np.float32], rate: int, semitones: float) -> Image:
    """Looks × 12: how much each note sounds, `semitones` lower than it was."""
    frequency = np.arange(spectra.shape[1]) * (rate / _fast(round(WINDOW * rate)))
    frequency = frequency / 2 ** (semitones / 12)
    heard = (frequency >= LOWEST) & (frequency < HIGHEST)
    octave = np.log2(frequency[heard] / (440.0 / 16))
    note = (NOTES * (octave - np.floor(octave))).astype(int)
    which = np.zeros((int(heard.sum()), NOTES), np.float32)
    which[np.arange(len(note)), note] = 1
    notes: Image = (spectra[:, heard] @ which).astype(np.float64)
    return notes


def numbers(notes: Image, speed: float = 1.0) -> Numbers:
    """The print of an image of notes (looks × 12), as if it had been played `speed` times slower."""
    if speed != 1.0:
        notes = _stretched(notes, speed)
    if len(notes) < REACH + len(SMOOTHING) - 1:
        return np.zeros(0, np.uint32)
    smooth = sum(
        weight * notes[i : len(notes) - len(SMOOTHING) + 1 + i]
        for i, weight in enumerate(SMOOTHING)
    )
    norm = np.linalg.norm(smooth, axis=1, keepdims=True)
    image = np.where(norm < QUIET, 0.0, smooth / np.maximum(norm, QUIET))
    return _asked(np.pad(image.cumsum(0).cumsum(1), ((1, 0), (1, 0))))


def _stretched(notes: Image, speed: float) -> Image:
    count = int(len(notes) * speed)
    places = np.arange(count) / speed
    before = np.minimum(places.astype(int), max(0, len(notes) - 1))
    after = np.minimum(before + 1, max(0, len(notes) - 1))
    part = (places - before)[:, None]
    stretched: Image = notes[before] * (1 - part) + notes[after] * part
    return stretched


def _asked(sums: Image) -> Numbers:
    """Two bits for each of the sixteen questions. sums: the summed-area table of the image."""
    count = len(sums) - REACH
    print_ = np.zeros(count, np.uint32)
    for look in _LOOKS:
        level = np.searchsorted(look.limits, _answer(sums, look, count), side="right")
        print_ = (print_ << np.uint32(2)) | _GRAY[level]
    return print_


def _answer(sums: Image, look: _Look, count: int) -> NDArray[np.float64]:
    """log((1 + a) / (1 + b)) of the two parts of the rectangle, at every place in time."""

    def area(x0: int, y0: int, x1: int, y1: int) -> NDArray[np.float64]:
        y0, y1 = look.note + y0, look.note + y1
        late, early = sums[x1 : x1 + count], sums[x0 : x0 + count]
        found: NDArray[np.float64] = late[:, y1] - late[:, y0] - early[:, y1] + early[:, y0]
        return found

    w, h = look.looks, look.notes
    whole = area(0, 0, w, h)
    if look.kind == 0:
        part, rest = whole, np.zeros(count)
    elif look.kind == 1:
        part = area(0, h // 2, w, h)
        rest = whole - part
    elif look.kind == 2:
        part = area(w // 2, 0, w, h)
        rest = whole - part
    elif look.kind == 3:
        part = area(0, h // 2, w // 2, h) + area(w // 2, 0, w, h // 2)
        rest = whole - part
    elif look.kind == 4:
        part = area(0, h // 3, w, 2 * (h // 3))
        rest = whole - part
    else:
        part = area(w // 3, 0, 2 * (w // 3), h)
        rest = whole - part
    answer: NDArray[np.float64] = np.log((1 + part) / (1 + rest))
    return answer
