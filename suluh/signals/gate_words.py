"""A learned second opinion for the gate: everyday words that together speak of voting though none of them says so.

"Masih ngantri pas jam satu nggak dilayani lagi" names no election. A few thousand words carry a weight each
(training/gate.py); their mean decides. No name of a candidate or party is among them, and every region is one word that
weighs nothing.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
from ahocorasick_rs import AhoCorasick

from suluh.facts.regions import regions
from suluh.text.places import PlaceBook

WEIGHTS = Path(__file__).with_name("weights") / "gate.msgpack"
_WORD = re.compile(r"[^\W_]+|§")
LONGEST = 60  # words that are read
SOMEWHERE = "§"  # any region; has no weight, and is a word all the same


class Words(msgspec.Struct, frozen=True):
    """Word → weight, a bias, and the score from which a post passes."""

    weights: dict[str, float]
    bias: float
    threshold: float


@cache
def words() -> Words:
    """The shipped weights."""
    return msgspec.msgpack.decode(WEIGHTS.read_bytes(), type=Words)


@cache
def _places() -> tuple[PlaceBook, AhoCorasick]:
    """The regions, and the words with which a name of one begins: most texts have none of them."""
    book = PlaceBook.of(regions().pairs())
    return book, AhoCorasick(sorted({words[0] for words in book.names}))


def placeless(low: str) -> str:
    """A lower-case text with every region alike.

    >>> placeless("hujan di kota metro dan di lampung barat")
    'hujan di § dan di §'
    """
    book, first = _places()
    return book.alike(low, SOMEWHERE) if first.find_matches_as_indexes(low) else low


def cut(low: str) -> list[str]:
    """The words of a lower-case text that are read; all numbers are one word."""
    return ["0" if w.isdigit() else w for w in _WORD.findall(low)[:LONGEST]]


def speaks_of_voting(low: str) -> bool:
    """Whether the words of a lower-case text together speak of voting."""
    known = words()
    weights = known.weights
    seen = set(cut(placeless(low)))
    if len(seen) < 4:
        return False
    total = sum([weights[w] for w in seen if w in weights])
    return bool(total / len(seen) ** 0.5 + known.bias >= known.threshold)
