"""The certificate as PDF: name, course, day, number, and a QR code to the public address where it is checked."""

from __future__ import annotations

from datetime import date, datetime

import segno
from fpdf import FPDF
from fpdf.enums import Align

from suluh.report.sheet import INK, SOFT
from suluh.typefaces import face
from suluh.web.tongue import day, said

TORCH = (163, 74, 6)
QR = 34.0  # mm


def certificate(
    name: str, course: str, on: date, number: str, address: str, now: datetime
) -> bytes:
    """One page, A4 across. The same words at the same moment give the same bytes."""
    pdf = FPDF(orientation="landscape", format="A4")
    pdf.add_font("Lato", "", str(face("plain")))
    pdf.add_font("Lato", "B", str(face("heavy")))
    pdf.set_title(said("cert_title", "id"))
    pdf.set_lang("id")
    pdf.set_creation_date(now)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    _frame(pdf)
    _words(pdf, 34, 15, "B", TORCH, "SULUH")
    _words(pdf, 48, 30, "B", INK, said("cert_title", "id"))
    _words(pdf, 70, 12, "", SOFT, said("cert_given", "id"))
    _words(pdf, 80, 26, "B", INK, name)
    _words(pdf, 100, 12, "", SOFT, said("cert_for", "id"))
    _words(pdf, 109, 17, "B", INK, course)
    _words(pdf, 122, 12, "", INK, day(on, "id"))
    _code(pdf, address)
    pdf.set_xy(24, 164)
    pdf.set_font("Lato", "", 10)
    pdf.set_text_color(*SOFT)
    pdf.multi_cell(200, 5, said("cert_check", "id", number=number, address=address), align=Align.L)
    return bytes(pdf.output())


def _frame(pdf: FPDF) -> None:
    pdf.set_draw_color(*TORCH)
    pdf.set_line_width(1.2)
    pdf.rect(10, 10, pdf.w - 20, pdf.h - 20)


def _words(
    pdf: FPDF, y: float, size: float, style: str, colour: tuple[int, int, int], text: str
) -> None:
    """One line across the page; a long name is set smaller until it fits."""
    pdf.set_text_color(*colour)
    pdf.set_font("Lato", style, size)
    while pdf.get_string_width(text) > pdf.w - 48 and size > 8:
        size -= 1
        pdf.set_font_size(size)
    pdf.set_xy(24, y)
    pdf.cell(pdf.w - 48, size * 0.5, text, align=Align.C)


def _code(pdf: FPDF, address: str) -> None:
    """Drawn as squares: no picture, sharp at any size."""
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=2))
    side = QR / len(rows)
    left, top = pdf.w - 24 - QR, pdf.h - 20 - QR
    pdf.set_fill_color(*INK)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                pdf.rect(left + x * side, top + y * side, side, side, style="F")
