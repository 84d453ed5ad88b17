"""The words shown in a video: looked for a few times a second, read once for every caption."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from suluh.content import Segment
from suluh.media.limits import LIMITS, Limits
from suluh.media.opening import Glimpse, glimpses
from suluh.media.words.finding import lines_in
from suluh.media.words.lines import Line, joined
from suluh.media.words.merging import segments_of
from suluh.media.words.picture import GOOD, SIDE, lines_within, weight, worth
from suluh.media.words.watching import Shown, Watch

LOOKS = 3.0  # a second: a caption shorter than a third of a second is not meant to be read
FINDER_SIDE = 352  # longest side for the small detector
STILL = 8.0  # grey levels of any pixel of a picture 96 pixels high, below it nothing has moved
REST = 1.0  # seconds after which it is looked at even so
AROUND = 0.04  # of the height, above and below a new box, that is read with it
Image = NDArray[np.uint8]


def words_of_video(
    path: Path, limits: Limits = LIMITS, medium: int | None = None
) -> tuple[Segment, ...]:
    """The captions of a video with their seconds and region, in the order they come.

    A caption that stays is one segment, one that grows word by word as well. `medium` is the index into Post.media.
    Raises Unreadable when the file cannot be decoded or the networks are missing.
    """
    return words_of_glimpses(glimpses(path, LOOKS, limits), medium)


def words_of_glimpses(looks: Iterable[Glimpse], medium: int | None = None) -> tuple[Segment, ...]:
    """The same, of frames in order of time."""
    reader = _Reader()
    for glimpse in looks:
        reader.look(glimpse)
    return segments_of(reader.all(), reader.height, 1 / LOOKS, medium)


class _Reader:
    """One video being watched: the cheap look at every frame, the dear one at what is new."""

    def __init__(self) -> None:
        self.watch = Watch()
        self.height = 1
        self.mirrored = False
        self._last: NDArray[np.float32] | None = None
        self._looked = -REST

    def look(self, glimpse: Glimpse) -> None:
        small = glimpse.small(FINDER_SIDE)
        if self._is_still(glimpse.at, small) and not self.watch.unread(1):
            self.watch.keep(glimpse.at)
            return
        self._looked = glimpse.at
        grey = glimpse.grey()
        self.height = grey.shape[0]
        scale = np.array((grey.shape[1] / small.shape[1], grey.shape[0] / small.shape[0]))
        boxes = joined(lines_in(small, FINDER_SIDE, "finder"))
        self.watch.look(glimpse.at, [np.asarray(b * scale, np.float32) for b in boxes], grey)
        self._read(glimpse, self.watch.unread())

    def all(self) -> list[Shown]:
        return [*self.watch.gone, *self.watch.now]

    def _is_still(self, at: float, small: Image) -> bool:
        thumb = cv2.resize(small, (54, 96), interpolation=cv2.INTER_AREA).astype(np.float32)
        before, self._last = self._last, thumb
        if before is None or at - self._looked >= REST:
            return False
        return float(np.abs(thumb - before).max()) < STILL

    def _read(self, glimpse: Glimpse, new: Sequence[Shown]) -> None:
        if not new:
            return
        image = glimpse.whole()
        for top, foot, members in _bands(new, image.shape[0]):
            lines = self._lines(image[top:foot])
            lines = [
                line._replace(corners=line.corners + np.array((0, top), np.float32))
                for line in lines
            ]
            _share_out(lines, members)

    def _lines(self, band: Image) -> list[Line]:
        """Read as it stands or mirrored, whichever makes more sense; the corners as it stands."""
        ways = [self.mirrored, not self.mirrored]
        best: list[Line] = []
        for mirrored in ways:
            lines = _read_band(band, mirrored)
            if weight(lines) > weight(best):
                best, self.mirrored = lines, mirrored
            if not lines or worth(best) >= GOOD:
                break
        return best


def _read_band(band: Image, mirrored: bool) -> list[Line]:
    image = np.ascontiguousarray(band[:, ::-1]) if mirrored else band
    lines = lines_within(image, max(64, SIDE * max(band.shape[:2]) // 1920))
    return [_flipped(line, band.shape[1]) for line in lines] if mirrored else lines


def _flipped(line: Line, width: int) -> Line:
    corners = line.corners[[1, 0, 3, 2]] * (-1, 1) + (width, 0)
    return line._replace(corners=np.asarray(corners, np.float32))


def _bands(new: Sequence[Shown], height: int) -> list[tuple[int, int, list[Shown]]]:
    """Rows of the frame that hold the new boxes: first row, last, and the boxes within."""
    room = AROUND * height
    bands: list[tuple[int, int, list[Shown]]] = []
    for one in sorted(new, key=lambda s: float(s.box[:, 1].min())):
        top = int(max(one.box[:, 1].min() - room, 0))
        foot = int(min(one.box[:, 1].max() + room, height))
        if bands and top <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(foot, bands[-1][1]), [*bands[-1][2], one])
        else:
            bands.append((top, foot, [one]))
    return bands


def _share_out(lines: Sequence[Line], members: Sequence[Shown]) -> None:
    """Each line to the new box that it lies upon; lines that lie upon none were read before."""
    for one in members:
        one.was_read = True
    for line in lines:
        over = [one for one in members if _lies_upon(line, one)]
        if over:
            over[0].lines.append(line)


def _lies_upon(line: Line, one: Shown) -> bool:
    low, high = one.box.min(axis=0), one.box.max(axis=0)
    level = low[1] <= line.corners[:, 1].mean() <= high[1]
    return bool(level and line.corners[:, 0].min() < high[0] and line.corners[:, 0].max() > low[0])
