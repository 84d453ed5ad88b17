"""PDQ, the print of a picture that platforms exchange: 256 bits that survive a re-save, and how much they may be trusted.

The algorithm as published by Meta (ThreatExchange, pdq/README.md and "The TMK+PDQF Video-Hashing Algorithm and the PDQ
Image-Hashing Algorithm", 2019): luma, a box filter twice in both directions, 64 × 64 samples, the first 16 × 16
frequencies of a cosine transform without the constant ones, each bit says whether one is above their median. Filter and
sampling are linear, so here they are two matrices; a crop is another pair of matrices over the same luma.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

SIDE = 64  # samples a side
KEPT = 16  # frequencies kept in each direction
SMALLEST = 5  # pixels a side below which PDQ gives no print
LUMA = np.array((0.299, 0.587, 0.114), np.float32)  # Rec. 601, as in the reference


class Print(NamedTuple):
    """bits: 32 bytes, highest frequency first, as the hex of the exchange formats; quality: 0..100."""

    bits: Bytes
    quality: int

    @property
    def hex(self) -> str:
        return self.bits.tobytes().hex()


def pdq(image: Bytes) -> Print:
    """The print of an image of height × width × 3 (RGB) or height × width (grey), at the size it has.

    An image of fewer than 5 pixels a side gets the empty print of quality 0, as in the reference.
    """
    bits, quality = prints(samples(luma(image))[None])
    return Print(bits[0], int(quality[0]))


def luma(image: Bytes) -> Floats:
    """Brightness 0..255 of an RGB or grey image."""
    if image.ndim == 2:
        return image.astype(np.float32)
    return np.asarray(cv2.transform(image.astype(np.float32), LUMA[None]), np.float32)


def samples(grey: Floats, box: tuple[int, int, int, int] | None = None) -> Floats:
    """64 × 64 samples of the whole or of the box (top, bottom, left, right) in pixels; zeros when it is too small."""
    top, bottom, left, right = box or (0, grey.shape[0], 0, grey.shape[1])
    if min(bottom - top, right - left) < SMALLEST:
        return np.zeros((SIDE, SIDE), np.float32)
    part = grey[top:bottom, left:right]
    if part.shape == (SIDE, SIDE):  # the reference takes such an image as already sampled
        return np.ascontiguousarray(part)
    made = sampling(bottom - top) @ part @ sampling(right - left).T
    return np.asarray(made, np.float32)


def prints(sampled: Floats) -> tuple[Bytes, NDArray[np.int64]]:
    """Bits (n × 32) and quality (n) of n × 64 × 64 samples."""
    return bits_of(frequencies(sampled)), quality_of(sampled)


def frequencies(sampled: Floats) -> Floats:
    """n × 16 × 16 coefficients of n × 64 × 64 samples."""
    cosines = _cosines()
    return np.asarray(cosines @ sampled @ cosines.T, np.float32)


def bits_of(coefficients: Floats) -> Bytes:
    """n × 32 bytes of n × 16 × 16 coefficients: each above their median or not."""
    flat = coefficients.reshape(len(coefficients), -1)
    # The reference takes the lower of the two middle values of the even number.
    middle = np.partition(flat, KEPT * KEPT // 2 - 1, axis=1)[:, KEPT * KEPT // 2 - 1]
    return np.packbits((flat > middle[:, None])[:, ::-1], axis=1)


def mirrored(coefficients: Floats) -> Floats:
    """The coefficients of the same images seen in a mirror: every odd frequency along the width turned round."""
    signs = np.where(np.arange(KEPT) % 2, 1.0, -1.0).astype(np.float32)
    return np.asarray(coefficients * signs, np.float32)


def quality_of(sampled: Floats) -> NDArray[np.int64]:
    """0..100 for each of n × 64 × 64 samples: the sum of steps between neighbours, each cut to whole hundredths."""
    down = np.abs(np.trunc(np.diff(sampled, axis=1) * (100 / 255))).sum((1, 2))
    along = np.abs(np.trunc(np.diff(sampled, axis=2) * (100 / 255))).sum((1, 2))
    return np.asarray(np.minimum((down + along) // 90, 100), np.int64)


def unhexed(text: str) -> Bytes:
    """32 bytes of 64 hex digits. Raises ValueError for anything else."""
    raw = bytes.fromhex(text)
    if len(raw) != 32:
        raise ValueError(f"a print has 64 hex digits, not {len(text)}")
    return np.frombuffer(raw, np.uint8)


@lru_cache(maxsize=1024)
def sampling(length: int) -> Floats:
    """64 × length: the box filter twice along one direction, then a sample at the middle of each of 64 parts."""
    window = (length + 2 * SIDE - 1) // (2 * SIDE)
    ahead = window // 2  # an even window reaches one further ahead than back
    places = np.arange(length)
    away = places[None, :] - places[:, None]
    box = ((away <= ahead) & (away > ahead - window)).astype(np.float64)
    box /= box.sum(1, keepdims=True)
    centres = ((np.arange(SIDE) + 0.5) * length / SIDE).astype(int)
    return np.asarray(box[centres] @ box, np.float32)


@lru_cache(maxsize=1)
def _cosines() -> Floats:
    rows, columns = np.arange(1, KEPT + 1)[:, None], np.arange(SIDE)[None]
    made = np.sqrt(2 / SIDE) * np.cos(np.pi / 2 / SIDE * rows * (2 * columns + 1))
    return np.asarray(made, np.float32)
