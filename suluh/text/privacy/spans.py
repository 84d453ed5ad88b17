"""Where personal data stands in a text, while it is looked for."""

from __future__ import annotations

import re
from typing import NamedTuple

# Latitude and longitude of a place in Indonesia: an address, or nobody's, and never a number of a person.
PLACE = re.compile(
    r"\b(?:tps|kantor|kpu|bawaslu|panwas\w*|posko|balai|sekolah|sdn?|mi|smpn?|sman?|smkn?|gedung|aula|lapangan|masjid|"
    r"gereja|puskesmas|rsud|rs|rumah sakit|mako|kodim|korem|menara|universitas|pesantren|dinas|"
    r"kementerian|polsek|polres|gor|lokasi|hotel|kampus|toko|pasar)\b",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """`text[start:end]` of the folded text is personal data of this kind."""

    start: int
    end: int
    kind: str


def without(text: str, spans: list[Span]) -> str:
    """The text with what was found made unreadable, every other character in its place."""
    for start, end, _ in spans:
        text = text[:start] + "x" * (end - start) + text[end:]
    return text
