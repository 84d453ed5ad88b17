"""A sheet of A4 with headings, filled and empty fields, words and lists; set in a typeface that comes along.

fpdf2 needs nothing from the system. What the typeface has no shape for is shown as "?" and counted, so that a paper can
say that words are missing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from suluh.typefaces import face

MARGIN, LABEL = 20.0, 52.0  # mm
LINE, SMALL = 5.4, 4.2  # mm, height of a line
INK, SOFT, RULE = (28, 26, 23), (93, 87, 79), (138, 129, 117)
UNKNOWN = "?"


class Sheet:
    """Written from top to bottom; `pdf()` gives the bytes. The same words at the same time give the same bytes."""

    def __init__(self, title: str, foot: str, made_at: datetime, lang: str = "id") -> None:
        self.missing = 0  # characters without a shape
        self._pdf = _Page(foot)
        for style, name in (("", "plain"), ("B", "heavy")):
            self._pdf.add_font("Lato", style, str(face(name)))
        self._known = frozenset(self._pdf.fonts["lato"].cmap)  # type: ignore[union-attr]
        self._pdf.set_title(title)
        self._pdf.set_lang(lang)
        self._pdf.set_creation_date(made_at)
        self._pdf.set_margins(MARGIN, MARGIN, MARGIN)
        self._pdf.set_auto_page_break(True, MARGIN)
        self._pdf.alias_nb_pages()
        self.page()

    def page(self) -> None:
        """A new page."""
        self._pdf.add_page()
        self._pdf.set_text_color(*INK)

    def title(self, words: str, below: str = "") -> None:
        self._words(words, 17, "B", 7.5)
        if below:
            self.small(below)
        self._space(2)

    def heading(self, words: str) -> None:
        self._space(3)
        if self._pdf.will_page_break(4 * LINE):
            self.page()
        self._words(words, 12, "B", 6)
        self._pdf.set_draw_color(*RULE)
        self._pdf.line(MARGIN, self._pdf.y, self._pdf.w - MARGIN, self._pdf.y)
        self._space(1.5)

    def words(self, text: str) -> None:
        """Words as they are; what is empty is left out."""
        if text.strip():
            self._words(text, 10.5, "", LINE)
            self._space(1)

    def small(self, text: str) -> None:
        self._pdf.set_text_color(*SOFT)
        self._words(text, 8.5, "", SMALL)
        self._space(0.8)
        self._pdf.set_text_color(*INK)

    def field(self, label: str, value: str | None, lines: int = 1) -> None:
        """A label and what belongs there; empty lines to write on where nobody has said it."""
        if self._pdf.will_page_break(LINE * (lines + 1)):
            self.page()
        top = self._pdf.y
        self._font(9.5, "")
        self._pdf.set_text_color(*SOFT)
        self._pdf.multi_cell(
            LABEL - 3, LINE, self._shown(label), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self._pdf.set_text_color(*INK)
        page, below = self._pdf.page, self._pdf.y
        self._pdf.set_xy(MARGIN + LABEL, top)
        self._empty(lines) if not (value or "").strip() else self._value(str(value))
        if self._pdf.page == page:
            self._pdf.set_y(max(self._pdf.y, below))
        self._space(1)

    def list(self, items: Iterable[str]) -> None:
        for item in items:
            self.words(f"• {item}")

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table over the whole width, its head again on every page; the first column is wider."""
        columns = len(head)
        self._font(8 if columns < 7 else 6.5, "")
        self._pdf.set_fill_color(255)
        first = max(0.3 if columns < 7 else 0.2, 1 / columns)
        widths = (first, *[(1 - first) / max(columns - 1, 1)] * (columns - 1))
        align = ("LEFT", *["RIGHT"] * (columns - 1))
        with self._pdf.table(
            col_widths=widths,
            text_align=align,
            line_height=4,
            padding=0.8,
            borders_layout="HORIZONTAL_LINES",
        ) as table:
            for cells in (head, *rows):
                table.row([self._shown(cell) for cell in cells])
        self._space(2)

    def bar(self, label: str, part: float | None) -> None:
        """A label with its value, and below it a bar of that part of the width; no bar where it is not known."""
        if self._pdf.will_page_break(2 * LINE):
            self.page()
        self._words(label, 9, "", SMALL)
        self._pdf.set_fill_color(*SOFT)
        if part:
            left = MARGIN + self._pdf.c_margin  # where the words begin
            self._pdf.rect(left, self._pdf.y, part * (self._pdf.w - 2 * left), 2.6, style="F")
        self._space(4)

    def pdf(self) -> bytes:
        return bytes(self._pdf.output())

    def _value(self, text: str) -> None:
        self._font(10.5, "")
        self._pdf.set_left_margin(MARGIN + LABEL)
        self._pdf.multi_cell(
            0, LINE, self._shown(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self._pdf.set_left_margin(MARGIN)
        self._pdf.set_x(MARGIN)

    def _empty(self, lines: int) -> None:
        self._pdf.set_draw_color(*RULE)
        self._pdf.set_dash_pattern(0.4, 1)
        for _ in range(lines):
            y = self._pdf.y + LINE - 0.9
            self._pdf.line(MARGIN + LABEL, y, self._pdf.w - MARGIN, y)
            self._pdf.set_y(self._pdf.y + LINE + 0.8)
        self._pdf.set_dash_pattern()

    def _words(self, text: str, size: float, style: str, height: float) -> None:
        self._font(size, style)
        self._pdf.multi_cell(
            0, height, self._shown(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def _font(self, size: float, style: Any) -> None:
        self._pdf.set_font("Lato", style, size)

    def _space(self, height: float) -> None:
        self._pdf.set_y(self._pdf.y + height)

    def _shown(self, text: str) -> str:
        """Letters dressed up as symbols become plain ones; what still has no shape becomes a mark, and is counted."""
        whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
        shown = "".join(map(self._letter, whole))
        return shown or " "

    def _letter(self, letter: str) -> str:
        if letter == "\n" or ord(letter) in self._known:
            return letter
        if unicodedata.category(letter) in ("Cf", "Mn", "Cc"):
            return ""  # invisible, or a mark on the letter before
        plain = unicodedata.normalize("NFKC", letter)
        if all(ord(part) in self._known for part in plain):
            return plain
        self.missing += 1
        return UNKNOWN


class _Page(FPDF):
    """A page with its foot."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self._foot = foot

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font("Lato", "", 8)
        self.set_text_color(*SOFT)
        self.cell(0, 4, f"{self._foot} · {self.page_no()}/{{nb}}", align="C")
        self.set_text_color(*INK)
