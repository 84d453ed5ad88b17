"""Speech read by its sound: what the network wrote, taken for the likeliest words (decoding.py), with what is unsure.

Words of everyday Indonesian mostly stay. Where a word begins and ends is not believed: "pilih kada" is pilkada. What
else might have been said is asked of the sound itself (rivals.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from suluh.media.speech.channel import written_as
from suluh.media.speech.decoding import Word, decoded, kept, searched
from suluh.media.speech.everyday import ordinary
from suluh.media.speech.heard import Change
from suluh.media.speech.lexicon import NEGATIONS, lexicon, said_as
from suluh.media.speech.phones import Floats, strongest
from suluh.media.speech.phonetic import count, distance, sound, spelled
from suluh.media.speech.sentences import MONTH, NUMBER, YEAR, sentences
from suluh.media.speech.utterance import only_sounds, respelled
from suluh.text.negation import NEGATORS

LIKE_NEGATION = 0.19  # how near a part of a word must sound to a negation to be feared as one
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(
    r"(\d+(?:[.,:]\d+)+|\d{3,}|[6-9]\d)"
)  # kept: not said in the words that are searched
_YEAR = re.compile(r"\b20([0-5]\d)\b")
_LETTERS = re.compile(r"[A-Z]{2,}")
_TWICE = re.compile(r"(.)\1")
_SIGNS, _ENDS = ".,!?;: ", ".!?"
COUNTED = (NUMBER, MONTH, YEAR)


class Reading(NamedTuple):
    words: tuple[Word, ...]
    cost: float  # -log probability of words and slips
    sounds: int
    order: float = 0.0  # of that, what the words cost one after the other

    @property
    def sound(self) -> str:
        """All its sounds, one string."""
        return _TWICE.sub(r"\1", "".join(w.sound or sound_of(w.text) for w in self.words))

    @property
    def text(self) -> str:
        return " ".join(_signed(self.words))

    @property
    def written(self) -> str:
        """What it was read from."""
        return respelled(" ".join(word.written for word in self.words))

    @property
    def said(self) -> str:
        """As the network would write it down: abbreviations in one word ("katepe"), no figures, no signs."""
        return " ".join(_in_one(word.text.strip(_SIGNS)) for word in self.words).lower()

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(
            Change(w.written, w.text, round(w.cost / max(1, w.end - w.start), 2))
            for w in self.words
            if w.kind and w.text.lower() != w.written.lower()
        )


def read(text: str, names: tuple[str, ...] = ()) -> Reading:
    """The words meant. `names`: places and people who may be spoken of.

    >>> read("capeu umumkan pilih kada serentak tanggal dua pulu de lapan November").text
    'KPU umumkan pilkada serentak tanggal dua puluh delapan November'
    """
    words, cost, sounds, order = list[Word](), 0.0, 0, 0.0
    for part in _FIGURES.split(text):
        path = None if _FIGURES.fullmatch(part) else decoded(part, names)
        if path is not None and path.words:
            words += path.words
            cost, sounds = cost + path.cost, sounds + path.sounds
            order += path.order
        elif part.strip():
            words.append(kept(part.strip()))
    return Reading(tuple(words), cost, sounds, order)


def read_sounds(heard: Floats, names: tuple[str, ...] = ()) -> Reading:
    """The words meant by the sounds of the second listener (phones.py)."""
    sounds, prices = strongest(heard)
    path = searched(only_sounds(sounds), prices, names)
    return Reading(path.words, path.cost, path.sounds, path.order)


@lru_cache(maxsize=1 << 14)
def sound_of(word: str) -> str:
    """How a word or figures are said.

    >>> sound_of("2024") == sound("dua ribu dua puluh empat"), sound_of("KTP")
    (True, 'katepe')
    """
    return sound(_YEAR.sub(lambda m: f"dua ribu {count(int(m[1]))}", said_as(word)))


def _in_one(word: str) -> str:
    """Of 29 clean clips the network found "katepe" likelier than "ka te pe", by 10 in log probability on average."""
    return _TWICE.sub(r"\1", spelled(word).replace(" ", "")) if _LETTERS.fullmatch(word) else word


def _signed(words: tuple[Word, ...]) -> Iterator[str]:
    """The words, with the ends of sentences where the network set them, but none before a number or a month."""
    for word, after in zip_longest(words, words[1:]):
        ends = after is None or after.kind not in COUNTED
        yield word.text.rstrip(_SIGNS) + (word.after if ends and word.after in _ENDS else "")


def says_no(text: str) -> int:
    """How many negations a text holds."""
    return sum(word in NEGATORS for word in _WORD.findall(text.lower()))


def others(word: Word, names: tuple[str, ...] = ()) -> list[tuple[float, str, str]]:
    """The numbers, months or years that a word might be as well, the nearest first: how much worse they fit, sounds."""
    order = sentences(names)
    fits = {
        (entry.text, entry.sound): written_as(entry.sound, word.heard)
        for entry in order.entries
        if order.words[entry.word] == word.kind
    }
    own = fits.pop((word.text, word.sound), 0.0)
    return sorted((fit - own, text, said) for (text, said), fit in fits.items())


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
