"""Which of many known pictures share points with this one, turned alike and larger by one factor.

Each point asks for the few nearest known ones; each answer votes for its picture at one scale. Many pictures share some
letters; only a copy shares many at one scale and without a turn. Who gets most votes is looked at closely.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from suluh.media.prints.index import Index, Near
from suluh.media.prints.orb import Floats, Points

Bytes = NDArray[np.uint8]
Labels = NDArray[np.int64]

ANSWERS = 8  # known points asked for each
APART = 48  # bits between two points that may be the same
TURN = 20.0  # degrees a copy may be turned
STEPS = 2  # scales to a doubling
SCALES = 16
MOST_ASKED = 1500  # points of the picture looked at that may vote


class PointIndex:
    """Points of known pictures, each picture with a number below 2^32."""

    def __init__(self, index: Index | None = None) -> None:
        self._index = index or Index()

    def __len__(self) -> int:
        return len(self._index)

    @property
    def largest(self) -> int:
        """The largest picture number; -1 when there is none."""
        return self._index.largest >> 16

    def add(self, number: int, at: Floats, bits: Bytes) -> None:
        """The points of picture `number`: n × 4 (x, y, size, angle) and n × 32 bytes."""
        self.add_all(np.full(len(at), number, np.int64), at, bits)

    def add_all(self, numbers: Labels, at: Floats, bits: Bytes) -> None:
        """The points of several pictures at once, the number of each point's picture beside it."""
        angle = np.round(at[:, 3] * 255 / 360).astype(np.int64) & 255
        self._index.add(bits, numbers << 16 | angle << 8 | _step(at[:, 2]))

    def candidates(self, asked: Points, most: int) -> list[tuple[int, float]]:
        """At most `most` picture numbers with their votes, most votes first."""
        chosen = slice(0, MOST_ASKED)
        near = self._index.nearest(asked.bits[chosen], ANSWERS)
        owners, scales, weights = _votes(asked.at[chosen], near)
        if not len(owners):
            return []
        names, places = np.unique(owners, return_inverse=True)
        table = np.zeros((len(names), SCALES + 2))
        np.add.at(table, (places, scales + 1), weights)
        votes = (table[:, 1:-1] + table[:, :-2] + table[:, 2:]).max(1)
        best = np.argsort(-votes, kind="stable")[:most]
        return [(int(names[i]), float(votes[i])) for i in best]

    def save(self, folder: Path) -> None:
        self._index.save(folder, "points")

    @classmethod
    def open(cls, folder: Path) -> PointIndex:
        """Raises OSError or ValueError when it cannot be read."""
        return cls(Index.open(folder, "points"))


def _votes(at: Floats, near: Near) -> tuple[Labels, Labels, NDArray[np.float64]]:
    """Picture, scale and weight of every answer that is near and turned alike; a point's votes are shared out."""
    turn = ((near.label >> 8) & 255) * (360 / 255) - at[near.question, 3]
    alike = np.abs((turn + 180) % 360 - 180) <= TURN
    kept = (near.distance <= APART) & alike
    question, label, distance = near.question[kept], near.label[kept], near.distance[kept]
    scale = _step(at[question, 2]) - (label & 255) + SCALES // 2
    share = np.bincount(question, minlength=len(at))[question] if len(question) else 1
    weight = (1.0 - distance / (APART + 16)) / share
    return label >> 16, np.clip(scale, 0, SCALES - 1), weight


def _step(size: Floats) -> Labels:
    """Size of a point as a number of steps, half doublings."""
    return np.clip(np.round(np.log2(np.maximum(size, 1.0)) * STEPS), 0, 255).astype(np.int64)
