"""Moving pictures of GIF, WebP and PNG, seen as a short video without sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.files import Unreadable
from suluh.media.opening.picture import on_white, opened_picture

NO_DURATION = 0.1  # seconds that viewers show a frame that names no duration


def is_moving(path: Path, head: bytes) -> bool:
    """Whether a picture has more than one frame; a picture that cannot be read has not."""
    if head[:4] == b"RIFF" and not (head[12:16] == b"VP8X" and head[20] & 2):
        return False
    if head.startswith(b"\x89PNG") and b"acTL" not in head:
        return False
    if not head.startswith((b"GIF8", b"RIFF", b"\x89PNG")):
        return False  # the pages of a TIFF and the second view of a phone's JPEG are no video
    try:
        with opened_picture(path) as image:
            return bool(getattr(image, "is_animated", False))
    except Unreadable:
        return False


def canvas(path: Path, limits: Limits = LIMITS) -> tuple[int, int]:
    """Width and height. Raises Unreadable."""
    with opened_picture(path, limits) as image:
        return image.size


def moving(
    path: Path, per_second: float, limits: Limits, notes: list[str]
) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """As `glimpses`: seconds and height × width × 3 RGB, about `per_second` a second; what could be decoded of it."""
    due = at = 0.0
    try:
        with opened_picture(path, limits) as image:
            for index in range(min(limits.frames, getattr(image, "n_frames", 1))):
                image.seek(index)
                if at + 1e-6 >= due:
                    due = (int(at * per_second + 1e-6) + 1) / per_second
                    yield at, on_white(image)
                at += max(0.0, float(image.info.get("duration") or 0)) / 1000 or NO_DURATION
                if at > limits.seconds:
                    notes.append(f"looked at until {limits.seconds:g} s, not further")
                    return
    except Unreadable as error:
        if due == 0.0:
            raise
        notes.append(f"looked at until it broke: {error}")
