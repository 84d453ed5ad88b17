"""Where in a picture lines of words stand: the detector of PP-OCR (Differentiable Binarization, arXiv:1911.08947)."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from suluh.media.words.networks import run

MEAN = (
    np.array((0.485, 0.456, 0.406), np.float32) * 255
)  # these and the four below: the network's inference.yml
SPREAD = np.array((0.229, 0.224, 0.225), np.float32) * 255
INK = 0.2  # a pixel above this belongs to words
SURE = 0.4  # mean over a box, below it the box is dropped
GROW = 1.4  # the network marks the core of a line: area × this / outline is put on at every side
MOST = 200  # lines in one picture; more is a page of print, and a risk for time
HIGHEST = 0.2  # of the longest side; what is higher is no line of words but a shape
STEP = 32  # the network's sides are multiples of this

Corners = NDArray[np.float32]  # 4 × 2, x and y: top left, top right, bottom right, bottom left


def lines_in(image: NDArray[np.uint8], longest: int, name: str = "seer") -> list[Corners]:
    """The corners of the lines of words, in pixels of `image` (height × width × 3, RGB).

    The picture is looked at with its longest side `longest`; `name` is a detector in networks.
    Raises Unreadable when the network is missing.
    """
    height, width = image.shape[:2]
    small = _fitting(image, longest)
    scaled = (small[:, :, ::-1].astype(np.float32) - MEAN) / SPREAD
    ink = run(name, np.ascontiguousarray(scaled.transpose(2, 0, 1)[None]))[0, 0]
    scale = np.array((width / small.shape[1], height / small.shape[0]), np.float32)
    return [box * scale for box in _boxes(ink)]


def _fitting(image: NDArray[np.uint8], longest: int) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    shrink = min(1.0, longest / max(height, width))
    size = tuple(max(STEP, round(side * shrink / STEP) * STEP) for side in (width, height))
    how = cv2.INTER_AREA if shrink < 0.5 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, size, interpolation=how), np.uint8)


def _boxes(ink: NDArray[np.float32]) -> list[Corners]:
    marked = (ink > INK).astype(np.uint8)
    outlines, _ = cv2.findContours(marked, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = sorted(outlines, key=cv2.contourArea, reverse=True)[:MOST]
    found = (_box(ink, np.asarray(one, np.int32)) for one in largest)
    return [box for box in found if box is not None]


def _box(ink: NDArray[np.float32], outline: NDArray[np.int32]) -> Corners | None:
    """The turned rectangle around one outline, grown to the whole letters; None for specks and what is unsure."""
    middle, (wide, high), turn = cv2.minAreaRect(outline)
    if not 3 <= min(wide, high) <= HIGHEST * max(ink.shape) or _mean_within(ink, outline) < SURE:
        return None
    grow = 2 * wide * high * GROW / (2 * (wide + high))
    return from_top_left(cv2.boxPoints((middle, (wide + grow, high + grow), turn)))


def _mean_within(ink: NDArray[np.float32], outline: NDArray[np.int32]) -> float:
    x, y, wide, high = cv2.boundingRect(outline)
    mask = np.zeros((high, wide), np.uint8)
    cv2.fillPoly(mask, [outline - np.array((x, y), np.int32)], 1)
    return float(cv2.mean(ink[y : y + high, x : x + wide], mask)[0])


def from_top_left(corners: NDArray[Any]) -> Corners:
    """Four corners (4 × 2) clockwise from the top left one."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = by_x[:2], by_x[2:]
    (top_left, low_left) = left[np.argsort(left[:, 1])]
    (top_right, low_right) = right[np.argsort(right[:, 1])]
    return np.array((top_left, top_right, low_right, low_left), np.float32)
