"""A4 paper in the bundled typefaces: posters that fill one page each, and plain sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from fpdf import FPDF

from suluh.literacy.typesetting import drawable
from suluh.typefaces import face

MARGIN, WIDE, TALL = 18.0, 210.0, 297.0  # mm
INNER = WIDE - 2 * MARGIN
INK, SOFT, TORCH = (28, 26, 23), (87, 81, 74), (163, 74, 6)


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
        size = next(
            (
                s
                for s in range(24, 8, -1)
                if self._height(tag, head, rows, under, s) <= TALL - 2 * MARGIN
            ),
            8,
        )
        self._poster(tag, head, rows, under, size)

    def _height(
        self, tag: str, head: str, rows: Sequence[tuple[str | None, str]], under: str, size: int
    ) -> float:
        """mm that the poster takes in this size."""
        with self._pdf.offset_rendering() as dummy:
            top = self._pdf.y
            self._poster(tag, head, rows, under, size)
            if dummy.page_break_triggered:
                return TALL
            return float(self._pdf.y - top)

    def _poster(
        self, tag: str, head: str, rows: Sequence[tuple[str | None, str]], under: str, size: int
    ) -> None:
        self._words(tag, size, "B", TORCH)
        self._words(head, size * 2, "B", INK)
        if under:
            self._words(under, size * 1.15, "B", SOFT)
        for label, text in rows:
            self._pdf.ln(size * 0.3)
            if label:
                self._words(label, size, "B", TORCH)
            self._words(text, size, "", INK)

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
        name = "heavy" if style else "plain"
        shown = "\n".join(drawable(line, name) for line in text.split("\n"))
        height = size * 0.46
        self._pdf.multi_cell(width, height, shown, align="L", new_x="LMARGIN", new_y="NEXT")
