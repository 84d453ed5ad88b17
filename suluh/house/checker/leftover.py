"""What a message says beside the words that agree with a fact: a true date does not make the rest true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from suluh.house.checker.opinions import lexicon
from suluh.signals.signal import Signal

MOST = 4  # words of substance that may stand unchecked beside a checked statement
_WORD = re.compile(r"[^\W_]+(?:[.:]\d+)?")
_NUMBER = re.compile(r"\d")


def leftover(text: str, checked: Sequence[Signal]) -> list[str]:
    """The unchecked words when they are too many, or one of them is a number; else none."""
    heavy = beside(text, checked)
    told = any(_NUMBER.search(word) for word in heavy)
    return heavy if told or len(heavy) > MOST else []


def beside(text: str, checked: Sequence[Signal]) -> list[str]:
    """The words of substance outside what the signals have seen."""
    spans = [(s.where.start, s.where.end) for s in checked]
    rest = [
        match[0].lower()
        for match in _WORD.finditer(text)
        if not any(start <= match.start() < end for start, end in spans)
    ]
    return [word for word in rest if not is_light(word)]


def is_light(word: str) -> bool:
    """Whether it says nothing by itself: a greeting, a particle, a word that every message on voting has."""
    return word in _light()


@cache
def _light() -> frozenset[str]:
    """Greetings, particles and words that every message on voting has."""
    return frozenset(lexicon().light)
