"""Whether two wordings are the same statement, letter for letter but for small slips."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

ALIKE = 90.0  # of 100, RapidFuzz's ratio on sorted words
WORDS = 5  # fewer words are alike by chance
_NUMBER = re.compile(r"\d+")
_NEGATIONS = frozenset(
    "tidak tak bukan belum jangan tanpa bukanlah hoaks hoax salah bohong palsu klarifikasi bantah "
    "membantah dibantah not never no false".split()
)


def same_words(left: str, right: str) -> bool:
    """True for two searchable texts of the same words, the same numbers and the same negations.

    >>> same_words("pencoblosan diundur ke 28 november 2024", "pencoblosan diundur ke 27 november 2024")
    False
    """
    if len(left.split()) < WORDS or len(right.split()) < WORDS:
        return False
    if sorted(_NUMBER.findall(left)) != sorted(_NUMBER.findall(right)):
        return False
    if _NEGATIONS.intersection(left.split()) != _NEGATIONS.intersection(right.split()):
        return False
    return fuzz.token_sort_ratio(left, right) >= ALIKE
