"""Numbers with the word that follows them, spelled ones too: ages, counts, shares, how many times."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from suluh.signals.contradiction.frames import Number
from suluh.text.numerals import numerals

_NUMBER = re.compile(
    r"(?<![\w.,/:+-])(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?![\d/]|[:.]\d)\s*-?\s*(%|[a-z]+)?"
)


def numbers_in(text: str, word_starts: Sequence[int]) -> tuple[Number, ...]:
    """Every number of a normalised text, in order; positions are in `text`.

    >>> [(n.value, n.unit) for n in numbers_in("lima surat suara, 65,39 persen", [0])]
    [(5.0, 'surat'), (65.39, 'persen')]
    """
    view = numerals(text)
    found = []
    for match in _NUMBER.finditer(view.text):
        start, end = view.origin(match.start(1), match.end(1)) if view.changed else match.span(1)
        value = float(match[1].replace(".", "").replace(",", "."))
        found.append(
            Number(value, start, end, bisect_right(word_starts, start) - 1, match[2] or "")
        )
    return tuple(found)
