"""A file of claim reviews as text, whatever program wrote it, with its lines for those who must find a mistake."""

from __future__ import annotations

import bisect
import re
from pathlib import Path

from suluh.errors import DataError
from suluh.text.encoding import WINDOWS, Decoded, file_text

LARGEST = 512 * 1024 * 1024


def text_of(path: Path) -> Decoded:
    """The text of a file. Raises DataError when it is empty, far too large or not text at all."""
    if path.stat().st_size > LARGEST:
        raise DataError("larger than 512 MiB; divide the file", file=path)
    raw = path.read_bytes()
    found = file_text(raw)
    if not found.text.strip():
        raise DataError("the file is empty", file=path, line=1)
    return found


def note_on(found: Decoded) -> str:
    """What to say in the reviews of a file that was not UTF-8."""
    return WINDOWS if found.windows else ""


class Lines:
    """The line of any place in a text, counted from 1."""

    def __init__(self, text: str) -> None:
        self.ends = [match.start() for match in re.finditer("\n", text)]

    def of(self, place: int) -> int:
        """The line on which this character stands."""
        return bisect.bisect_left(self.ends, place) + 1
