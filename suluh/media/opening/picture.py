"""A still picture as pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.files import Unreadable


def picture(path: Path, limits: Limits = LIMITS) -> NDArray[np.uint8]:
    """Height × width × 3, RGB, turned upright as its EXIF says; the first frame of a moving one. Raises Unreadable."""
    try:
        with Image.open(path) as opened:
            if opened.width * opened.height > limits.pixels:
                raise Unreadable(f"{opened.width} × {opened.height} pixels are more than allowed")
            upright = ImageOps.exif_transpose(opened)
            return np.asarray(upright.convert("RGB"))
    except Unreadable:
        raise
    except Exception as error:  # Pillow's decoders raise nearly anything on a broken file
        raise Unreadable(f"not a readable picture: {type(error).__name__}: {error}") from None
