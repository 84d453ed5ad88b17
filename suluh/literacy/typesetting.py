"""Words measured and broken into lines in the bundled typefaces, so that nothing is ever wider than its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from suluh.typefaces import face

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
    from PIL.ImageFont import FreeTypeFont

LEADING = 1.26  # of the size, from one line to the next
MORE = "…"
TABLES = ("head", "hmtx", "cmap", "glyf")  # of a typeface, with those that they need


class Block(msgspec.Struct, frozen=True):
    """Lines of one size in pixels. `cut`: not all the words had room, and the last line ends with "…"."""

    lines: tuple[str, ...]
    face: str
    size: int
    cut: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def fitted(text: str, name: str, sizes: tuple[int, int], room: tuple[float, float]) -> Block:
    """The text as large as it fits. sizes: largest and smallest; room: width and height, all in pixels.

    What does not fit at the smallest size is cut between words and ends with "…". No line is wider than the room.
    """
    text = drawable(text, name)
    width, height = room
    for size in range(sizes[0], sizes[1] - 1, -2):
        lines = broken(text, name, size, width)
        whole = all(width_of(w, name, size) <= width for w in text.split())
        if len(lines) * size * LEADING <= height and (whole or size - 2 < sizes[1]):
            return Block(tuple(lines), name, size)
    size = sizes[1]
    most = max(1, int(height / (size * LEADING)))
    lines = broken(text, name, size, width)
    if len(lines) <= most:
        return Block(tuple(lines), name, size)
    last = lines[most - 1]
    while last and width_of(f"{last} {MORE}", name, size) > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return Block((*lines[: most - 1], f"{last} {MORE}".strip()), name, size, cut=True)


def broken(text: str, name: str, size: int, width: float) -> list[str]:
    """Words into lines; a word that is wider than a line is broken too."""
    lines: list[str] = []
    for word in (piece for each in text.split() for piece in _pieces(each, name, size, width)):
        wider = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(wider, name, size) <= width:
            lines[-1] = wider
        else:
            lines.append(word)
    return lines


def _pieces(word: str, name: str, size: int, width: float) -> Iterator[str]:
    while len(word) > 1 and width_of(word, name, size) > width:
        end = len(word)
        while end > 1 and width_of(word[:end], name, size) > width:
            end = end - 1 if end < 40 else end // 2
        yield word[:end]
        word = word[end:]
    yield word


def drawable(text: str, name: str) -> str:
    """The text with the characters that the typeface has: signs without a shape are left out, letters become "?"."""
    known = typeface(name).getBestCmap()
    return "".join(_shape(c, known) for c in unicodedata.normalize("NFC", text))


def _shape(character: str, known: dict[int, str]) -> str:
    if character.isspace():
        return " "
    if ord(character) in known:
        return character
    return "?" if unicodedata.category(character)[0] in "LN" else ""


@lru_cache(maxsize=8192)
def width_of(text: str, name: str, size: int) -> float:
    """Pixels: the wider of what the picture (PNG, kerned) and the outline (SVG, not kerned) take."""
    return max(float(font(name, size).getlength(text)), advance(text, name) * size)


def advance(text: str, name: str) -> float:
    """In parts of the size, without kerning."""
    advances, glyphs, unit = _metrics(name)
    return sum(advances[glyphs.get(ord(c), ".notdef")][0] for c in text) / unit


@cache
def _metrics(name: str) -> tuple[dict[str, tuple[int, int]], dict[int, str], int]:
    made = typeface(name)
    return made["hmtx"].metrics, made.getBestCmap(), made["head"].unitsPerEm


@cache
def typeface(name: str) -> TTFont:
    """Read whole before it is handed out: fontTools reads a table when it is first asked for, and threads would race."""
    from fontTools.ttLib import TTFont

    read = TTFont(str(face(name)), lazy=False)
    for table in TABLES:
        read[table]
    return read


@lru_cache(maxsize=128)
def font(name: str, size: int) -> FreeTypeFont:
    """Laid out without Raqm, which not every Pillow has."""
    from PIL import ImageFont

    return ImageFont.truetype(str(face(name)), size, layout_engine=ImageFont.Layout.BASIC)
