"""The typefaces that made pictures are set in, bundled so that every machine draws the same pixels (NOTICE.md)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FILES = {
    "plain": "Lato-Regular.ttf",
    "heavy": "Lato-Black.ttf",
    "round": "FredokaOne-Regular.ttf",
    "narrow": "FjallaOne-Regular.ttf",
    "serif": "Caladea-Bold.ttf",
}


@lru_cache(maxsize=256)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A typeface of FILES at a size in pixels; laid out without Raqm, which not every Pillow has."""
    path = Path(__file__).parent / FILES[name]
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
