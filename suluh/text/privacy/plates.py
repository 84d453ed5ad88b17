"""Number plates of somebody's vehicle: one or two letters, up to four digits, up to three letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.text.privacy.spans import Span

_PLATE = r"(?P<plate>\b[a-z]{1,2}[\s.-]{0,2}\d{1,4}[\s.-]{0,2}[a-z]{1,3}\b)"
# After the very word for a plate in any letters; after a vehicle only as plates are written, in capitals.
_SAID = re.compile(
    rf"(?i)\b(?:pel?at|nopol|nomor polisi|no\.? polisi)\w*\b[^\n.?!\d]{{0,40}}?{_PLATE}"
)
_VEHICLE = re.compile(
    rf"\b(?i:mobil|motor|avanza|truk|kendaraan)(?i:nya|ne|e)?\b[^\n.?!\d]{{0,40}}?{_PLATE.replace('a-z', 'A-Z')}"
)


def plates(text: str) -> Iterator[Span]:
    """The plates that a word for a plate or a vehicle stands before."""
    for pattern in (_SAID, _VEHICLE):
        for found in pattern.finditer(text):
            yield Span(*found.span("plate"), "plate")
