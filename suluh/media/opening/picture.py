"""A still picture as pixels."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.files import Unreadable, head_of, kind_by_head

FORMATS = (
    "JPEG",
    "PNG",
    "GIF",
    "WEBP",
    "BMP",
    "TIFF",
    "AVIF",
)  # nothing that runs a program, as EPS would
LEAST = 2  # pixels of the shorter side


def picture(
    path: Path, limits: Limits = LIMITS, notes: list[str] | None = None
) -> NDArray[np.uint8]:
    """Height × width × 3, RGB, upright as its EXIF says, on white where it is transparent; the first of moving ones.

    Of a file that is cut off the part that is there, the rest grey, and `notes` says so. Raises Unreadable.
    """
    try:
        return _pixels(path, limits)
    except Unreadable as error:
        if "truncated" not in str(error):
            raise
    with _cut_allowed():
        image = _pixels(path, limits)
    if notes is not None:
        notes.append("the picture is cut off")
    return image


def _pixels(path: Path, limits: Limits) -> NDArray[np.uint8]:
    with opened_picture(path, limits) as image:
        return on_white(ImageOps.exif_transpose(image))


@contextmanager
def opened_picture(path: Path, limits: Limits = LIMITS) -> Iterator[Image.Image]:
    """A picture whose header was read and whose size is bearable. Raises Unreadable, also from within."""
    if kind_by_head(head_of(path, limits)) != "picture":
        raise Unreadable("not a known format of picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes: the limits below are stricter than Pillow's
            with Image.open(path, formats=FORMATS) as image:
                _bearable(image, limits)
                yield image
    except Unreadable:
        raise
    except Image.DecompressionBombError:
        raise Unreadable("more pixels than allowed") from None
    except Exception as error:  # Pillow's decoders raise nearly anything on a broken file
        raise Unreadable(f"not a readable picture: {type(error).__name__}: {error}") from None


def _bearable(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.pixels:
        raise Unreadable(f"{image.width} × {image.height} pixels are more than allowed")
    if min(image.width, image.height) < LEAST:
        raise Unreadable(f"{image.width} × {image.height} pixels show nothing")


def on_white(image: Image.Image) -> NDArray[np.uint8]:
    """Height × width × 3 RGB of any Pillow mode; 16-bit grey brought to 8, transparent parts white."""
    if image.mode.startswith("I"):
        grey = np.asarray(image).astype(np.int64)
        grey = grey >> 8 if grey.size and grey.max() > 255 else grey
        return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, clear)
    return np.asarray(image.convert("RGB"))


@contextmanager
def _cut_allowed() -> Iterator[None]:
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
