"""What lokal-id knows: the rules of NIK and phone numbers, landlines and street addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Literal

from suluh.text.privacy.spans import Span

WINDOW = 160  # characters that lokal-id is shown at a time: it knows much and takes its time
OFFICIAL_LINE = re.compile(
    r"\b(?:call ?cent\w+|hotline|pusat panggilan|kantor|kpu|bawaslu|posko|pengaduan|layanan|helpdesk|halo)\b"
    r"[^\d\n]{0,30}$",
    re.IGNORECASE,
)
KINDS = {"PHONE": "phone", "EMAIL": "email", "ADDRESS": "address"}


@cache
def lokal() -> ModuleType:
    """lokal-id, loaded when a text first may hold personal data: it takes a quarter of a second."""
    import lokal

    return lokal


def known_to_lokal(text: str, start: int, kind: Literal["PHONE", "ADDRESS"]) -> Iterator[Span]:
    """Landlines or addresses that lokal-id finds from `start` on, for `WINDOW` characters; no official line."""
    start = max(0, start)
    for match in lokal().detect_pii(text[start : start + WINDOW], types=(kind,)):
        begin, end = match.start + start, match.end + start
        if kind == "PHONE" and OFFICIAL_LINE.search(text[max(0, begin - 50) : begin]):
            continue
        yield Span(begin, end, KINDS[match.type])
