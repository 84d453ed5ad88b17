"""Whether a message says what a fact says, in its words and their order: as near to a copy as to leave no doubt.

The frames that look for false statements do not speak of every fact. Here a message agrees only when each of its words
stands in one sentence of the fact, in the same order, with the same numbers, denials and duties, and little is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from suluh.facts import NATION, Fact, Facts
from suluh.house.checker.opinions import lexicon

ENOUGH = 0.6  # of the fact's words
FEWEST = 4  # words; less says too little
_WORD = re.compile(r"[^\W_]+(?:[.:-]\d+)?")
_STOP = re.compile(r"[.!;\n]+(?:\s|$)")


def restated(text: str, facts: Facts, on: date) -> list[Fact]:
    """The firm nationwide fact that the message restates, if one does. on: a day in WIB."""
    words = _words(text)
    if len(words) < FEWEST or text.rstrip().endswith("?"):
        return []
    every = (f for f in facts.facts if f.firm and f.sources and f.jurisdiction == NATION)
    return [f for f in every if f.holds_on(on) and _says(f, words)][:1]


def _says(fact: Fact, words: Sequence[str]) -> bool:
    sentences = filter(None, _STOP.split(fact.statement_id))
    return any(_is_copy(words, _words(sentence)) for sentence in sentences)


def _is_copy(words: Sequence[str], official: Sequence[str]) -> bool:
    return (
        len(words) >= ENOUGH * len(official)
        and turns(words) == turns(official)
        and _stands_in(words, official)
    )


def _stands_in(words: Iterable[str], official: Iterable[str]) -> bool:
    """Whether the words are found in this order.

    >>> _stands_in(["tps", "buka"], ["tps", "dan", "buka"]), _stands_in(["buka", "tps"], ["tps", "buka"])
    (True, False)
    """
    rest = iter(official)
    return all(word in rest for word in words)


def turns(words: Iterable[str]) -> list[str]:
    """The words that turn a sentence into its opposite, in order."""
    return [word for word in words if word in _turning()]


def denies(text: str) -> bool:
    """Whether there is a denial in it.

    >>> denies("KPPS tidak boleh memihak"), denies("KPPS memihak")
    (True, False)
    """
    return any(word in lexicon().denials for word in _words(text))


def _words(text: str) -> list[str]:
    return [w for w in (m[0].lower() for m in _WORD.finditer(text)) if w not in lexicon().fillers]


@cache
def _turning() -> frozenset[str]:
    return frozenset((*lexicon().denials, *lexicon().duties))
