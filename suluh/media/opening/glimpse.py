"""Frames of a video that are turned into pixels only as far as someone looks: most are looked at small, few in full."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.files import Unreadable

PLANAR = frozenset({"yuv420p", "yuvj420p", "nv12", "yuv422p", "yuv444p"})  # lightness first, 8 bits
LEAST = 8  # pixels of a side; smaller shows nothing


class Glimpse:
    """One frame, `at` seconds from the start, upright as the file says. Its pixels are made when asked for."""

    def __init__(self, at: float, frame: av.VideoFrame) -> None:
        self.at = at
        self._frame = frame
        self._turns = round(float(frame.rotation or 0) / 90.0) % 4

    def grey(self) -> NDArray[np.uint8]:
        """Height × width, the lightness at full size; costs nothing where the decoder keeps it apart."""
        if self._frame.format.name not in PLANAR:
            return self._upright(self._frame.to_ndarray(format="gray"))
        plane = self._frame.planes[0]
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        return self._upright(rows[: self._frame.height, : self._frame.width])

    def small(self, longest: int) -> NDArray[np.uint8]:
        """Height × width × 3, RGB, the longest side `longest` or less."""
        shrink = min(1.0, longest / max(self._frame.width, self._frame.height))
        wide = max(2, round(self._frame.width * shrink))
        high = max(2, round(self._frame.height * shrink))
        little = self._frame.reformat(wide, high, format="rgb24", interpolation="FAST_BILINEAR")
        return self._upright(little.to_ndarray())

    def whole(self) -> NDArray[np.uint8]:
        """Height × width × 3, RGB."""
        return self._upright(self._frame.to_ndarray(format="rgb24"))

    def _upright(self, pixels: NDArray[np.generic]) -> NDArray[np.uint8]:
        return np.ascontiguousarray(np.rot90(pixels, self._turns), np.uint8)


def glimpses(path: Path, per_second: float, limits: Limits = LIMITS) -> Iterator[Glimpse]:
    """About `per_second` frames a second of the video's own time, in order, decoding only what other frames need.

    Nothing for a file without pictures. Raises Unreadable, also midway.
    """
    try:
        with av.open(str(path)) as box:
            stream = next(iter(box.streams.video), None)
            if stream is None:
                return
            stream.thread_type = "NONE"
            stream.codec_context.skip_frame = "NONREF"
            due = 0.0
            for count, frame in enumerate(box.decode(stream)):
                at = float(frame.time or 0.0)
                if at > limits.seconds or count >= limits.frames:
                    return
                if at + 1e-6 >= due:
                    due = at + 1.0 / per_second
                    yield _allowed(at, frame, limits)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise Unreadable(f"not a readable video: {error}") from None


def _allowed(at: float, frame: av.VideoFrame, limits: Limits) -> Glimpse:
    if frame.width * frame.height > limits.pixels or min(frame.width, frame.height) < LEAST:
        raise Unreadable(f"{frame.width} × {frame.height} pixels are not looked at")
    return Glimpse(at, frame)
