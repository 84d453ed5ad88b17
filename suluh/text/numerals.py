"""Numbers spelled in words (Indonesian, Javanese, Sundanese, English), rewritten as digits with the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

import msgspec

ONES = {
    **{
        "nol": 0,
        "kosong": 0,
        "satu": 1,
        "dua": 2,
        "tiga": 3,
        "empat": 4,
        "lima": 5,
        "enam": 6,
        "tujuh": 7,
    },
    **{"delapan": 8, "lapan": 8, "sembilan": 9},
    **{
        "siji": 1,
        "loro": 2,
        "telu": 3,
        "papat": 4,
        "enem": 6,
        "pitu": 7,
        "wolu": 8,
        "sanga": 9,
        "songo": 9,
    },  # Javanese
    **{"hiji": 1, "tilu": 3, "opat": 4, "genep": 6, "dalapan": 8, "salapan": 9},  # Sundanese
    **{
        "zero": 0,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
    },
}
# Javanese counts the twenties in words of their own: selikur 21 ... sangalikur 29, and selawe 25.
WHOLE = {
    **{
        "sepuluh": 10,
        "sapuluh": 10,
        "sebelas": 11,
        "sabelas": 11,
        "sewelas": 11,
        "rolas": 12,
        "telulas": 13,
    },
    **{"patbelas": 14, "limalas": 15, "nembelas": 16, "pitulas": 17, "wolulas": 18, "sangalas": 19},
    **{"selikur": 21, "rolikur": 22, "telulikur": 23, "patlikur": 24, "selawe": 25, "nemlikur": 26},
    **{"pitulikur": 27, "wolulikur": 28, "sangalikur": 29, "songolikur": 29},
    **{
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
        "thirteen": 13,
        "fourteen": 14,
        "fifteen": 15,
        "sixteen": 16,
    },
    **{"seventeen": 17, "eighteen": 18, "nineteen": 19},
    **{"seratus": 100, "saratus": 100, "satus": 100},
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
STEMS = {
    "rong": 2,
    "telung": 3,
    "patang": 4,
    "limang": 5,
    "nem": 6,
    "pitung": 7,
    "wolung": 8,
    "sangang": 9,
}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
}
_STARTS = ONES.keys() | WHOLE.keys() | TENS.keys() | STEMS.keys()
_WORD = re.compile(r"[a-z]+")


class Numerals(msgspec.Struct, frozen=True):
    """A text whose spelled numbers are digits. `origin` leads back to the text it came from."""

    text: str
    starts: tuple[int, ...]  # where each rewritten number begins, in `text`
    shifts: tuple[int, ...]  # what to add to a position behind it
    changed: tuple[tuple[int, int, int, int], ...]  # (start, end) here, (start, end) in the source

    def back(self, position: int, *, end: bool = False) -> int:
        """The position in the source; inside a rewritten number, its beginning or its end."""
        i = bisect_right(self.starts, position - (1 if end else 0)) - 1
        if i < 0:
            return position
        here, here_end, there, there_end = self.changed[i]
        if position < here_end or (end and position == here_end):
            return there_end if end and position > here else there
        return position + self.shifts[i]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        return self.back(start), self.back(end, end=True)


@lru_cache(maxsize=256)
def numerals(text: str) -> Numerals:
    """Rewrite spelled numbers below 1,000 as digits. `text` is normalised, lower case.

    >>> numerals("tanggal dua puluh tujuh november").text
    'tanggal 27 november'
    """
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    if _STARTS.isdisjoint(word for word, _, _ in words):
        return Numerals(text, (), (), ())
    parts: list[str] = []
    changed: list[tuple[int, int, int, int]] = []
    copied, length, i = 0, 0, 0
    while i < len(words):
        value, after = _number(text, words, i)
        if value is None:
            i += 1
            continue
        start, end = words[i][1], words[after - 1][2]
        between = text[copied:start]
        digits = str(value)
        length += len(between)
        changed.append((length, length + len(digits), start, end))
        parts += (between, digits)
        length += len(digits)
        copied, i = end, after
    parts.append(text[copied:])
    starts = tuple(c[0] for c in changed)
    return Numerals("".join(parts), starts, tuple(c[3] - c[1] for c in changed), tuple(changed))


def _number(text: str, words: list[tuple[str, int, int]], i: int) -> tuple[str | None, int]:
    """The number that begins at word i, as digits, and the index of the word after it."""
    hundreds, j = _hundreds(text, words, i)
    value, after = _below_hundred(text, words, j)
    if hundreds is not None:
        if value is None or (len(value) == 2 and value[0] == "0"):
            return str(hundreds), j
        return str(hundreds + int(value)), after
    return value, after


def _hundreds(text: str, words: list[tuple[str, int, int]], i: int) -> tuple[int | None, int]:
    word = words[i][0]
    if word in ("seratus", "saratus", "satus"):
        return 100, i + 1
    if word in ONES and _next(text, words, i) in ("ratus", "atus", "hundred"):
        return ONES[word] * 100, i + 2
    return None, i


def _below_hundred(text: str, words: list[tuple[str, int, int]], i: int) -> tuple[str | None, int]:
    if i >= len(words):
        return None, i
    word, following = words[i][0], _next(text, words, i)
    if word in ("nol", "kosong", "zero"):  # a ballot number read aloud: "kosong satu"
        if following in ONES:
            return f"0{ONES[following]}", i + 2
        return ("0", i + 1) if word != "kosong" else (None, i + 1)  # "kotak kosong" is not a zero
    if word in WHOLE:
        return str(WHOLE[word]), i + 1
    if word in TENS:
        return _with_unit(text, words, i, i + 1, TENS[word])
    if word in STEMS:
        if following == "puluh":
            return _with_unit(text, words, i + 1, i + 2, STEMS[word] * 10)
        return None, i + 1
    if word not in ONES:
        return None, i + 1
    if following in ("belas", "welas"):
        return str(10 + ONES[word]), i + 2
    if following == "puluh":
        return _with_unit(text, words, i + 1, i + 2, ONES[word] * 10)
    return str(ONES[word]), i + 1


def _with_unit(
    text: str, words: list[tuple[str, int, int]], last: int, after: int, tens: int
) -> tuple[str, int]:
    unit = _next(text, words, last)
    if unit is not None and ONES.get(unit):
        return str(tens + ONES[unit]), after + 1
    if unit in ORDINALS:
        return str(tens + ORDINALS[unit]), after + 1
    return str(tens), after


def _next(text: str, words: list[tuple[str, int, int]], i: int) -> str | None:
    """The word after i when only a blank or a hyphen stands between them."""
    if i + 1 < len(words) and text[words[i][2] : words[i + 1][1]] in (" ", "-"):
        return words[i + 1][0]
    return None
