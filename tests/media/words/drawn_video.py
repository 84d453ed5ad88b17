"""Short videos drawn for these tests: captions with the frames they are shown in, over a background that drifts."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, RATE = 540, 960, 10


class Drawn(NamedTuple):
    text: str
    at: float
    until: float
    top: int = 640


def video(
    path: Path, captions: Sequence[Drawn], seconds: float, mirrored: bool = False, drift: int = 3
) -> Path:
    """An MP4 of 540 × 960 in which each caption stands from `at` until `until`."""
    with av.open(str(path), "w") as box:
        stream = box.add_stream("libx264", rate=RATE, options={"crf": "26", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(round(seconds * RATE)):
            image = _frame(captions, number / RATE, number * drift)
            pixels = np.ascontiguousarray(image[:, ::-1] if mirrored else image)
            box.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        box.mux(stream.encode(None))
    return path


def _frame(captions: Sequence[Drawn], at: float, moved: int) -> np.ndarray:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    wave = 90 + 50 * np.sin((rows + moved) / 70) + 30 * np.cos((columns - 2 * moved) / 45)
    image = Image.fromarray(np.stack((wave, wave * 0.8, 200 - wave / 2), axis=2).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(36)
    for one in captions:
        if one.at <= at < one.until:
            left = (WIDTH - font.getlength(one.text)) / 2
            pen.text(
                (left, one.top),
                one.text,
                font=font,
                fill="white",
                stroke_width=3,
                stroke_fill="black",
            )
    return np.asarray(image)
