"""One known picture held against the one looked at: where would it lie, and do the two agree there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.prints.index import Near
from suluh.media.prints.known import Look
from suluh.media.prints.laying import Laid, fitted, lay_over
from suluh.media.prints.orb import (
    Map,
    Points,
    grey_of,
    map_between,
    pairs,
    points,
    points_of,
    shrunk,
)
from suluh.media.prints.video import Aligned
from suluh.media.prints.views import Box, Views, boxes_of

Bytes = NDArray[np.uint8]

CELLS = 10  # that show something, or there is nothing to compare
PART = 0.35  # of the known picture that must be seen


class Thresholds(NamedTuple):
    """What a match of a level must reach; docs/models/copies.md says how the numbers were found."""

    agree: float  # share of cells
    fitting: int  # points on one map, when the map comes from points
    frames: int  # of a video
    score: float  # of a video's alignment


SUGGEST = Thresholds(0.91, 12, 3, 0.4)
ACT = Thresholds(0.95, 20, 5, 0.6)
LEVELS = (("act", ACT), ("suggest", SUGGEST))
# A frame of a video need not show so much, since others must say the same in their order.
FRAME_LEVELS = (("act", ACT._replace(agree=0.88)), ("suggest", SUGGEST._replace(agree=0.80)))
Levels = tuple[tuple[str, Thresholds], ...]


class Asked:
    """A picture looked at, as it is or in the mirror; its points are found when they are first asked for."""

    def __init__(self, image: Bytes, seen: Views, mirror: bool, size: tuple[int, int]) -> None:
        self.mirror = mirror
        self.bits = seen.mirror if mirror else seen.bits
        self.quality = seen.quality
        self.boxes = tuple(_turned(b) for b in seen.boxes) if mirror else seen.boxes
        grey = shrunk(grey_of(image), size[0])
        self.grey = np.ascontiguousarray(grey[:, ::-1]) if mirror else grey
        self._size = size

    @cached_property
    def points(self) -> Points:
        return points(self.grey, *self._size)


class Meeting(NamedTuple):
    """The nearest pair of prints: which view of the asked picture, which of the known one, how many bits apart."""

    frame: int  # row in Copies._frames
    asked_view: int
    known_view: int
    distance: int


def nearest(near: Near) -> list[Meeting]:
    """The nearest pair of every known frame, nearest first."""
    best: dict[int, Meeting] = {}
    for question, label, distance in zip(*(row.tolist() for row in near), strict=True):
        frame, view = label >> 8, label & 255
        if frame not in best or distance < best[frame].distance:
            best[frame] = Meeting(frame, question, view, distance)
    return sorted(best.values(), key=lambda one: one.distance)


def by_views(asked: Asked, look: Look, cuts: tuple[Box, ...], meeting: Meeting) -> Laid | None:
    """Lay the known picture so that the two views that met cover each other; by its points where that fits better."""
    boxes = boxes_of(look.content, cuts)
    if meeting.known_view >= len(boxes):
        return None
    size = look.features.size
    placed = _between(
        boxes[meeting.known_view], size, asked.boxes[meeting.asked_view], asked.grey.shape
    )
    laid = lay_over(asked.grey, look.features, placed)
    if laid.agree >= ACT.agree:
        return laid
    others = (laid, by_map(asked, look), _nudged(asked, look, laid))
    return max((one for one in others if one), key=lambda one: one.agree)


def _nudged(asked: Asked, look: Look, laid: Laid) -> Laid | None:
    """Moved and stretched a little to where it fits best, for pictures with too few points to tell."""
    found = fitted(asked.grey, look.features, laid.map)
    return None if found is None else lay_over(asked.grey, look.features, found)


def by_map(asked: Asked, look: Look) -> Laid | None:
    """Lay the known picture where its points say; None when they say nothing."""
    found = map_between(*pairs(asked.points, *points_of(look.features)))
    return lay_over(asked.grey, look.features, *found) if found else None


def level_of(laid: Laid | None, distance: int | None, levels: Levels = LEVELS) -> str | None:
    """act | suggest | None for one picture; by points alone enough of them must fit."""
    if laid is None or laid.cells < CELLS or laid.coverage < PART:
        return None
    for name, least in levels:
        if laid.agree >= least.agree and (distance is not None or laid.fitting >= least.fitting):
            return name
    return None


def level_of_line(line: Aligned | None, asked: int, known: int) -> str | None:
    """act | suggest | None for two videos of so many frames; a short one need not have more frames than it has."""
    for name, least in LEVELS:
        enough = min(least.frames, asked, known)
        if line and line.frames >= enough and line.score >= least.score:
            return name
    return None


def _between(known: Box, size: tuple[int, int], asked: Box, shape: Sequence[int]) -> Map:
    """The map that takes one box, in pixels, onto the other."""
    k = np.array(known) * np.array((size[0], size[0], size[1], size[1]))
    a = np.array(asked) * np.array((shape[0], shape[0], shape[1], shape[1]))
    down, across = (a[1] - a[0]) / (k[1] - k[0]), (a[3] - a[2]) / (k[3] - k[2])
    return np.array([[across, 0, a[2] - across * k[2]], [0, down, a[0] - down * k[0]]])


def _turned(box: Box) -> Box:
    top, bottom, left, right = box
    return top, bottom, 1 - right, 1 - left
