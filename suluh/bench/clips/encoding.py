"""Made frames and samples written as an MP4: H.264 and AAC where FFmpeg has them, the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from numpy.typing import NDArray

from suluh.bench.clips.speech import RATE, Samples, resampled

Pixels = NDArray[np.uint8]
SOUND_RATE = 44_100  # what short video is published with


def write(
    path: Path,
    frames: Iterable[Pixels],
    size: tuple[int, int],
    rate: Fraction | int = 25,
    sound: Samples | None = None,
    quality: int = 27,
    preset: str = "superfast",
    sound_bits: int = 64_000,
) -> Path:
    """An MP4 of frames (height × width × 3, RGB) and one channel of sound (speech.RATE). Even sizes only.

    quality is x264's constant rate factor. Raises av.FFmpegError when the encoder is missing or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as box:
        stream = _video(box, size, Fraction(rate), quality, preset)
        track = _sound(box, sound_bits) if sound is not None else None
        for pixels in frames:
            box.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        box.mux(stream.encode(None))
        if track is not None and sound is not None:
            _mux_sound(box, track, sound)
    return path


def _video(
    box: av.container.OutputContainer,
    size: tuple[int, int],
    rate: Fraction,
    quality: int,
    preset: str,
) -> av.VideoStream:
    name = "libx264" if "libx264" in av.codecs_available else "mpeg4"
    options = {"crf": str(quality), "preset": preset} if name == "libx264" else {"qscale": "5"}
    stream = cast(av.VideoStream, box.add_stream(name, rate=rate, options=options))
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.thread_count = 1  # x264 gives other bytes for other numbers of threads
    return stream


def _sound(box: av.container.OutputContainer, bits: int) -> av.AudioStream:
    track = box.add_stream("aac", rate=SOUND_RATE, layout="mono")
    track.bit_rate = bits
    return track


def _mux_sound(box: av.container.OutputContainer, track: av.AudioStream, sound: Samples) -> None:
    whole = resampled(sound, RATE, SOUND_RATE)
    for at in range(0, len(whole), 1024):
        part = np.zeros(1024, np.float32)
        part[: len(whole[at : at + 1024])] = whole[at : at + 1024]
        frame = av.AudioFrame.from_ndarray(part[None, :], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, at, Fraction(1, SOUND_RATE)
        box.mux(track.encode(frame))
    box.mux(track.encode(None))
