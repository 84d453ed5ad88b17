"""Whether what was read looks like words at all: mirrored letters and textures do not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from suluh.text.slang import lexicon

WORDS = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z]+")
SEEN = 2  # a pair of letters is common when this many known words hold it
SHORT = 2  # words of so few letters prove nothing


def sense(text: str) -> float:
    """0..1: the share of the letters in words known or spelled like known ones; 1 where there are only numbers.

    >>> sense("Jangan lupa nyoblos tanggal 27") > 0.9 > 0.5 > sense("isg iqlsU hsd qxv")
    True
    """
    words = WORDS.findall(text)
    letters = sum(map(len, words))
    if not letters:
        return 1.0 if any(sign.isdigit() for sign in text) else 0.0
    return sum(len(word) for word in words if looks_like_a_word(word)) / letters


def looks_like_a_word(word: str) -> bool:
    """Known, or Latin letters of which all neighbours are common ones; capitals only where a word has them."""
    lower = word.lower()
    if lower in lexicon().vocabulary:
        return True
    if not LATIN.fullmatch(word) or len(word) <= SHORT:
        return False
    cased = word.islower() or word.isupper() or word.istitle() or word[1:].islower()
    return cased and _pairs(lower) <= _common()


def _pairs(word: str) -> set[str]:
    framed = f" {word} "
    return {framed[i : i + 2] for i in range(len(framed) - 1)}


@cache
def _common() -> frozenset[str]:
    return frozenset(_often(pair for word in lexicon().vocabulary for pair in _pairs(word)))


def _often(pairs: Iterable[str]) -> Iterable[str]:
    counts: dict[str, int] = {}
    for pair in pairs:
        counts[pair] = counts.get(pair, 0) + 1
    return (pair for pair, count in counts.items() if count >= SEEN)
