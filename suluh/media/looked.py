"""What is seen in a picture or a video: one decoding for the words, the codes and the prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from suluh.media.codes import Seen, code_segments, codes_in
from suluh.media.found import Found
from suluh.media.opening import Frame, frames, picture, shape

if TYPE_CHECKING:
    from suluh.media.understand import Work

Image = NDArray[np.uint8]
GRID = 16  # rows and columns of points by which two frames are compared
STILL = 2.0  # of 255, mean difference up to which a frame is the same as the one before
OFTEN = 1.0  # seconds between two looks for codes while the picture moves


def looked_at_picture(work: Work, found: Found) -> Found:
    """Words, codes and prints of a still picture. Raises Unreadable, ImportError."""
    notes: list[str] = []
    image = picture(work.path, work.settings.limits, notes)
    found = replace(
        found, height=image.shape[0], width=image.shape[1], notes=(*found.notes, *notes)
    )
    seen = [(None, text) for text in codes_in(image)] if work.settings.codes else []
    return replace(found, segments=(*found.segments, *code_segments(seen, found.medium)))


def looked_at_video(work: Work, found: Found) -> Found:
    """The same of a video. Raises Unreadable, ImportError."""
    about = shape(work.path, work.settings.limits)
    found = replace(found, seconds=about.seconds, width=about.width, height=about.height)
    notes: list[str] = []
    seen: list[Seen] = []
    passing = frames(work.path, work.settings.per_second, work.settings.limits, notes)
    if work.settings.codes:
        passing = watched_for_codes(passing, seen)
    for _ in passing:
        pass
    return replace(
        found,
        segments=(*found.segments, *code_segments(seen, found.medium)),
        notes=tuple(dict.fromkeys((*found.notes, *notes))),
    )


def watched_for_codes(
    passing: Iterator[Frame],
    seen: list[Seen],
    read: Callable[[Image], tuple[str, ...]] = codes_in,
) -> Iterator[Frame]:
    """The same frames; what codes say is added to `seen` on the way.

    A frame like the one before is not looked at again: its codes are still there.
    """
    looked, before = -OFTEN, None
    codes: tuple[str, ...] = ()
    for frame in passing:
        points = _points(frame.image)
        moved = before is None or float(np.abs(points - before).mean()) > STILL
        if moved and frame.at >= looked + OFTEN:
            codes, looked = read(frame.image), frame.at
            before = points
        seen += [(frame.at, code) for code in codes]
        yield frame


def _points(image: Image) -> NDArray[np.float32]:
    rows = np.linspace(0, image.shape[0] - 1, GRID * 4).astype(int)
    columns = np.linspace(0, image.shape[1] - 1, GRID * 4).astype(int)
    return np.asarray(image[np.ix_(rows, columns)][..., 1], np.float32)
