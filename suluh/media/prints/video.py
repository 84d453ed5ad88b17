"""Two videos laid against each other in time: which second of one is which second of the other, at which speed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.float64]

SPEEDS = (
    1.0,
    0.95,
    1.05,
    0.9,
    1.1,
)  # seconds of the known video in one of the other; the plain one first
CHANGED = 0.95  # what a line of another speed counts, since five tries find more by chance than one
STEP = 0.5  # seconds of a bin in the histogram of offsets
SLACK = 0.6  # seconds a frame may lie off the line: two frames a second, and some for rounding


class Hits(NamedTuple):
    """Pairs of frames that look alike: second of the one asked, second of the known one, how sure (0..1)."""

    asked: Seconds
    known: Seconds
    weight: Seconds


class Aligned(NamedTuple):
    """known second = offset + speed × asked second.

    frames: asked frames on that line; score: their weight over all asked frames that lie within the known video (0..1);
    coverage: the part of the known video they show (0..1); begin: the first asked second.
    """

    offset: float
    speed: float
    coverage: float
    score: float
    frames: int
    begin: float


def align(hits: Hits, asked: Seconds, known: Seconds) -> Aligned | None:
    """The line through most hits; `asked` and `known` are the seconds of all frames of both. None without hits."""
    if not len(hits.asked):
        return None
    tried = [_along(hits, asked, known, speed) for speed in SPEEDS]
    return max(tried, key=lambda one: one.score * one.frames * (1.0 if one.speed == 1 else CHANGED))


def _along(hits: Hits, asked: Seconds, known: Seconds, speed: float) -> Aligned:
    offsets = hits.known - speed * hits.asked
    offset = _thickest(offsets, hits)
    on = np.abs(offsets - offset) <= SLACK
    best = _best(hits.asked[on], hits.weight[on], asked)
    there = offset + speed * asked
    possible = (there >= known[0] - SLACK) & (there <= known[-1] + SLACK)
    shown = np.zeros(len(known), bool)
    for second in hits.known[on]:
        shown |= np.abs(known - second) <= SLACK
    return Aligned(
        float(offset),
        speed,
        float(shown.mean()),
        float(best.sum() / max(1, possible.sum())),
        int((best > 0).sum()),
        float(hits.asked[on].min()) if on.any() else 0.0,
    )


def _thickest(offsets: Seconds, hits: Hits) -> float:
    """The middle of the offsets where most different asked frames meet, each frame counted once a bin."""
    bins = np.floor(offsets / STEP).astype(np.int64)
    keys = np.stack([bins, np.round(hits.asked * 1000).astype(np.int64)], 1)
    single, place = np.unique(keys, axis=0, return_inverse=True)
    heaviest = np.zeros(len(single))
    np.maximum.at(heaviest, place.ravel(), hits.weight)
    low = bins.min()
    votes = np.bincount(single[:, 0] - low, weights=heaviest)
    wide = np.convolve(votes, (0.5, 1.0, 0.5), "same")
    chosen = np.abs(bins - low - int(np.argmax(wide))) <= 1
    return float(np.median(offsets[chosen]))


def _best(seconds: Seconds, weight: Seconds, asked: Seconds) -> Seconds:
    """The heaviest hit of every asked frame."""
    best = np.zeros(len(asked))
    np.maximum.at(best, np.searchsorted(asked, seconds - 1e-4).clip(0, len(asked) - 1), weight)
    return best
