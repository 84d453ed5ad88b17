"""The frames of a video, a few a second, with their time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.files import Unreadable


class Frame(NamedTuple):
    """One frame: seconds from the start, and height × width × 3 RGB."""

    at: float
    image: NDArray[np.uint8]


class Shape(NamedTuple):
    seconds: float | None
    width: int
    height: int
    has_sound: bool


def shape(path: Path) -> Shape:
    """Length and size as the container says. Raises Unreadable."""
    try:
        with av.open(str(path)) as box:
            video = next(iter(box.streams.video), None)
            seconds = box.duration / 1e6 if box.duration else None
            size = (video.codec_context.width, video.codec_context.height) if video else (0, 0)
            return Shape(seconds, *size, bool(box.streams.audio))
    except (av.FFmpegError, OSError, ValueError) as error:
        raise Unreadable(f"not a readable video: {error}") from None


def frames(path: Path, per_second: float = 2.0, limits: Limits = LIMITS) -> Iterator[Frame]:
    """About `per_second` frames a second of its own time, in order. Raises Unreadable, also midway."""
    try:
        with av.open(str(path)) as box:
            stream = next(iter(box.streams.video), None)
            if stream is None:
                return
            stream.thread_type = "NONE"
            due, count = 0.0, 0
            for frame in box.decode(stream):
                count += 1
                at = float(frame.time or 0.0)
                if at > limits.seconds or count > limits.frames:
                    return
                if at + 1e-6 < due:
                    continue
                if frame.width * frame.height > limits.pixels:
                    raise Unreadable(f"{frame.width} × {frame.height} pixels are more than allowed")
                due = at + 1.0 / per_second
                yield Frame(at, np.asarray(frame.to_ndarray(format="rgb24"), np.uint8))
    except (av.FFmpegError, OSError, ValueError) as error:
        raise Unreadable(f"not a readable video: {error}") from None
