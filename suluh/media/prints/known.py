"""What is kept of a known picture or video to find its copies: prints of several views, and points of a few pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.media.opening import Frame
from suluh.media.prints.orb import KNOWN_FRAME, Features, features, shrunk
from suluh.media.prints.pdq import unhexed
from suluh.media.prints.views import FRAME_CUTS, PICTURE_CUTS, SIDE, Box, Views, views

Bytes = NDArray[np.uint8]
Row = tuple[float, int, str]  # seconds, quality, 64 hex digits: as in Prints.frames

LOOK_EVERY = 2.0  # seconds between frames whose points are kept
MOST_LOOKS = 30  # of one video, 34 kB each


class Look(msgspec.Struct, frozen=True):
    """One picture, or one frame with its second, and its points."""

    at: float
    features: Features
    content: Box  # what lies inside its borders


class Remembered(msgspec.Struct, frozen=True):
    """A known medium. `rows` hold 1 + len(cuts) prints a frame in the order of views(), or one where no more is known."""

    kind: str  # picture | video
    rows: tuple[Row, ...]
    looks: tuple[Look, ...] = ()
    seconds: float | None = None


def remember_picture(image: Bytes) -> Remembered:
    """Of height × width × 3 RGB or height × width grey."""
    seen = views(image, PICTURE_CUTS)
    return Remembered("picture", rows(0.0, seen), (Look(0.0, features(image), seen.boxes[1]),))


def remember_video(frames: Iterable[Frame]) -> Remembered:
    """Of frames in order, two a second as opening.frames gives them. Passes on what the reading of frames raises."""
    printed: list[Row] = []
    looks: list[Look] = []
    last = 0.0
    for at, image in frames:
        small = shrunk(image, SIDE)
        seen = views(small, FRAME_CUTS)
        printed += rows(at, seen)
        last = at
        if len(looks) < MOST_LOOKS and (not looks or at - looks[-1].at >= LOOK_EVERY - 1e-3):
            looks.append(Look(at, features(small, KNOWN_FRAME), seen.boxes[1]))
    return Remembered("video", tuple(printed), tuple(looks), last)


def printed_video(frames: Iterable[Frame]) -> tuple[Row, ...]:
    """The prints alone, as in `remember_video`. Passes on what the reading of frames raises."""
    return tuple(
        row for at, image in frames for row in rows(at, views(shrunk(image, SIDE), FRAME_CUTS))
    )


def rows(at: float, seen: Views) -> tuple[Row, ...]:
    """Prints as they are kept and exchanged."""
    return tuple(
        (round(at, 3), int(q), b.tobytes().hex())
        for q, b in zip(seen.quality, seen.bits, strict=True)
    )


def bits_of_rows(known: Remembered) -> Bytes:
    """n × 32 bytes. Raises ValueError when a print is not 64 hex digits."""
    return (
        np.stack([unhexed(text) for _, _, text in known.rows])
        if known.rows
        else np.zeros((0, 32), np.uint8)
    )


def by_frame(printed: tuple[Row, ...]) -> Iterator[tuple[float, tuple[Row, ...]]]:
    """Rows of one second together, in order."""
    start = 0
    for place in range(1, len(printed) + 1):
        if place == len(printed) or printed[place][0] != printed[start][0]:
            yield printed[start][0], printed[start:place]
            start = place
