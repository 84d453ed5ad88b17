"""A drawing as SVG (letters as outlines, so that it looks the same everywhere) and as PNG."""

from __future__ import annotations

from functools import cache
from html import escape
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from suluh.literacy.layout import Box, Drawing, Line
from suluh.literacy.typesetting import font, typeface

if TYPE_CHECKING:
    from PIL.Image import Image


def picture(drawn: Drawing) -> Image:
    """Pixels, RGB."""
    from PIL import Image, ImageDraw

    made = Image.new("RGB", (drawn.width, drawn.height), "#ffffff")
    pen = ImageDraw.Draw(made)
    for box in drawn.boxes:
        right, low = round(box.x + box.width) - 1, round(box.y + box.height) - 1
        pen.rectangle((round(box.x), round(box.y), right, low), fill=box.ink)
    for line in drawn.lines:
        pen.text(
            (line.x, line.y), line.text, fill=line.ink, font=font(line.face, line.size), anchor="ls"
        )
    return made


def png(drawn: Drawing) -> bytes:
    """A few dozen kilobytes in sixteen colours; the same drawing gives the same bytes."""
    from PIL import Image

    out = BytesIO()
    picture(drawn).quantize(16, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def svg(drawn: Drawing) -> bytes:
    """With its words as a title, for who cannot see it. Nothing in it is fetched."""
    shapes = {(line.face, c) for line in drawn.lines for c in line.text if c != " "}
    names = {key: f"g{n}" for n, key in enumerate(sorted(shapes))}
    outlines = "".join(f'<path id="{names[key]}" d="{_outline(*key)}"/>' for key in sorted(shapes))
    boxes = "".join(_boxes(ink, list(same)) for ink, same in groupby(drawn.boxes, lambda b: b.ink))
    words = "".join(_words(line, names) for line in drawn.lines)
    said = escape(_printable(drawn.says))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawn.width}" height="{drawn.height}" '
        f'viewBox="0 0 {drawn.width} {drawn.height}" role="img"><title>{said}</title>'
        f"<defs>{outlines}</defs>{boxes}{words}</svg>\n"
    ).encode()


def _boxes(ink: str, same: list[Box]) -> str:
    path = "".join(f"M{b.x:g} {b.y:g}h{b.width:g}v{b.height:g}h{-b.width:g}z" for b in same)
    return f'<path fill="{ink}" d="{path}"/>'


def _words(line: Line, names: dict[tuple[str, str], str]) -> str:
    made = typeface(line.face)
    unit, widths, glyphs = made["head"].unitsPerEm, made["hmtx"].metrics, made.getBestCmap()
    scale = line.size / unit
    at, used = 0, []
    for character in line.text:
        if character != " ":
            used.append(f'<use href="#{names[line.face, character]}" x="{at}"/>')
        at += widths[glyphs.get(ord(character), ".notdef")][0]
    move = f"translate({line.x:g} {line.y:g}) scale({scale:.5f} {-scale:.5f})"
    return f'<g fill="{line.ink}" transform="{move}">{"".join(used)}</g>'


@cache
def _outline(name: str, character: str) -> str:
    """The path of a letter in units of its typeface, upwards."""
    from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]

    made = typeface(name)
    shapes = made.getGlyphSet()
    pen = SVGPathPen(shapes)
    shapes[made.getBestCmap().get(ord(character), ".notdef")].draw(pen)
    return str(pen.getCommands())


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())
