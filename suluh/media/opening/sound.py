"""The sound of a medium as one row of numbers."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.files import Unreadable

RATE = 16_000  # samples a second, what the speech network wants


def sound(path: Path, rate: int = RATE, limits: Limits = LIMITS) -> NDArray[np.float32]:
    """One channel, `rate` samples a second, -1..1; empty when there is no sound. Raises Unreadable."""
    pieces: list[NDArray[np.float32]] = []
    wanted = int(limits.seconds * rate)
    try:
        with av.open(str(path)) as box:
            if not box.streams.audio:
                return np.zeros(0, np.float32)
            turned = av.AudioResampler(format="flt", layout="mono", rate=rate)
            for frame in box.decode(box.streams.audio[0]):
                pieces += [_flat(part) for part in turned.resample(frame)]
                if sum(map(len, pieces)) >= wanted:
                    break
            pieces += [_flat(part) for part in turned.resample(None)]
    except (av.FFmpegError, OSError, ValueError) as error:
        raise Unreadable(f"not readable as sound: {error}") from None
    whole = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    return whole[:wanted].astype(np.float32)


def _flat(part: av.AudioFrame) -> NDArray[np.float32]:
    return np.asarray(part.to_ndarray(), np.float32).reshape(-1)
