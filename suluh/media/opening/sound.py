"""The sound of a medium as one row of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.container import decoded, is_cut, opened
from suluh.media.opening.files import Unreadable, head_of, kind_by_head

RATE = 16_000  # samples a second, what the speech network wants


def sound(
    path: Path,
    rate: int = RATE,
    limits: Limits = LIMITS,
    notes: list[str] | None = None,
) -> NDArray[np.float32]:
    """One channel, `rate` samples a second, -1..1; empty when there is no sound.

    A broken or cut sound gives what could be decoded, and `notes` says what is missing; it raises Unreadable only
    when nothing could be heard at all.
    """
    said: list[str] = [] if notes is None else notes
    if kind_by_head(head_of(path, limits)) == "picture":
        return np.zeros(0, np.float32)
    if is_cut(path):
        said.append("the file is cut off")
    wanted = int(limits.seconds * rate)
    pieces: list[NDArray[np.float32]] = []
    try:
        held = 0
        for piece in _pieces(path, rate, limits, said):
            pieces.append(piece)
            held += len(piece)
            if held >= wanted:
                said.append(f"heard until {limits.seconds:g} s, not further")
                break
    except Unreadable as error:
        if not pieces:
            raise
        said.append(f"heard until it broke: {error}")
    whole = np.concatenate(pieces)[:wanted] if pieces else np.zeros(0, np.float32)
    return np.clip(np.nan_to_num(whole), -1.0, 1.0).astype(np.float32, copy=False)


def _pieces(
    path: Path, rate: int, limits: Limits, notes: list[str]
) -> Iterator[NDArray[np.float32]]:
    with opened(path, limits) as box:
        if not box.streams.audio:
            return
        turned = av.AudioResampler(format="flt", layout="mono", rate=rate)
        for frame in decoded(box, box.streams.audio[0], notes):
            yield from (_flat(part) for part in turned.resample(frame))
        yield from (_flat(part) for part in turned.resample(None))


def _flat(part: Any) -> NDArray[np.float32]:
    return np.asarray(part.to_ndarray(), np.float32).reshape(-1)
