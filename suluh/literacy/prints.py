"""A4 paper in the bundled typefaces: posters that fill one page each, and plain sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import cast

import msgspec
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from suluh.literacy.typesetting import drawable
from suluh.typefaces import face

MARGIN, WIDE, TALL = 18.0, 210.0, 297.0  # mm
INNER = WIDE - 2 * MARGIN
INK, SOFT, TORCH = (28, 26, 23), (87, 81, 74), (163, 74, 6)
LEADING = 0.46  # mm from line to line for each point of the letters


class _Part(msgspec.Struct, frozen=True):
    """Words of a poster. times: their size in that of the plain words; above: space in mm a point."""

    text: str
    times: float
    style: str
    ink: tuple[int, int, int]
    above: float = 0.0


class Print:
    """Written from top to bottom; `pdf()` gives the bytes. The same words on the same day give the same bytes."""

    def __init__(self, title: str, on: date, lang: str) -> None:
        self._pdf = FPDF(format="A4")
        for style, name in (("", "plain"), ("B", "heavy")):
            self._pdf.add_font("Lato", style, str(face(name)))
        self._pdf.set_title(title)
        self._pdf.set_lang(lang)
        self._pdf.set_creation_date(datetime(on.year, on.month, on.day, tzinfo=UTC))
        self._pdf.set_margins(MARGIN, MARGIN, MARGIN)
        self._pdf.set_auto_page_break(True, MARGIN)

    def pdf(self) -> bytes:
        return bytes(self._pdf.output())

    def poster(
        self, tag: str, head: str, rows: Sequence[tuple[str | None, str]], under: str = ""
    ) -> None:
        """One page, in the largest letters with which all of it stays on the page."""
        self._pdf.add_page()
        self._pdf.set_fill_color(*TORCH)
        self._pdf.rect(0, 0, 7, TALL, "F")
        parts = _parts(tag, head, rows, under)
        room = TALL - 2 * MARGIN
        size = next((s for s in range(24, 7, -1) if self._height(parts, s) <= room), 7)
        for part in parts:
            self._pdf.ln(size * part.above)
            self._words(part.text, size * part.times, part.style, part.ink)

    def _height(self, parts: Sequence[_Part], size: int) -> float:
        """mm that the parts take where the others are so large."""
        return sum(size * p.above + self._tall(p.text, size * p.times, p.style) for p in parts)

    def _tall(self, text: str, size: float, style: str) -> float:
        self._pdf.set_font("Lato", style, size)
        shown = _shown(text, style)
        height = self._pdf.multi_cell(
            INNER, size * LEADING, shown, align="L", dry_run=True, output=MethodReturnValue.HEIGHT
        )
        return float(cast("float", height))

    def sheet(self, head: str, words: Sequence[str]) -> None:
        """A new page with a heading and words below it."""
        self._pdf.add_page()
        self._words(head, 24, "B", INK)
        for each in words:
            self._pdf.ln(2)
            self._words(each, 11.5, "", INK)
        self._pdf.ln(3)

    def step(self, mark: str, head: str, text: str) -> None:
        self._pdf.ln(3)
        self._words(f"{mark}  {head}", 14, "B", TORCH)
        self._words(text, 11.5, "", INK)

    def tick(self, text: str) -> None:
        """A box to tick with what belongs to it."""
        self._pdf.ln(4)
        top = self._pdf.y
        self._pdf.set_draw_color(*INK)
        self._pdf.rect(MARGIN, top + 1, 7, 7)
        self._pdf.set_x(MARGIN + 12)
        self._words(text, 15, "", INK, INNER - 12)

    def small(self, text: str) -> None:
        self._pdf.ln(5)
        self._words(text, 8, "", SOFT)

    def _words(
        self, text: str, size: float, style: str, ink: tuple[int, int, int], width: float = INNER
    ) -> None:
        self._pdf.set_font("Lato", style, size)
        self._pdf.set_text_color(*ink)
        shown = _shown(text, style)
        self._pdf.multi_cell(width, size * LEADING, shown, align="L", new_x="LMARGIN", new_y="NEXT")


def _parts(
    tag: str, head: str, rows: Sequence[tuple[str | None, str]], under: str
) -> tuple[_Part, ...]:
    parts = [_Part(tag, 1, "B", TORCH), _Part(head, 2, "B", INK)]
    if under:
        parts.append(_Part(under, 1.15, "B", SOFT))
    for label, text in rows:
        if label:
            parts.append(_Part(label, 1, "B", TORCH, 0.3))
        parts.append(_Part(text, 1, "", INK, 0.0 if label else 0.3))
    return tuple(parts)


def _shown(text: str, style: str) -> str:
    name = "heavy" if style else "plain"
    return "\n".join(drawable(line, name) for line in text.split("\n"))
