"""Lines of words on a picture: joined where the detector cut them, in reading order, gathered to captions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from suluh.media.words.finding import Corners, from_top_left

GAP = 0.7  # of a line's height: pieces of one line stand no farther apart (a space is about .3)
LIKE = 1.6  # how many times higher one of two lines may be and still belong to the other
BELOW = 0.95  # of a line's height: lines of one caption stand no farther apart
THIRDS = ("top third", "middle third", "bottom third")


class Line(NamedTuple):
    """A line that was read. Corners are in pixels, clockwise from the top left; `sure` is 0..1."""

    text: str
    sure: float
    corners: Corners

    @property
    def high(self) -> float:
        return height_of(self.corners)


def height_of(corners: Corners) -> float:
    """Of the line, in pixels, however it is turned."""
    return float(np.linalg.norm(corners[3] - corners[0]))


def length_of(corners: Corners) -> float:
    """Of the line, in pixels, along its words."""
    return float(np.linalg.norm(corners[1] - corners[0]))


def angle_of(corners: Corners) -> float:
    """Degrees that the line falls to the right."""
    across = corners[1] - corners[0]
    return float(np.degrees(np.arctan2(across[1], across[0])))


def joined(boxes: Sequence[Corners]) -> list[Corners]:
    """Boxes of one line that were found in pieces, or twice, become one box."""
    whole = list(boxes)
    for _ in range(len(boxes)):
        pair = _first_pair(whole)
        if pair is None:
            return whole
        first, second = pair
        both = _around(whole[first], whole[second])
        whole = [box for i, box in enumerate(whole) if i not in pair] + [both]
    return whole


def _first_pair(boxes: Sequence[Corners]) -> tuple[int, int] | None:
    for first in range(len(boxes)):
        for second in range(first + 1, len(boxes)):
            if _one_line(boxes[first], boxes[second]):
                return first, second
    return None


def _one_line(one: Corners, other: Corners) -> bool:
    """Side by side or upon each other, of a height, and the box around both is hardly higher."""
    low, high = sorted((height_of(one), height_of(other)))
    if _inside(one, other) or _inside(other, one):
        return True
    if high > LIKE * low or abs(angle_of(one) - angle_of(other)) > 20:
        return False
    (left, right, top, foot) = _span(one, angle_of(one))
    (left_, right_, top_, foot_) = _span(other, angle_of(one))
    apart = max(left, left_) - min(right, right_)
    shared = min(foot, foot_) - max(top, top_)
    return apart < GAP * low and shared > 0.6 * low


def _inside(one: Corners, other: Corners) -> bool:
    x, y = one.mean(axis=0)
    return cv2.pointPolygonTest(other, (float(x), float(y)), False) > 0


def _span(corners: Corners, degrees: float) -> tuple[float, float, float, float]:
    """Left, right, top, foot after turning the picture level."""
    level = corners @ _levelling(degrees)
    return (
        float(level[:, 0].min()),
        float(level[:, 0].max()),
        float(level[:, 1].min()),
        float(level[:, 1].max()),
    )


def _levelling(degrees: float) -> NDArray[np.float32]:
    turn = np.radians(degrees)
    cos, sin = np.cos(turn), np.sin(turn)
    return np.array(((cos, -sin), (sin, cos)), np.float32)


def _around(one: Corners, other: Corners) -> Corners:
    return from_top_left(cv2.boxPoints(cv2.minAreaRect(np.vstack((one, other)))))


def captions(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines gathered to captions, both in reading order: from the top, and from the left within a row."""
    degrees = float(np.median([angle_of(line.corners) for line in lines])) if lines else 0.0
    spans = [_span(line.corners, degrees) for line in lines]
    group = list(range(len(lines)))
    for i in range(len(lines)):
        for j in range(i):
            if _one_caption(lines[i], spans[i], lines[j], spans[j]):
                group = [group[j] if g == group[i] else g for g in group]
    gathered = [[i for i, g in enumerate(group) if g == one] for one in sorted(set(group))]
    gathered.sort(key=lambda members: min((spans[i][2], spans[i][0]) for i in members))
    return [[lines[i] for i in _in_rows(members, spans)] for members in gathered]


Span = tuple[float, float, float, float]


def _one_caption(one: Line, span: Span, other: Line, span_: Span) -> bool:
    low, high = sorted((one.high, other.high))
    if high > LIKE * low:
        return False
    down = max(span[2], span_[2]) - min(span[3], span_[3])
    across = max(span[0], span_[0]) - min(span[1], span_[1])
    return (down < BELOW * low and across < 0) or (down < -0.5 * low and across < 1.5 * low)


def _in_rows(members: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """From the top; what shares most of its height with the row before goes from the left."""
    rows: list[list[int]] = []
    for i in sorted(members, key=lambda i: spans[i][2] + spans[i][3]):
        middle = (spans[i][2] + spans[i][3]) / 2
        if rows and middle < spans[rows[-1][0]][3] - 0.25 * (spans[i][3] - spans[i][2]):
            rows[-1].append(i)
        else:
            rows.append([i])
    return [i for row in rows for i in sorted(row, key=lambda i: spans[i][0])]


def region_of(lines: Sequence[Line], height: int) -> str:
    """The third of the picture where the middle of the lines is."""
    middle = float(np.mean([line.corners[:, 1].mean() for line in lines]))
    return THIRDS[min(max(int(3 * middle / max(height, 1)), 0), 2)]
