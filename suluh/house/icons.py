"""The sign as pictures, for phones that keep the guide on their front screen: drawn from static/sign.svg.

That file keeps to what is drawn here: one square with round corners, and paths of M, c, h, l and z.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

from suluh.house import files

STEPS, FINER = 24, 4  # points of a curve; how much larger it is drawn than it is kept
_MOVES = re.compile(r"([Mchlz])([^Mchlz]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
Point = tuple[float, float]


class Icon(NamedTuple):
    """pixels: of a side. whole: filled to its corners, for a phone that cuts it to a shape of its own."""

    name: str
    pixels: int
    whole: bool = False
    inner: float = 1.0  # the share of a side that the sign takes

    @property
    def address(self) -> str:
        """Another one whenever the sign is another."""
        sign = files.addresses()["sign.svg"]
        return f"{sign.removesuffix('.svg')}.{self.name}.png"


FOR_APPLE = Icon("apple-180", 180, whole=True)
IN_MANIFEST = (Icon("192", 192), Icon("512", 512), Icon("penuh-512", 512, whole=True, inner=0.8))
ICONS = (*IN_MANIFEST, FOR_APPLE)


@cache
def drawn(icon: Icon) -> bytes:
    """A PNG of a few kilobytes."""
    from PIL import Image, ImageDraw

    ground, *paths = _shapes()
    side = icon.pixels * FINER
    scale = side / float(ground["width"])
    picture = Image.new("RGBA", (side, side), ground["fill"] if icon.whole else "#0000")
    draw = ImageDraw.Draw(picture)
    if not icon.whole:
        draw.rounded_rectangle(
            (0, 0, side - 1, side - 1), float(ground["rx"]) * scale, ground["fill"]
        )
    edge, inner = side * (1 - icon.inner) / 2, scale * icon.inner
    for path in paths:
        corners = [(edge + x * inner, edge + y * inner) for x, y in corners_of(path["d"])]
        draw.polygon(corners, fill=path["fill"])
    out = BytesIO()
    picture.resize((icon.pixels, icon.pixels), Image.Resampling.LANCZOS).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def _shapes() -> list[dict[str, str]]:
    sign = ElementTree.fromstring((files.FOLDER / "sign.svg").read_text("utf-8"))
    return [shape.attrib for shape in sign]


def corners_of(path: str) -> list[Point]:
    """A path as the corners of a polygon.

    >>> corners_of("M1 1h2l-1 2z")
    [(1.0, 1.0), (3.0, 1.0), (2.0, 3.0)]
    """
    found: list[Point] = []
    for move, given in _MOVES.findall(path):
        numbers = [float(n) for n in _NUMBER.findall(given)]
        found += _moved(move, numbers, found[-1] if found else (0.0, 0.0))
    return found


def _moved(move: str, numbers: list[float], at: Point) -> list[Point]:
    match move:
        case "M":
            return [(numbers[0], numbers[1])]
        case "h":
            return [(at[0] + numbers[0], at[1])]
        case "l":
            return [(at[0] + numbers[0], at[1] + numbers[1])]
        case "c":
            return list(_curve(at, numbers))
        case _:
            return []


def _curve(at: Point, numbers: list[float]) -> Iterator[Point]:
    """A cubic one; its two handles and its end are told from where it begins."""
    x1, y1, x2, y2, x3, y3 = numbers
    for t in (step / STEPS for step in range(1, STEPS + 1)):
        one, two, three = 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        yield at[0] + one * x1 + two * x2 + three * x3, at[1] + one * y1 + two * y2 + three * y3
