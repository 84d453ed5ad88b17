"""Days in figures: 27/11/2024, 2024-11-27, 27112024, and 27/11 where the words before speak of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.text.dates.names import WEEKDAY
from suluh.text.dates.seen import Anchor, SeenDate, dated, day_of

_ISO = re.compile(r"(?<![\d/-])((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?![\d-])")
_NUMERIC = re.compile(
    r"(?<![\d.,/:-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d]|[-/.]\d)"
)
_RUN_TOGETHER = re.compile(r"(?<![\d.,+-])([0-3]\d)([01]\d)(20\d\d)(?!\d)")
_SHORT = re.compile(r"(?<![\d.,/:-])(\d{1,2})([/-])(\d{1,2})(?![\d%]|[-/.,:]\d)")
_SHORT_CUE = re.compile(
    r"(?:tanggal|tgl|coblos\w*|nyoblos\w*|pilkada|pemilu|pemungutan|hari|libur|besok|rabu|kaping"
    rf"|mundur|undur|geser|jadi|ganti|{WEEKDAY}),?\s*(?:\w+\s+){{0,2}}$"
)


def in_figures(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """27/11/2024, 2024-11-27 and 27112024; the other way round where only that is a day."""
    for m in _ISO.finditer(text):
        day = day_of(int(m[1]), int(m[2]), int(m[3]))
        if day:
            yield SeenDate(*m.span(), day, day, year_said=True)
    for m in _NUMERIC.finditer(text):
        day = dated(int(m[1]), int(m[3]), m[4], anchor) or dated(int(m[3]), int(m[1]), m[4], anchor)
        if day:
            yield SeenDate(*m.span(), day, day, year_said=True, tentative=int(m[3]) > 12)
    for m in _RUN_TOGETHER.finditer(text):
        day = day_of(int(m[3]), int(m[2]), int(m[1]))
        if day:
            yield SeenDate(*m.span(), day, day, year_said=True)


def short(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """27/11 and 27-11, only where the words before speak of a day: a score or a range of numbers looks alike."""
    for m in _SHORT.finditer(text):
        day, month = int(m[1]), int(m[3])
        if not (1 <= month <= 12 and _SHORT_CUE.search(text[max(0, m.start() - 40) : m.start()])):
            continue
        if m[2] == "-" and month > day and month - day < 6:  # "tanggal 3-5" is a range of days
            continue
        seen = dated(day, month, None, anchor)
        if seen:
            yield SeenDate(*m.span(), seen, seen, tentative=True)
