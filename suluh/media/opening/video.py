"""The frames of a video, a few a second, with their time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.container import decoded, is_cut, moving_picture, opened
from suluh.media.opening.files import Unreadable, head_of, kind_by_head

SPARSE = 4.0  # frames a second up to which frames that no other needs are not decoded: it halves the time
EARLY = 1.5  # seconds that may be missing at the end before the file is called cut
LEAST = 2  # pixels of the shorter side


class Frame(NamedTuple):
    """One frame: seconds from the start, and height × width × 3 RGB, upright."""

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
        if first is not None and _quarter_turns(first) % 2:
            size = (size[1], size[0])
        return Shape(seconds, *size, has_sound)


def frames(
    path: Path,
    per_second: float = 2.0,
    limits: Limits = LIMITS,
    notes: list[str] | None = None,
) -> Iterator[Frame]:
    """About `per_second` frames a second of its own time, in order; of moving GIF, WebP and PNG as well.

    A broken or cut video gives what could be decoded, and `notes` says what is missing; it raises Unreadable only
    when there was nothing to see at all.
    """
    said: list[str] = [] if notes is None else notes
    if kind_by_head(head_of(path, limits)) == "picture":
        from suluh.media.opening.animation import moving

        yield from moving(path, per_second, limits, said)
        return
    if is_cut(path):
        said.append("the file is cut off")
    shown = 0
    try:
        for frame in _of_container(path, per_second, limits, said):
            shown += 1
            yield frame
    except Unreadable as error:
        if not shown:
            raise
        said.append(f"looked at until it broke: {error}")


def _of_container(
    path: Path, per_second: float, limits: Limits, notes: list[str]
) -> Iterator[Frame]:
    with opened(path, limits) as box:
        stream = moving_picture(box)
        if stream is None:
            return
        if per_second <= SPARSE:
            stream.codec_context.skip_frame = "NONREF"
        before = len(notes)
        due = at = 0.0
        for at, frame in _timed(box, stream, limits, notes):
            if at + 1e-6 < due:
                continue
            due = (int(at * per_second + 1e-6) + 1) / per_second
            yield Frame(at, _upright(frame, limits))
        if due == 0.0:
            raise Unreadable(notes[-1] if len(notes) > before else "no frame could be decoded")
        _say_if_cut(box, at, limits, notes)


def _timed(box: Any, stream: Any, limits: Limits, notes: list[str]) -> Iterator[tuple[float, Any]]:
    """Each decoded frame with its seconds from the start, never going back, until a limit is reached."""
    start = float((stream.start_time or 0) * stream.time_base) if stream.time_base else 0.0
    rate = float(stream.average_rate or 25)
    at = 0.0
    for count, frame in enumerate(decoded(box, stream, notes)):
        time = count / rate if frame.time is None else float(frame.time) - start
        at = max(at, time)
        if at > limits.seconds or count >= limits.frames:
            notes.append(f"looked at until {min(at, limits.seconds):.0f} s, not further")
            return
        yield at, frame


def _say_if_cut(box: Any, last: float, limits: Limits, notes: list[str]) -> None:
    whole = box.duration / 1e6 if box.duration else 0.0
    if last + EARLY < min(whole, limits.seconds):
        notes.append(f"its pictures end at {last:.1f} s of {whole:.1f} s")


def _quarter_turns(frame: Any) -> int:
    """Quarter turns to the left that set a frame upright: what a phone held upright writes beside its video."""
    return round(float(frame.rotation or 0) / 90.0) % 4


def _upright(frame: Any, limits: Limits) -> NDArray[np.uint8]:
    if frame.width * frame.height > limits.pixels:
        raise Unreadable(f"{frame.width} × {frame.height} pixels are more than allowed")
    if min(frame.width, frame.height) < LEAST:
        raise Unreadable(f"{frame.width} × {frame.height} pixels show nothing")
    image = np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
    turns = _quarter_turns(frame)
    return np.ascontiguousarray(np.rot90(image, turns)) if turns else image
