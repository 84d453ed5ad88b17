"""The frames of a video looked at, gone through once: prints of all of them, and a few kept as pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from suluh.media.opening import Frame
from suluh.media.prints.closely import Asked
from suluh.media.prints.orb import grey_of, shrunk
from suluh.media.prints.views import FRAME_CUTS, Views, views

Bytes = NDArray[np.uint8]

KEYS = 6  # frames whose points are looked for
KEYS_APART = 2.0  # seconds at first; twice as many whenever there are too many
SIZE = (720, 900)  # longest side and points of such a frame


class Looked:
    """seconds: of every frame; second, quality: of every print; key_frames: a few, evenly over the video."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self.key_frames: list[tuple[float, Bytes, Views]] = []
        self._apart = KEYS_APART
        seen = [(at, self._see(at, image)) for at, image in frames]
        self.seconds = np.array([at for at, _ in seen])
        self.second = np.array([at for at, view in seen for _ in view.quality])
        self.quality = np.array([q for _, view in seen for q in view.quality], np.int64)
        self._sides = (_joined(v.bits for _, v in seen), _joined(v.mirror for _, v in seen))

    def bits(self, mirror: bool) -> Bytes:
        """Prints of every view of every frame, n × 32."""
        return self._sides[mirror]

    def keys(self, mirror: bool) -> Iterator[tuple[float, Asked]]:
        """The key frames with their second, as they are or in the mirror."""
        for at, small, seen in self.key_frames:
            yield at, Asked(small, seen, mirror, SIZE)

    def _see(self, at: float, image: Bytes) -> Views:
        small = shrunk(grey_of(image), SIZE[0])
        seen = views(small, FRAME_CUTS)
        if not self.key_frames or at - self.key_frames[-1][0] >= self._apart - 1e-3:
            self.key_frames.append((at, small, seen))
        if len(self.key_frames) > KEYS:
            self.key_frames, self._apart = self.key_frames[::2], self._apart * 2
        return seen


def _joined(parts: Iterable[Bytes]) -> Bytes:
    whole = list(parts)
    return np.concatenate(whole) if whole else np.zeros((0, 32), np.uint8)
