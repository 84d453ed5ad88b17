"""A text as meanings: phrases before words, places aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from suluh.guide.search.words import FUZZY, TAILS, known, meant


class Vocabulary(msgspec.Struct, frozen=True):
    """`forms`: words joined by a space → meanings, none for a word that says nothing.

    `places`: words → Kemendagri code.
    """

    forms: dict[str, tuple[str, ...]]
    places: dict[str, str]
    longest: int  # words in the longest of them
    single: frozenset[str]  # every word of a form or a place
    by_first: dict[str, list[str]]  # those long enough to be mistyped, by their first letter

    @classmethod
    def of(cls, forms: dict[str, tuple[str, ...]], places: dict[str, str]) -> Vocabulary:
        phrases = (*forms, *places)
        single = frozenset(w for phrase in phrases for w in phrase.split())
        longest = max(len(phrase.split()) for phrase in phrases)
        return cls(forms, places, longest, single, _by_first(w for f in forms for w in f.split()))


def _by_first(every: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted({w for w in every if len(w) >= FUZZY}):
        found.setdefault(word[0], []).append(word)
    return found


class Read(msgspec.Struct, frozen=True):
    """`asked`: what is meant, in order, each once; what a form can mean stands together."""

    asked: tuple[tuple[str, ...], ...]
    region: str  # the last one named, "" for none
    strange: int  # unknown words


def read(standard: Sequence[str], vocabulary: Vocabulary) -> Read:
    """standard: the words in the spelling of the lexicon."""
    spelt = _without_tail([_corrected(w, vocabulary) for w in standard])
    asked: list[tuple[str, ...]] = []
    region, strange, i = "", 0, 0
    while i < len(spelt):
        size, form = _longest(spelt, i, vocabulary.forms, vocabulary.longest)
        wide, place = _longest(spelt, i, vocabulary.places, vocabulary.longest)
        if wide and wide >= size:
            region, size, form = vocabulary.places[place], wide, form or place.split()[0]
        form = form or known(spelt[i], vocabulary.forms)
        group = vocabulary.forms.get(form, ())
        strange += not form and not spelt[i].isdigit()
        if group and group not in asked:
            asked.append(group)
        i += size or 1
    return Read(tuple(asked), region, strange)


def _without_tail(spelt: list[str]) -> list[str]:
    """ "Boleh nyoblos tidak?" denies nothing."""
    end = len(spelt)
    while end > 1 and spelt[end - 1] in TAILS:
        end -= 1
    return spelt[:end]


def _corrected(word: str, vocabulary: Vocabulary) -> str:
    if word in vocabulary.single or known(word, vocabulary.forms):
        return word
    return meant(word, vocabulary.by_first) or word


def _longest(
    standard: Sequence[str], i: int, forms: Mapping[str, object], longest: int
) -> tuple[int, str]:
    for size in range(min(longest, len(standard) - i), 0, -1):
        form = " ".join(standard[i : i + size])
        if form in forms:
            return size, form
    return 0, ""
