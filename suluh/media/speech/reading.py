"""Speech read by its sound: what the network wrote, taken for the likeliest words (decoding.py), with what is unsure.

Words of everyday Indonesian mostly stay. Where a word begins and ends is not believed: "pilih kada" is pilkada. Where
the number of negations changes, a number might as well be another one, or a part stays without meaning, the reading
is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from suluh.media.speech.channel import written_as
from suluh.media.speech.decoding import Word, decoded
from suluh.media.speech.everyday import ordinary
from suluh.media.speech.heard import Change
from suluh.media.speech.lexicon import NEGATIONS, lexicon
from suluh.media.speech.phonetic import distance, sound
from suluh.media.speech.sentences import MONTH, NUMBER, YEAR, sentences
from suluh.text.negation import NEGATORS

LIKE_NEGATION = 0.19  # how near a part of a word must sound to a negation to be feared as one
MARGIN = 2.0  # by how much (-log probability) a number, month or year must fit better than every other
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(r"(\d+(?:[.,:]\d+)+|\d{3,}|[6-9]\d)")  # kept: not said in the words that are searched
_SIGNS, _ENDS = ".,!?;: ", ".!?"
COUNTED = (NUMBER, MONTH, YEAR)


class Reading(NamedTuple):
    text: str
    changes: tuple[Change, ...]
    cost: float  # -log probability of words and slips
    sounds: int
    sure: bool  # numbers and negations are clear


def read(text: str, names: tuple[str, ...] = ()) -> Reading:
    """The words meant. `names`: places and people who may be spoken of.

    >>> read("capeu bilang pilih kada tanggal dua pulu de lapan November").text
    'KPU bilang pilkada tanggal dua puluh delapan November'
    """
    words, parts, cost, sounds = list[Word](), list[str](), 0.0, 0
    for part in _FIGURES.split(text):
        path = None if _FIGURES.fullmatch(part) else decoded(part, names)
        if path is None or not path.words:
            parts.append(part)
            continue
        parts.append(" ".join(_signed(path.words)))
        words += path.words
        cost, sounds = cost + path.cost, sounds + path.sounds
    meant = " ".join("".join(f" {part} " for part in parts).split())
    sure = says_no(meant) == says_no(text) and not any(_unclear(w, names) for w in words)
    return Reading(meant, tuple(_changes(words)), cost, sounds, sure)


def _signed(words: tuple[Word, ...]) -> Iterator[str]:
    """The words, with the ends of sentences where the network set them, but none before a number or a month."""
    for word, after in zip(words, (*words[1:], None), strict=True):
        ends = after is None or after.kind not in COUNTED
        yield word.text.rstrip(_SIGNS) + (word.after if ends and word.after in _ENDS else "")


def _changes(words: list[Word]) -> Iterator[Change]:
    for word in words:
        if word.kind and word.text.lower() != word.written.lower():
            yield Change(word.written, word.text, round(word.cost / (word.end - word.start), 2))


def says_no(text: str) -> int:
    """How many negations a text holds."""
    return sum(word in NEGATORS for word in _WORD.findall(text.lower()))


def _unclear(word: Word, names: tuple[str, ...]) -> bool:
    """A word that may hide a negation, or a number that may be another."""
    if any(hides_negation(one) for one in _WORD.findall(word.written.lower())):
        return True
    return word.kind in COUNTED and margin(word, names) < MARGIN


def margin(word: Word, names: tuple[str, ...] = ()) -> float:
    """By how much a number, month or year fits its sounds better than the next of its kind (-log probability)."""
    order = sentences(names)
    others = [e for e in order.entries if order.words[e.word] == word.kind and e.text != word.text]
    fits = [written_as(word.sound, word.heard), *(written_as(e.sound, word.heard) for e in others)]
    return min(fits[1:]) - fits[0]


@lru_cache(maxsize=1 << 14)
def hides_negation(word: str) -> bool:
    """Whether a word that is none may be a negation that was not caught: "beum", "dinak", "kalautinak"."""
    if word in NEGATORS or ordinary(word):
        return False
    heard = sound(word)
    return any(
        distance(heard[at : at + length], negation) <= LIKE_NEGATION
        for negation in _negations()
        for length in (len(negation) - 1, len(negation), len(negation) + 1)
        for at in range(max(1, len(heard) - length + 1))
    )


@lru_cache(maxsize=1)
def _negations() -> tuple[str, ...]:
    return tuple(entry.sound for entry in lexicon() if entry.group == NEGATIONS)
