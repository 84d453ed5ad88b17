"""What changes among the words of a video: boxes that come, stay and go, told without reading them.

A box stays the same while it is found at the same place and its strokes look the same; each part about as wide as a
letter is compared by itself, so that "27" that becomes "28" is seen. A moving background behind letters may make an
old box look new. Then it is read again and found equal: that costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from suluh.media.words.finding import Corners
from suluh.media.words.lines import Line

HIGH = 24  # rows of the strokes that are compared
CELL = 8  # columns of a part, about a letter
ALIKE = 0.8  # correlation of a part below which its letter has changed: .89 and more was seen without, .26 with
SHARE = 0.5  # shared area of two boxes (over their union) that stand at the same place
LOST = 0.7  # seconds that a box may not be found before it has gone: the small detector blinks
INKED = 18.0  # spread of grey levels in a part, below it there is no letter

Strokes = NDArray[np.float32]


@dataclass(eq=False)
class Shown:
    """One box of words from when it came until it was last seen. Lines are what it read as, once it was read."""

    box: Corners  # in pixels of the whole frame
    strokes: Strokes
    at: float
    until: float
    looks: int = 1
    lines: list[Line] = field(default_factory=list)
    was_read: bool = False


class Watch:
    """The boxes that are shown now, and those that have gone."""

    def __init__(self) -> None:
        self.now: list[Shown] = []
        self.gone: list[Shown] = []

    def look(self, at: float, boxes: Sequence[Corners], grey: NDArray[np.uint8]) -> None:
        """Boxes (in pixels of `grey`, height × width) found at a second: each continues a shown one or is new."""
        left = list(self.now)
        for box in boxes:
            strokes = strokes_of(grey, box)
            same = next((s for s in left if _overlap(s.box, box) > SHARE), None)
            if same is not None and not changed(same.strokes, strokes_of(grey, same.box)):
                same.until = at
                same.looks += 1
                left.remove(same)
            else:
                self._replace(same, box, strokes, at)
        self._forget(at)

    def keep(self, at: float) -> None:
        """Nothing has moved since the last look."""
        for one in self.now:
            one.until = at
            one.looks += 1

    def unread(self, ripe: int = 2) -> list[Shown]:
        """Those to be read now: seen at `ripe` looks, so that nothing is read while it fades in."""
        return [one for one in self.now if not one.was_read and one.looks >= ripe]

    def _replace(self, old: Shown | None, box: Corners, strokes: Strokes, at: float) -> None:
        if old is not None:
            self.now.remove(old)
            self.gone.append(old)
        self.now.append(Shown(box, strokes, at, at))

    def _forget(self, at: float) -> None:
        self.gone += [one for one in self.now if at - one.until > LOST]
        self.now = [one for one in self.now if at - one.until <= LOST]


def strokes_of(grey: NDArray[np.uint8], box: Corners) -> Strokes:
    """The lightness around a box, 24 rows, in proportion."""
    height, width = grey.shape
    left, top = np.maximum(np.floor(box.min(axis=0)).astype(int), 0)
    right, foot = np.ceil(box.max(axis=0)).astype(int)
    piece = grey[top : min(foot, height), left : min(right, width)]
    if not piece.size:
        return np.zeros((HIGH, CELL), np.float32)
    wide = max(CELL, round(HIGH * piece.shape[1] / piece.shape[0] / CELL) * CELL)
    return np.asarray(cv2.resize(piece, (wide, HIGH), interpolation=cv2.INTER_AREA), np.float32)


def changed(before: Strokes, after: Strokes) -> bool:
    """Whether any letter of the earlier strokes has become another; both from the same box."""
    if before.shape != after.shape:
        return True
    parts, parts_ = _parts(before), _parts(after)
    inked = np.maximum(parts.std(axis=1), parts_.std(axis=1)) > INKED
    return bool(inked.any() and _alike(parts[inked], parts_[inked]).min() < ALIKE)


def _parts(strokes: Strokes) -> NDArray[np.float32]:
    count = strokes.shape[1] // CELL
    return strokes.reshape(HIGH, count, CELL).transpose(1, 0, 2).reshape(count, -1)


def _alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    one = one - one.mean(axis=1, keepdims=True)
    other = other - other.mean(axis=1, keepdims=True)
    size = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return np.asarray((one * other).sum(axis=1) / np.maximum(size, 1.0), np.float32)


def _overlap(one: Corners, other: Corners) -> float:
    low = np.maximum(one.min(axis=0), other.min(axis=0))
    high = np.minimum(one.max(axis=0), other.max(axis=0))
    shared = float(np.prod(np.maximum(high - low, 0)))
    whole = float(np.prod(np.ptp(one, axis=0)) + np.prod(np.ptp(other, axis=0))) - shared
    return shared / max(whole, 1.0)
