"""A known picture laid over the one looked at and compared cell by cell.

This is what tells a copy from another card of the same template: the light behind the letters, which both share, is
taken out first, and each cell may lie a few pixels off.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from suluh.media.prints.orb import Bytes, Features, Floats, Map, plausible

CELLS = 12  # a side
ALIKE = 0.85  # correlation within a cell that counts as the same; at .7 the bubbles of two chats did, whatever they say
NEARBY = 3  # pixels a cell may have moved
TEXTURE = 4.0  # standard deviation of the fine structure of a cell below which it shows nothing


class Laid(NamedTuple):
    """A known picture laid over another: points that fit, share of cells that agree (0..1), part seen (0..1), the map."""

    fitting: int
    agree: float
    coverage: float
    cells: int  # in which the known picture shows something
    map: Map


def lay_over(asked: Bytes, kept: Features, found: Map, fitting: int = 0) -> Laid:
    """Compare cell by cell where the map puts the known picture in the grey of the asked one."""
    small = _small(kept)
    if small is None:
        return Laid(fitting, 0.0, 0.0, 0, found)
    seen, inside = _taken(asked, found @ _enlarged(kept, small), (small.shape[1], small.shape[0]))
    agree, cells = _agreement(small, seen, inside)
    return Laid(fitting, agree, float(inside.mean()), cells, found)


def fitted(asked: Bytes, kept: Features, start: Map) -> Map | None:
    """The map near `start` that lays the known picture best (Evangelidis and Psarakis 2008); None when none is near."""
    small = _small(kept)
    if small is None:
        return None
    enlarged = _enlarged(kept, small)
    seen, inside = _taken(asked, start @ enlarged, (small.shape[1], small.shape[0]))
    ends = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 40, 1e-4)
    moved: Any = np.eye(2, 3, dtype=np.float32)
    try:
        mask = inside.astype(np.uint8) * 255
        _, moved = cv2.findTransformECC(small, seen, moved, cv2.MOTION_AFFINE, ends, mask, 9)
    except cv2.error:  # it did not come to rest
        return None
    whole = np.vstack([moved, (0, 0, 1)])
    found = start @ enlarged @ whole @ np.linalg.inv(enlarged)
    return np.asarray(found, np.float64) if plausible(found) else None


def _small(kept: Features) -> Bytes | None:
    found = cv2.imdecode(np.frombuffer(kept.small, np.uint8), cv2.IMREAD_GRAYSCALE)
    return None if found is None else np.asarray(found, np.uint8)


def _enlarged(kept: Features, small: Bytes) -> Map:
    """3 × 3: from pixels of the small picture to those of the one its points were found in."""
    down, across = kept.size[0] / small.shape[0], kept.size[1] / small.shape[1]
    return np.array([[across, 0, across / 2 - 0.5], [0, down, down / 2 - 0.5], [0, 0, 1]])


def _taken(asked: Bytes, to_asked: Map, size: tuple[int, int]) -> tuple[Bytes, NDArray[np.bool_]]:
    """The part of the asked picture under the known one, in the known one's pixels, and where there was any."""
    scale = np.sqrt(abs(np.linalg.det(to_asked[:, :2])))
    level, factor = asked, 1.0
    while scale * factor > 1.5 and min(level.shape) > 32:
        level, factor = np.asarray(cv2.pyrDown(level), np.uint8), factor / 2
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(
        level, to_asked * factor, size, flags=how, borderMode=cv2.BORDER_REPLICATE
    )
    there = cv2.warpAffine(np.full_like(level, 255), to_asked * factor, size, flags=how)
    return np.asarray(seen, np.uint8), np.asarray(there) > 127


def _agreement(one: Bytes, other: Bytes, inside: NDArray[np.bool_]) -> tuple[float, int]:
    """Share of the cells that show the same in both, of those where the known picture shows something, and their number.

    What was laid over an empty part of it, such as a mark, does not count against a copy.
    """
    first, second = _fine(one), _fine(other)
    rows, columns = (_edges(length) for length in one.shape)
    found = [
        _alike(first, second, (top, bottom, left, right))
        for top, bottom in pairwise(rows)
        for left, right in pairwise(columns)
        if bottom - top > 3 and right - left > 3 and inside[top:bottom, left:right].mean() > 0.9
    ]
    shown = [alike for alike in found if alike is not None]
    return (float(np.mean(np.array(shown) >= ALIKE)) if shown else 0.0), len(shown)


def _edges(length: int) -> list[int]:
    """Where cells begin and end; a margin is left, where a border of the other picture would show."""
    margin = min(NEARBY, length // 8)
    return [int(edge) for edge in np.linspace(margin, length - margin, CELLS + 1)]


def _fine(grey: Bytes) -> Floats:
    """Letters and edges without the light behind them, which every card of a template shares."""
    light = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), 0.8)
    return np.asarray(light - cv2.GaussianBlur(light, (0, 0), 5.0), np.float32)


def _alike(one: Floats, other: Floats, cell: tuple[int, int, int, int]) -> float | None:
    """-1..1: how well a cell correlates at the best place nearby; None when the known picture shows nothing there."""
    top, bottom, left, right = cell
    part = one[top:bottom, left:right]
    height, width = other.shape
    near = other[
        max(0, top - NEARBY) : min(height, bottom + NEARBY),
        max(0, left - NEARBY) : min(width, right + NEARBY),
    ]
    here, there = float(part.std()), float(other[top:bottom, left:right].std())
    if here < TEXTURE:
        return None
    if there < TEXTURE / 3:
        return 0.0
    return float(cv2.matchTemplate(near, part, cv2.TM_CCOEFF_NORMED).max())
