"""Where personal data stands in a text, while it is looked for."""

from __future__ import annotations

import re
from typing import NamedTuple

# Latitude and longitude of a place in Indonesia: somebody's home or an office, never a number of a person.
PLACE = re.compile(r"(?<![\d.,])-?\d{1,2}\.\d{4,}\s?[,;/ ]\s?(?:9[5-9]|1[0-4]\d)\.\d{4,}(?!\d)")


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
