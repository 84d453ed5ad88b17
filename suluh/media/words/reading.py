"""What a line of words says: the recogniser of PP-OCR (CTC), one line at a time."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from suluh.media.words.finding import Corners
from suluh.media.words.networks import network, run

HEIGHT = 48  # of a line as the network sees it
WIDEST = 2400  # pixels at that height; a longer strip is no line of words
UPRIGHT = 1.5  # a box this much higher than wide holds a line that was turned by a quarter


class Reading(NamedTuple):
    """Words, and the mean probability of their characters (0..1)."""

    text: str
    sure: float


NOTHING = Reading("", 0.0)


def strip(image: NDArray[np.uint8], corners: Corners) -> NDArray[np.uint8]:
    """The line within the corners, levelled: 48 × width × 3, RGB."""
    wide = max(float(np.linalg.norm(corners[1] - corners[0])), 1.0)
    high = max(float(np.linalg.norm(corners[3] - corners[0])), 1.0)
    if high > wide * UPRIGHT:
        corners, wide, high = np.roll(corners, -1, axis=0), high, wide
    width = int(min(max(np.ceil(HEIGHT * wide / high), 8), WIDEST))
    level = _cut_level(image, corners, wide, high, width)
    return level if level is not None else _cut_turned(image, corners, width)


def read(level: NDArray[np.uint8]) -> Reading:
    """The words of a strip (48 × width × 3, RGB). Raises Unreadable when the network is missing."""
    pixels = level[:, :, ::-1].astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1.0
    return _decoded(run("reader", np.ascontiguousarray(pixels))[0])


def _cut_level(
    image: NDArray[np.uint8], corners: Corners, wide: float, high: float, width: int
) -> NDArray[np.uint8] | None:
    """Cut along the pixels when the line is level: sharper than a warp, and cheaper. None when it is turned."""
    low, top = np.floor(corners.min(axis=0)).astype(int), np.ceil(corners.max(axis=0)).astype(int)
    if (top[0] - low[0]) > wide + 4 or (top[1] - low[1]) > high * 1.12 + 2 or wide < high:
        return None
    piece = image[max(low[1], 0) : top[1], max(low[0], 0) : top[0]]
    if not piece.size:
        return None
    how = cv2.INTER_AREA if piece.shape[0] > 2 * HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(piece, (width, HEIGHT), interpolation=how), np.uint8)


def _cut_turned(image: NDArray[np.uint8], corners: Corners, width: int) -> NDArray[np.uint8]:
    goal = np.array(((0, 0), (width, 0), (width, HEIGHT), (0, HEIGHT)), np.float32)
    turn = cv2.getPerspectiveTransform(np.ascontiguousarray(corners, np.float32), goal)
    flat = cv2.warpPerspective(
        image, turn, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)


def _decoded(likely: NDArray[np.float32]) -> Reading:
    """Repeated characters once, blanks (class 0) dropped."""
    best = likely.argmax(axis=1)
    kept = (best != 0) & np.r_[True, best[1:] != best[:-1]]
    if not kept.any():
        return NOTHING
    signs = _characters()
    text = "".join(signs[i] for i in best[kept] if i < len(signs)).strip()
    return Reading(text, float(likely.max(axis=1)[kept].mean()))


@cache
def _characters() -> list[str]:
    """By class: blank, the characters in the network's own list, space."""
    inside = network("reader").get_modelmeta().custom_metadata_map["character"]
    return ["", *inside.splitlines(), " "]
