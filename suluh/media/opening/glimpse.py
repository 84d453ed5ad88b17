"""Frames of a video that are turned into pixels only as far as someone looks: most are looked at small, few in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.container import decoded, is_cut, moving_picture, opened
from suluh.media.opening.files import Unreadable, head_of, kind_by_head

PLANAR = frozenset({"yuv420p", "yuvj420p", "nv12", "yuv422p", "yuv444p"})  # lightness first, 8 bits
# Encodings in which a frame that is marked as needed by no other is really needed by none, so that it can be chosen
# frame by frame which are decoded. In the layers of HEVC it may be needed by a higher layer.
CHOSEN = frozenset({"h264", "mpeg4", "mpeg2video"})
SPARE = 4  # frames for each that is wanted, in other encodings: then all that no other needs are left out
EARLY_HALF = (
    0.5  # of a part of a second: a frame that comes later is not taken for one that would be even
)
EARLY = 1.5  # seconds that may be missing at the end before it is said
LEAST = 2  # pixels of the shorter side
# Two threads that turn one frame into pixels at once wait for each other without end in PyAV's reformatter.
_TURNING = Lock()


class Glimpse:
    """One frame, `at` seconds from the start, upright as the file says. Its pixels are made when asked for."""

    def __init__(self, at: float, frame: Any) -> None:
        self.at = at
        self._frame = frame
        self._turns = quarter_turns(frame)
        self._whole: NDArray[np.uint8] | None = None

    def grey(self) -> NDArray[np.uint8]:
        """Height × width, the lightness at full size; costs nothing where the decoder keeps it apart."""
        if self._frame.format.name not in PLANAR:
            with _TURNING:
                return self._upright(self._frame.to_ndarray(format="gray"))
        plane = self._frame.planes[0]
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        return self._upright(rows[: self._frame.height, : self._frame.width])

    def small(self, longest: int) -> NDArray[np.uint8]:
        """Height × width × 3, RGB, the longest side `longest` or less."""
        return self._little(longest, "rgb24", "FAST_BILINEAR")

    def light(self, longest: int) -> NDArray[np.uint8]:
        """Height × width, the lightness from 0 to 255, each pixel the mean of those it stands for; as small.

        A tenth of the work of shrinking the colours of the whole; prints differ by 2 of 256 bits on average, 14 at most.
        """
        return self._little(longest, "gray", "AREA")

    def _little(self, longest: int, form: str, how: str) -> NDArray[np.uint8]:
        shrink = min(1.0, longest / max(self._frame.width, self._frame.height))
        wide = max(2, round(self._frame.width * shrink))
        high = max(2, round(self._frame.height * shrink))
        with _TURNING:
            little = self._frame.reformat(wide, high, format=form, interpolation=how)
            return self._upright(little.to_ndarray())

    def whole(self) -> NDArray[np.uint8]:
        """Height × width × 3, RGB. Made once, for everyone who asks."""
        with _TURNING:
            if self._whole is None:
                self._whole = self._upright(self._frame.to_ndarray(format="rgb24"))
            return self._whole

    def _upright(self, pixels: NDArray[np.generic]) -> NDArray[np.uint8]:
        turned = np.rot90(pixels, self._turns) if self._turns else pixels
        return np.ascontiguousarray(turned, np.uint8)


def quarter_turns(frame: Any) -> int:
    """Quarter turns to the left that set a frame upright: what a phone held upright writes beside its video."""
    return round(float(frame.rotation or 0) / 90.0) % 4


def glimpses(
    path: Path,
    per_second: float,
    limits: Limits = LIMITS,
    notes: list[str] | None = None,
) -> Iterator[Glimpse]:
    """About `per_second` frames a second of the video's own time, in order; of moving GIF, WebP and PNG as well.

    Nothing for a file without moving pictures. A broken or cut video gives what could be decoded, and `notes` says
    what is missing; it raises Unreadable only when there was nothing to see at all.
    """
    said: list[str] = [] if notes is None else notes
    shown = 0
    try:
        for glimpse in _source(path, per_second, limits, said):
            shown += 1
            yield glimpse
    except Unreadable as error:
        if not shown:
            raise
        said.append(f"looked at until it broke: {error}")


def _source(path: Path, per_second: float, limits: Limits, notes: list[str]) -> Iterator[Glimpse]:
    if kind_by_head(head_of(path, limits)) == "picture":
        from suluh.media.opening.animation import moving

        for at, image in moving(path, per_second, limits, notes):
            yield Glimpse(at, av.VideoFrame.from_ndarray(image, format="rgb24"))
        return
    if is_cut(path):
        notes.append("the file is cut off")
    with opened(path, limits) as box:
        stream = moving_picture(box)
        if stream is not None:
            yield from _of_stream(box, stream, per_second, limits, notes)


def _of_stream(
    box: Any, stream: Any, per_second: float, limits: Limits, notes: list[str]
) -> Iterator[Glimpse]:
    before = len(notes)
    due = at = 0.0
    for at, frame in _timed(box, stream, limits, notes, _spared(stream, per_second)):
        if at + 1e-6 >= due:
            due = (int(at * per_second + 1e-6) + 1) / per_second
            yield Glimpse(at, _bearable(frame, limits))
    if due == 0.0:
        raise Unreadable(notes[-1] if len(notes) > before else "no frame could be decoded")
    whole = box.duration / 1e6 if box.duration else 0.0
    if at + EARLY < min(whole, limits.seconds):
        notes.append(f"its pictures end at {at:.1f} s of {whole:.1f} s")


def _spared(stream: Any, per_second: float) -> Callable[[Any], bool] | None:
    """Which packets need no frame of their own: those of a part of a second that has one already.

    Packets come in the order of decoding, those that others are built upon first; they are decoded anyway, and where
    one lies early in its part it serves it. Where none does, whatever comes next serves as well.
    """
    if stream.codec_context is None or stream.codec_context.codec.name not in CHOSEN:
        rich = float(stream.average_rate or 0) >= SPARE * per_second - 0.1
        return (lambda _: True) if rich else None
    start, served = _start_of(stream), set[float]()

    def spared(packet: Any) -> bool:
        if packet.pts is None or not packet.time_base:
            return False
        part, within = divmod((float(packet.pts * packet.time_base) - start) * per_second + 1e-6, 1)
        known = part in served
        if within < EARLY_HALF:
            served.add(part)
        return known

    return spared


def _start_of(stream: Any) -> float:
    return float((stream.start_time or 0) * stream.time_base) if stream.time_base else 0.0


def _timed(
    box: Any,
    stream: Any,
    limits: Limits,
    notes: list[str],
    spared: Callable[[Any], bool] | None,
) -> Iterator[tuple[float, Any]]:
    """Each decoded frame with its seconds from the start, never going back, until a limit is reached."""
    start = _start_of(stream)
    rate = float(stream.average_rate or 25)
    at = 0.0
    for count, frame in enumerate(decoded(box, stream, notes, spared)):
        time = count / rate if frame.time is None else float(frame.time) - start
        at = max(at, time)
        if at > limits.seconds or count >= limits.frames:
            notes.append(f"looked at until {min(at, limits.seconds):g} s, not further")
            return
        yield at, frame


def _bearable(frame: Any, limits: Limits) -> Any:
    if frame.width * frame.height > limits.pixels:
        raise Unreadable(f"{frame.width} × {frame.height} pixels are more than allowed")
    if min(frame.width, frame.height) < LEAST:
        raise Unreadable(f"{frame.width} × {frame.height} pixels show nothing")
    return frame
