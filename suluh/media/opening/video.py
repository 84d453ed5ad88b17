"""The frames of a video, a few a second, with their time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.container import decoded, moving_picture, opened
from suluh.media.opening.files import head_of, kind_by_head
from suluh.media.opening.glimpse import glimpses, quarter_turns


class Frame(NamedTuple):
    """One frame: seconds from the start, and height × width × 3 RGB or height × width grey, upright."""

    at: float
    image: NDArray[np.uint8]


class Shape(NamedTuple):
    seconds: float | None
    width: int  # as seen, after the rotation that a phone writes down
    height: int
    has_sound: bool


def shape(path: Path, limits: Limits = LIMITS) -> Shape:
    """Length and size as the container says; 0 × 0 for a sound. Raises Unreadable."""
    if kind_by_head(head_of(path, limits)) == "picture":
        from suluh.media.opening.animation import canvas

        return Shape(None, *canvas(path, limits), has_sound=False)
    with opened(path, limits) as box:
        seconds = max(0.0, box.duration / 1e6) if box.duration else None
        stream = moving_picture(box)
        has_sound = bool(box.streams.audio)
        if stream is None:
            return Shape(seconds, 0, 0, has_sound)
        size = (stream.codec_context.width, stream.codec_context.height)
        first = next(decoded(box, stream, []), None)
        if first is not None and quarter_turns(first) % 2:
            size = (size[1], size[0])
        return Shape(seconds, *size, has_sound)


def frames(
    path: Path,
    per_second: float = 2.0,
    limits: Limits = LIMITS,
    notes: list[str] | None = None,
) -> Iterator[Frame]:
    """The same as `glimpses`, each as pixels."""
    for glimpse in glimpses(path, per_second, limits, notes):
        yield Frame(glimpse.at, glimpse.whole())
