"""A second listener: the sounds themselves, read off what the network's first half hears.

Whisper's second half writes words, and where it knows few Indonesian ones it writes others. This one knows no words: two
small layers over the same vectors say for every fiftieth of a second which sound is heard (training/speech). It was
taught by made voices alone, so it proposes; what it proposes is held against the sound by whisper as well (hearing.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.speech.channel import NONE, SOUNDS, Prices

WEIGHTS = Path(__file__).parent / "data" / "phones.npz"
CONTEXT = 3  # frames on each side that the second layer sees
OVERSURE = 0.6  # the layers are surer than they are right: what their log probabilities weigh in the search
DEAREST = 6.0  # that a sound can cost
LEAST = 1e-6  # chance of any sound anywhere
IMPOSSIBLE = np.float32(-1e9)
Floats = NDArray[np.float32]


class Layers(NamedTuple):
    """first: 512 × hidden, second: 7·hidden × sounds and none new; with what is added to each."""

    first: Floats
    first_added: Floats
    second: Floats
    second_added: Floats


@cache
def layers() -> Layers:
    with np.load(WEIGHTS) as file:
        return Layers(*(file[name].astype(np.float32) for name in Layers._fields))


def around(frames: Floats) -> Floats:
    """Every frame with its neighbours, time × 7·width."""
    padded = np.pad(frames, ((CONTEXT, CONTEXT), (0, 0)))
    return np.concatenate([padded[at : at + len(frames)] for at in range(2 * CONTEXT + 1)], axis=1)


def sounds_heard(vectors: Floats, by: Layers | None = None) -> Floats:
    """Log probability of each sound, and last of none new, for each frame. vectors: time × 512, 50 a second."""
    one = by or layers()
    hidden = np.maximum(0, vectors @ one.first + one.first_added)
    raw = around(hidden) @ one.second + one.second_added
    raw -= raw.max(axis=1, keepdims=True)
    return np.asarray(raw - np.log(np.exp(raw).sum(axis=1, keepdims=True)), np.float32)


def likely(heard: Floats, texts: Sequence[str]) -> list[float]:
    """Log probability of each string of sounds (no sound twice in a row), over all ways to lay it over the frames.

    The forward pass of connectionist temporal classification (Graves and others, 2006).
    """
    if not texts:
        return []
    states = [[NONE] + [s for c in text for s in (SOUNDS.index(c), NONE)] for text in texts]
    longest = max(map(len, states))
    labels = np.array([one + [NONE] * (longest - len(one)) for one in states])
    ends = np.array([len(one) for one in states])
    rows = np.arange(len(texts))
    reached = np.full(labels.shape, IMPOSSIBLE, np.float32)
    reached[:, 0] = heard[0, NONE]
    if longest > 1:
        reached[:, 1] = heard[0, labels[:, 1]]
    jumps = np.where(labels[:, 2:] != NONE, np.float32(0), IMPOSSIBLE)
    for frame in heard[1:]:
        reached = _onward(reached, jumps) + frame[labels]
    last = reached[rows, ends - 1]
    before = np.where(ends > 1, reached[rows, np.maximum(ends - 2, 0)], IMPOSSIBLE)
    return [float(one) for one in np.logaddexp(last, before)]


def _onward(reached: Floats, jumps: Floats) -> Floats:
    fresh = reached.copy()
    fresh[:, 1:] = np.logaddexp(fresh[:, 1:], reached[:, :-1])
    fresh[:, 2:] = np.logaddexp(fresh[:, 2:], reached[:, :-2] + jumps)
    return fresh


def strongest(heard: Floats) -> tuple[str, Prices]:
    """The sounds that stand out, one after the other, and what any other costs in place of each, or between them.

    heard: as `sounds_heard` gives it.
    """
    spikes = list(_spikes(heard))
    sounds = "".join(SOUNDS[one] for one, _, _ in spikes)
    turns = [0, *((a[2] + b[1] + 1) // 2 for a, b in pairwise(spikes)), len(heard)]
    chance = np.exp(heard)
    taken = np.zeros((len(spikes), NONE + 1), np.float32)
    lost = np.zeros((len(spikes) + 1, NONE + 1), np.float32)
    begin = 0
    for at, (one, start, end) in enumerate(spikes):
        around_it = slice(turns[at], turns[at + 1])
        mass = np.log(chance[around_it].sum(axis=0) + LEAST)
        taken[at] = mass[one] - mass
        taken[at, NONE] = -heard[around_it, NONE].sum()
        lost[at] = -np.log(chance[begin:start].sum(axis=0) + LEAST)
        begin = end
    lost[-1] = -np.log(chance[begin:].sum(axis=0) + LEAST)
    taken, lost = (np.clip(OVERSURE * one, 0, DEAREST) for one in (taken, lost))
    return sounds, Prices(taken, lost, taken[:, NONE].copy())


def _spikes(heard: Floats) -> Iterator[tuple[int, int, int]]:
    """Sound, first frame and the frame behind the last, of every run of frames in which one sound is the likeliest."""
    best = heard.argmax(axis=1)
    turns = np.flatnonzero(np.diff(best)) + 1
    for start, end in zip([0, *turns], [*turns, len(best)], strict=True):
        if best[start] != NONE:
            yield int(best[start]), int(start), int(end)
