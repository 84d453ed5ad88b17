"""Words in pictures: captions burned into a video and text on a card, read from pixels.

    finder (tiny) at every look ─► something new? ─► seer and reader (small) on that part ─► captions ─► Segment

OpenCV and ONNX Runtime are loaded at the first call, so that a scan of text never waits for them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from suluh.content import Segment
from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.files import Unreadable

__all__ = ["words_of_picture", "words_of_video"]


def words_of_picture(image: NDArray[np.uint8], medium: int | None = None) -> tuple[Segment, ...]:
    """The captions on a picture (height × width × 3, RGB), one segment each, in reading order.

    `medium` is the index into Post.media, kept in the place. A caption that was read badly is `doubtful`.
    Raises Unreadable when the networks or their packages are missing.
    """
    try:
        from suluh.media.words import picture
    except ImportError as error:
        raise _missing(error) from None
    return picture.words_of_picture(image, medium)


def words_of_video(
    path: Path, limits: Limits = LIMITS, medium: int | None = None
) -> tuple[Segment, ...]:
    """The captions of a video with their seconds and region, in the order they come.

    A caption that stays is one segment, one that grows word by word as well. `medium` is the index into Post.media.
    Raises Unreadable when nothing can be decoded, or when the networks or their packages are missing.
    """
    try:
        from suluh.media.words import video
    except ImportError as error:
        raise _missing(error) from None
    return video.words_of_video(path, limits, medium)


def _missing(error: ImportError) -> Unreadable:
    return Unreadable(f"words in pictures cannot be read: {error.name} is not installed")
