"""What a search goes over: the sounds of a text, or sounds alone, and the words that may stay as they are written."""

from __future__ import annotations

import re
from typing import NamedTuple

from suluh.media.speech.everyday import by_sound, ordinary
from suluh.media.speech.phonetic import count, sound

EVERYDAY = 1.0  # what it costs to keep a known word as written, beside its place in the sentence
WITHIN = 2.5  # the same where the network wrote no borders of a word, or others
STRANGE, A_SOUND = 3.0, 1.6  # what it costs to keep a word that is none, and each of its sounds
BROKEN, A_BROKEN = 4.5, 2.0  # the same for a part of a written word
LONGEST = 10  # sounds of such a part

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,:]\d+)*")
_SIGN = re.compile(r"[.,!?;:]?")


class Sounds(NamedTuple):
    """The sounds of a text, and for each the place in the text it comes from."""

    text: str
    sounds: str
    places: tuple[tuple[int, int], ...]  # (token, sound within the token)
    tokens: tuple[tuple[int, int, str, int], ...]  # start, end, word, how many sounds


def sounds_of(text: str) -> Sounds:
    tokens: list[tuple[int, int, str, int]] = []
    places: list[tuple[int, int]] = []
    sounds = ""
    for m in _TOKEN.finditer(text):
        word = m[0].lower()
        one = sound(
            count(int(word)) if word.isdecimal() and len(word) < 3 and int(word) < 60 else word
        )
        places += [(len(tokens), i) for i in range(len(one))]
        tokens.append((m.start(), m.end(), word, len(one)))
        sounds += one
    return Sounds(text, sounds, tuple(places), tuple(tokens))


def only_sounds(sounds: str) -> Sounds:
    """Sounds that come from no text."""
    places = tuple((0, at) for at in range(len(sounds)))
    return Sounds(sounds, sounds, places, ((0, len(sounds), sounds, len(sounds)),))


def as_written(heard: Sounds) -> list[list[tuple[int, float]]]:
    """For every position the words, or parts of them, that end there as they are written: (begin, cost)."""
    arcs: list[list[tuple[int, float]]] = [[] for _ in range(len(heard.sounds) + 1)]
    begin = 0
    for _, _, word, length in heard.tokens:
        end = begin + length
        known = ordinary(word) or not word.isalpha()
        for part in range(begin, end):
            for stop in range(part + 2, min(end, part + LONGEST) + 1):
                word_here = heard.sounds[part:stop] in by_sound()
                price = WITHIN if word_here else BROKEN + A_BROKEN * (stop - part)
                arcs[stop].append((part, price))
        if length:
            arcs[end].append((begin, EVERYDAY if known else STRANGE + A_SOUND * length))
        begin = end
    return arcs


def written(heard: Sounds, begin: int, end: int) -> tuple[str, str]:
    """The part of the text that these sounds come from, and the sign behind it."""
    first, within = heard.places[begin]
    start, stop, _, length = heard.tokens[first]
    start += round((stop - start) * within / length)
    last, within = heard.places[end - 1]
    from_, to, _, length = heard.tokens[last]
    until = from_ + round((to - from_) * (within + 1) / length)
    sign = _SIGN.match(heard.text, until)
    return heard.text[start:until], sign[0] if sign else ""


def respelled(sounds: str) -> str:
    """Single sounds as they are written.

    >>> respelled("daŋ"), respelled("ñala")
    ('dang', 'nyala')
    """
    return sounds.replace("ŋ", "ng").replace("ñ", "ny")
