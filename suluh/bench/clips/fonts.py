"""The bundled typefaces as Pillow draws with them."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont

from suluh.typefaces import face


@lru_cache(maxsize=256)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A typeface at a size in pixels; laid out without Raqm, which not every Pillow has."""
    return ImageFont.truetype(str(face(name)), size, layout_engine=ImageFont.Layout.BASIC)
