"""Where everything stands on a card. One drawing, from which both the SVG and the PNG are made."""

from __future__ import annotations

import msgspec

from suluh.literacy.cards import Card
from suluh.literacy.reading import say
from suluh.literacy.typesetting import LEADING, Block, fitted

SIZES = {"tegak": (1080, 1920), "persegi": (1080, 1080)}  # pixels
PAPER, INK, SOFT, TORCH, GLOW = "#fbf8f3", "#1c1a17", "#57514a", "#a34a06", "#fff1d6"
EDGE, QR = 84, 210
SAFE = {"tegak": (230, 250), "persegi": (72, 72)}  # rows that stories cover above and below


class Line(msgspec.Struct, frozen=True):
    """Words with the left end of their base line, in pixels."""

    text: str
    x: float
    y: float
    face: str
    size: int
    ink: str


class Box(msgspec.Struct, frozen=True):
    """A filled rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float
    ink: str


class Drawing(msgspec.Struct, frozen=True):
    """`says` is the same in words, for who cannot see it. `cut`: some words had no room."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    says: str
    cut: bool


def drawing(card: Card, shape: str = "tegak") -> Drawing:
    """shape: one of SIZES."""
    width, height = SIZES[shape]
    above, below = SAFE[shape]
    inner, floor = width - 2 * EDGE, height - below - QR
    boxes = [Box(0, 0, width, height, PAPER), Box(0, 0, 24, height, TORCH)]
    kind = fitted(card.kind, "heavy", (44, 30), (inner, 60))
    lines, y = _set(kind, EDGE, above, TORCH)
    rumour = _rumour(card, inner - 72, 330 if shape == "tegak" else 220)
    lowest = floor - 40 - (rumour.height + 130 if rumour else 0)
    small = fitted(card.below, "plain", (40, 28), (inner, 60)) if card.below else None
    room = lowest - y - 40 - (small.height + 24 if small else 0)
    answer = fitted(card.answer, "heavy", (92 if shape == "tegak" else 76, 30), (inner, room))
    more, y = _set(answer, EDGE, y + 30, INK)
    lines += more
    if small:
        lines += _set(small, EDGE, y + 16, SOFT)[0]
    if rumour:
        boxes.append(Box(EDGE, lowest + 10, inner, rumour.height + 104, GLOW))
        head = fitted(_rumour_head(card), "heavy", (34, 22), (inner - 72, 44))
        more, y = _set(head, EDGE + 36, lowest + 30, TORCH)
        lines += [*more, *_set(rumour, EDGE + 36, y + 8, SOFT)[0]]
    foot_lines, foot_boxes = _foot(card, inner, floor)
    parts = (card.kind, card.answer, card.below, _rumour_head(card), card.claim)
    says = ". ".join(p.rstrip(".") for p in (*parts, card.source, card.dated) if p)
    cut = answer.cut or bool(rumour and rumour.cut)
    return Drawing(width, height, (*boxes, *foot_boxes), (*lines, *foot_lines), says, cut)


def _rumour(card: Card, width: float, height: float) -> Block | None:
    return fitted(card.claim, "plain", (42, 26), (width, height)) if card.claim else None


def _rumour_head(card: Card) -> str:
    return f"{say('wrong_claim', card.lang)}: {card.verdict}" if card.claim else ""


def _foot(card: Card, inner: float, top: float) -> tuple[list[Line], list[Box]]:
    """Source and date at the left, the way to the page at the right."""
    qr = _qr(card.url, EDGE + inner - QR, top) if card.url else []
    width = inner - (QR + 40 if qr else 0)
    rows = (
        (fitted(card.source, "plain", (32, 22), (width, 90)), INK),
        (fitted(card.dated, "plain", (30, 22), (width, 42)), SOFT),
        (fitted(say("tag", card.lang), "heavy", (38, 30), (width, 50)), TORCH),
    )
    lines: list[Line] = []
    y = top
    for block, ink in rows:
        more, y = _set(block, EDGE, y, ink)
        lines += more
        y += 4
    return lines, qr


def _set(block: Block, x: float, top: float, ink: str) -> tuple[list[Line], float]:
    """The lines of a block below `top`, and where it ends."""
    step = block.size * LEADING
    lines = [
        Line(text, x, top + n * step + block.size, block.face, block.size, ink)
        for n, text in enumerate(block.lines)
    ]
    return lines, top + block.height


def _qr(url: str, left: float, top: float) -> list[Box]:
    """The code with its quiet zone of four modules (ISO/IEC 18004), in whole pixels a module."""
    import segno

    rows = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix]
    side = max(2, QR // (len(rows) + 8))
    whole = side * (len(rows) + 8)
    left, top = left + QR - whole, top
    boxes = [Box(left, top, whole, whole, "#ffffff")]
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                boxes.append(
                    Box(left + (x + 4) * side, top + (y + 4) * side, side, side, "#000000")
                )
    return boxes
