"""Words set on a picture: where each line stands, in which typeface, outlined, shadowed, boxed or turned."""

from __future__ import annotations

import random

import msgspec
from PIL import Image, ImageDraw

from suluh.bench.clips.fonts import font

Colour = tuple[int, int, int]


class Look(msgspec.Struct, frozen=True):
    """How letters are drawn. Sizes in pixels; `box` is a strip of colour behind each line."""

    face: str = "heavy"
    size: int = 48
    fill: Colour = (255, 255, 255)
    outline: int = 0
    edge: Colour = (0, 0, 0)
    shadow: int = 0
    box: Colour | None = None
    spacing: float = 1.3  # of the size, from one line to the next


class Line(msgspec.Struct, frozen=True):
    """A line of words exactly as drawn, and its box (left, top, right, bottom) before any turning."""

    text: str
    box: tuple[int, int, int, int]


def width_of(text: str, look: Look) -> float:
    return float(font(look.face, look.size).getlength(text)) + 2 * look.outline


def broken(text: str, look: Look, width: float) -> list[str]:
    """Words into lines no wider than `width`; a single longer word keeps its line."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, look) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shrunk(lines: list[str], look: Look, width: float) -> Look:
    """The same look, small enough for the widest line."""
    widest = max((width_of(line, look) for line in lines), default=1.0)
    if widest <= width:
        return look
    return msgspec.structs.replace(look, size=max(12, int(look.size * width / widest)))


def block(
    picture: Image.Image,
    lines: list[str],
    look: Look,
    left: float,
    top: float,
    width: float,
    centred: bool = True,
) -> tuple[list[Line], float]:
    """Lines drawn one under the other; the lines with their boxes, and where the next one would begin."""
    pen, drawn = ImageDraw.Draw(picture), []
    for text in lines:
        across = (width - width_of(text, look)) / 2 if centred else 0
        drawn.append(_line(pen, text, look, round(left + across), round(top)))
        top += look.size * look.spacing
    return drawn, top


def _line(pen: ImageDraw.ImageDraw, text: str, look: Look, left: int, top: int) -> Line:
    face = font(look.face, look.size)
    box = tuple(int(v) for v in pen.textbbox((left, top), text, face, stroke_width=look.outline))
    if look.box:
        pad = look.size // 5
        pen.rounded_rectangle(
            (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad), pad, look.box
        )
    if look.shadow:
        pen.text(
            (left + look.shadow, top + look.shadow),
            text,
            (0, 0, 0),
            face,
            stroke_width=look.outline,
        )
    pen.text((left, top), text, look.fill, face, stroke_width=look.outline, stroke_fill=look.edge)
    return Line(text, (box[0], box[1], box[2], box[3]))


def turned(layer: Image.Image, degrees: float) -> Image.Image:
    return layer.rotate(degrees, Image.Resampling.BICUBIC)


EMOJI = ("face", "warning", "fire", "tick", "pin")


def emoji(picture: Image.Image, chance: random.Random, left: float, top: float, size: int) -> None:
    """One of five little signs, drawn here so that no emoji typeface is needed. It is no part of the words."""
    pen, name = ImageDraw.Draw(picture), chance.choice(EMOJI)
    x, y, s = left, top, float(size)
    if name == "face":
        pen.ellipse((x, y, x + s, y + s), (255, 205, 50))
        for eye in (0.28, 0.6):
            pen.ellipse(
                (x + eye * s, y + 0.3 * s, x + (eye + 0.12) * s, y + 0.45 * s), (60, 40, 20)
            )
        pen.arc(
            (x + 0.25 * s, y + 0.3 * s, x + 0.75 * s, y + 0.8 * s),
            20,
            160,
            (60, 40, 20),
            max(2, size // 12),
        )
    elif name == "warning":
        pen.polygon([(x + s / 2, y), (x + s, y + s), (x, y + s)], (250, 200, 30))
        pen.rectangle((x + 0.45 * s, y + 0.35 * s, x + 0.55 * s, y + 0.7 * s), (40, 30, 0))
        pen.ellipse((x + 0.44 * s, y + 0.78 * s, x + 0.56 * s, y + 0.9 * s), (40, 30, 0))
    elif name == "fire":
        pen.polygon(
            [
                (x + 0.5 * s, y),
                (x + 0.9 * s, y + 0.6 * s),
                (x + 0.7 * s, y + s),
                (x + 0.3 * s, y + s),
                (x + 0.1 * s, y + 0.6 * s),
            ],
            (240, 90, 30),
        )
        pen.ellipse((x + 0.35 * s, y + 0.6 * s, x + 0.65 * s, y + s), (255, 200, 60))
    elif name == "tick":
        pen.rounded_rectangle((x, y, x + s, y + s), s / 5, (40, 170, 80))
        pen.line(
            [(x + 0.2 * s, y + 0.5 * s), (x + 0.42 * s, y + 0.75 * s), (x + 0.8 * s, y + 0.25 * s)],
            (255, 255, 255),
            max(2, size // 8),
        )
    else:
        pen.ellipse((x + 0.2 * s, y, x + 0.8 * s, y + 0.6 * s), (220, 40, 40))
        pen.polygon(
            [(x + 0.25 * s, y + 0.45 * s), (x + 0.75 * s, y + 0.45 * s), (x + 0.5 * s, y + s)],
            (220, 40, 40),
        )
