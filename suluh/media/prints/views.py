"""The same picture seen several ways, so that a print survives bars, crops, captions and mirrors.

Every picture is first brought to one size: prints of a full-size picture and of its copy of 512 pixels differ by more
than 31 bits in 7.5% of pairs. Known pictures and pictures looked at get the same cuts; where a copy was cut by a tenth
its whole meets the known one's tenth, and where it was given a bar its cut meets the known one's whole.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.prints.orb import grey_of, shrunk
from suluh.media.prints.pdq import bits_of, frequencies, mirrored, quality_of, samples

Bytes = NDArray[np.uint8]
Box = tuple[float, float, float, float]  # top, bottom, left, right as shares of height and width

SIDE = 512  # longest side in pixels of what is printed
# What is taken away at the top, the bottom, the left, the right: crops, then caption bars.
PICTURE_CUTS: tuple[Box, ...] = (
    (0, 0, 0, 0),
    (0.05, 0.05, 0.05, 0.05),
    (0.1, 0.1, 0.1, 0.1),
    (0, 0.1, 0, 0),
    (0, 0.2, 0, 0),
    (0.1, 0, 0, 0),
    (0.2, 0, 0, 0),
)
FRAME_CUTS: tuple[Box, ...] = ((0, 0, 0, 0), (0.1, 0.1, 0.1, 0.1), (0, 0.15, 0, 0), (0.15, 0, 0, 0))
WHOLE: Box = (0.0, 1.0, 0.0, 1.0)
FLAT = 6.0  # standard deviation of a row or column that is a border
SHADE = 10.0  # how far its mean may lie from the outermost one's
LEAST = 0.3  # share of a side that must be left when borders go


class Views(NamedTuple):
    """bits and mirror: n × 32 bytes each, quality: n, boxes: n boxes; the first is the whole, then the content's cuts."""

    bits: Bytes
    mirror: Bytes
    quality: NDArray[np.int64]
    boxes: tuple[Box, ...]


def views(image: Bytes, cuts: tuple[Box, ...] = PICTURE_CUTS) -> Views:
    """Prints of the whole image (RGB or grey) and of each cut of what lies inside its borders: 1 + len(cuts) of them."""
    grey = shrunk(grey_of(shrunk(image, SIDE)), SIDE)
    boxes = boxes_of(content(grey), cuts)
    light = grey.astype(np.float32)
    sampled = np.stack([samples(light, pixels(box, grey.shape)) for box in boxes])
    waves = frequencies(sampled)
    return Views(bits_of(waves), bits_of(mirrored(waves)), quality_of(sampled), boxes)


def boxes_of(inner: Box, cuts: tuple[Box, ...]) -> tuple[Box, ...]:
    """The whole, then each cut of what lies inside the borders."""
    return (WHOLE, *(_cut(inner, cut) for cut in cuts))


def content(grey: Bytes) -> Box:
    """The picture without plain borders: letterboxes, pillarboxes, white margins."""
    rows, columns = _inside(grey), _inside(grey.T)
    return (*rows, *columns)


def pixels(box: Box, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Top, bottom, left, right in whole pixels."""
    top, bottom, left, right = box
    return (
        round(top * shape[0]),
        round(bottom * shape[0]),
        round(left * shape[1]),
        round(right * shape[1]),
    )


def _inside(grey: Bytes) -> tuple[float, float]:
    """Where the rows stop being plain, from the top and from the bottom."""
    light = grey.astype(np.float32)
    deviation, mean = light.std(1), light.mean(1)
    first = _plain(deviation, mean)
    last = len(mean) - _plain(deviation[::-1], mean[::-1])
    if last - first < LEAST * len(mean):
        return 0.0, 1.0
    return first / len(mean), last / len(mean)


def _plain(deviation: NDArray[np.float32], mean: NDArray[np.float32]) -> int:
    """How many rows from the edge on are plain and of the edge's shade."""
    plain = (deviation < FLAT) & (np.abs(mean - mean[0]) < SHADE)
    return int(len(plain) if plain.all() else np.argmin(plain))


def _cut(inner: Box, cut: Box) -> Box:
    top, bottom, left, right = inner
    height, width = bottom - top, right - left
    return (
        top + cut[0] * height,
        bottom - cut[1] * height,
        left + cut[2] * width,
        right - cut[3] * width,
    )
