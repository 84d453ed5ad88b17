"""Spoken numbers as figures: "dua puluh delapan November" is 28 November, "jam tujuh pagi" is jam 7 pagi."""

from __future__ import annotations

import re

from suluh.text.dates import MONTHS
from suluh.text.numerals import numerals

_MONTH = "|".join(sorted((m for m in MONTHS if len(m) > 2), key=len, reverse=True))
# A single number word becomes a figure only where a number is expected: "satu orang" and "salah satu" stay.
_BEFORE = re.compile(
    rf"\b(?:tanggal|tgl|jam|pukul|sampai|hingga|nomor|urut|umur|usia|tps|rt|rw|lewat|kurang|setengah|{_MONTH}) $"
)
_AFTER = re.compile(
    rf" (?:{_MONTH}|pagi|siang|sore|malam|persen|ribu|juta|wib|wita|wit|sampai|hingga|tahun)\b"
)
_YEAR = re.compile(
    rf"\b(?P<before>(?:{_MONTH}|tahun)),? 2 ribu (?P<rest>[1-9]\d?)\b", re.IGNORECASE
)


def figures(text: str) -> str:
    """The same words with numbers as figures where a date, an hour or an amount is said.

    >>> figures("Rabu, dua puluh tujuh November dua ribu dua puluh empat, jam tujuh pagi")
    'Rabu, 27 November 2024, jam 7 pagi'
    >>> figures("satu orang memilih satu kali")
    'satu orang memilih satu kali'
    """
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is longer: positions would not fit
        return text
    view = numerals(lower)
    parts: list[str] = []
    done = 0
    for here, here_end, start, end in view.changed:
        if " " in lower[start:end] or _expected(lower, start, end):
            parts += [text[done:start], view.text[here:here_end]]
            done = end
    parts.append(text[done:])
    return _YEAR.sub(lambda m: f"{m['before']} {2000 + int(m['rest'])}", _thousands("".join(parts)))


def _expected(text: str, start: int, end: int) -> bool:
    return bool(_BEFORE.search(text[:start]) or _AFTER.match(text, end))


def _thousands(text: str) -> str:
    """ "dua ribu 24": the count of thousands of a year is a figure as well."""
    return re.sub(r"\bdua ribu (?=\d{1,2}\b)", "2 ribu ", text, flags=re.IGNORECASE)
