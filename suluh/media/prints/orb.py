"""Points of a picture that are found again when it is cropped, framed, photographed from a screen or written over.

ORB (Rublee et al. 2011) gives 256 bits for each point; RANSAC finds the one map that takes most points of the known
picture to those of the picture looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Map = NDArray[np.float64]  # 2 × 3: from pixels of the known picture's grey to pixels of the other's

KNOWN = (
    720,
    700,
)  # longest side in pixels and points of a known picture: less, and a chat's letters are lost
KNOWN_FRAME = (512, 500)  # of a frame of a known video
ASKED = (1024, 1500)  # of a picture looked at, where the known one may be a small part
SMALL = 384  # longest side of the grey that is kept for laying over
SMALLEST = 40  # pixels a side, or no point lies far enough from the edge
FAST = 8  # contrast that makes a corner: low, since shared pictures are soft
GRID = 6  # points are spread over 6 × 6 parts, or a caption would take them all
BITS_APART = 64  # between two points that may be the same
RATIO = 0.85  # to the second best: Lowe's test
PIXELS = 5.0  # a point may lie off the map, at the size looked at


class Features(msgspec.Struct, frozen=True):
    """What is kept of a picture to know it again: about 42 kB.

    points: n × 4 half floats: x, y, size (pixels of the grey with the longest side `side`), angle in degrees;
    descriptors: n × 32 bytes; small: the grey at a longest side of 384, as JPEG; size: height and width of the grey.
    """

    points: bytes
    descriptors: bytes
    small: bytes
    size: tuple[int, int]


class Points(NamedTuple):
    """Points ready to compare. at: n × 4 (x, y, size, angle); bits: n × 32; grey: the picture they were found in."""

    at: Floats
    bits: Bytes
    grey: Bytes


def features(image: Bytes, size: tuple[int, int] = KNOWN) -> Features:
    """What is kept of a known picture, RGB or grey; size: longest side and points."""
    found = points(image, *size)
    small = shrunk(found.grey, SMALL)
    kept = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
    at = found.at.astype(np.float16).tobytes()
    return Features(at, found.bits.tobytes(), kept, (found.grey.shape[0], found.grey.shape[1]))


def points_of(kept: Features) -> tuple[Floats, Bytes]:
    """n × 4 numbers and n × 32 bytes as they were kept. Raises ValueError when they do not belong together."""
    at = np.frombuffer(kept.points, np.float16).reshape(-1, 4).astype(np.float32)
    bits = np.frombuffer(kept.descriptors, np.uint8).reshape(-1, 32)
    if len(at) != len(bits):
        raise ValueError(f"{len(at)} points but {len(bits)} descriptors")
    return at, bits


def points(image: Bytes, side: int, count: int) -> Points:
    """At most `count` points of an RGB or grey image brought to a longest side of at most `side`."""
    grey = shrunk(grey_of(image), side)
    if min(grey.shape) < SMALLEST:
        return Points(np.zeros((0, 4), np.float32), np.zeros((0, 32), np.uint8), grey)
    orb = cv2.ORB.create(nfeatures=3 * count, fastThreshold=FAST, edgeThreshold=19, patchSize=31)
    spread_out = _spread(orb.detect(grey, None), grey.shape, count)
    keys, bits = orb.compute(grey, spread_out)
    at = np.array([(k.pt[0], k.pt[1], k.size, k.angle) for k in keys], np.float32).reshape(-1, 4)
    described = np.zeros((0, 32), np.uint8) if bits is None else np.asarray(bits, np.uint8)
    return Points(at, described, grey)


def grey_of(image: Bytes) -> Bytes:
    """height × width brightness."""
    return (
        image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    )


def shrunk(image: Bytes, side: int) -> Bytes:
    """With a longest side of at most `side` pixels, each the mean of those it stands for; smaller ones as they are."""
    longest = max(image.shape[:2])
    if longest <= side:
        return image
    height, width = (max(1, round(edge * side / longest)) for edge in image.shape[:2])
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def pairs(asked: Points, at: Floats, bits: Bytes) -> tuple[Floats, Floats]:
    """Points of the known picture and of the asked one that look the same: two rows of x, y."""
    if len(bits) < 2 or len(asked.bits) < 2:
        return np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32)
    found = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(bits, asked.bits, k=2)
    kept = [
        one
        for one, other in found
        if one.distance <= BITS_APART and one.distance < RATIO * other.distance
    ]
    known = at[[m.queryIdx for m in kept], :2].reshape(-1, 2)
    return known, asked.at[[m.trainIdx for m in kept], :2].reshape(-1, 2)


def map_between(known: Floats, asked: Floats) -> tuple[Map, int] | None:
    """The affine map that most pairs fit and how many; None without one that a copy could have."""
    if len(known) < 4:
        return None
    found, inside = cv2.estimateAffine2D(
        known, asked, ransacReprojThreshold=PIXELS, maxIters=1000, confidence=0.99
    )
    if found is None or not plausible(np.asarray(found, np.float64)):
        return None
    chosen = inside.ravel() > 0
    return np.asarray(found, np.float64), _places(known[chosen], asked[chosen])


def _spread(keys: Sequence[cv2.KeyPoint], shape: tuple[int, ...], count: int) -> list[cv2.KeyPoint]:
    """The strongest points, at most twice an even share from each part of the picture."""
    share, taken = 2 * count // (GRID * GRID) + 1, [0] * (GRID * GRID)
    chosen: list[cv2.KeyPoint] = []
    rest: list[cv2.KeyPoint] = []
    for key in sorted(keys, key=lambda k: -k.response):
        part = int(key.pt[1] * GRID / shape[0]) * GRID + int(key.pt[0] * GRID / shape[1])
        taken[part] += 1
        (chosen if taken[part] <= share else rest).append(key)
    return (chosen + rest)[:count]


def plausible(found: Map) -> bool:
    """Upright within 20 degrees, not turned over, at most 1.8 times narrower or wider, little shear."""
    a, b, c, d = found[0, 0], found[0, 1], found[1, 0], found[1, 1]
    if a <= 0 or d <= 0 or not np.isfinite(found).all():
        return False
    across, down = np.hypot(a, c), np.hypot(b, d)
    shear = abs(a * b + c * d) / (across * down)
    return bool(
        0.1 < across < 8 and 1 / 1.8 < across / down < 1.8 and shear < 0.15 and abs(c / a) < 0.36
    )


def _places(known: Floats, asked: Floats) -> int:
    """Fitting pairs counted by place, since one corner found at five scales is one corner."""
    rough = np.concatenate([known // 6, asked // 6], axis=1)
    return len(np.unique(rough, axis=0))
