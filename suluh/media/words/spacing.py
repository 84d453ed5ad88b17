"""Spaces that the network did not see between two words, set where both are well known."""

from __future__ import annotations

import re

from suluh.text.slang import lexicon

SHORTEST = 4  # letters of each half: shorter words stand inside too many others
NO_HALF = frozenset(
    "anda ngan nnya pada tanya".split()
)  # endings of other words: ke-pada, anggo-tanya
TOKEN = re.compile(
    r"(?<![\w@#./:-])[A-Za-z]+(?![\w@#./:-]*[\w@#/])"
)  # no part of a link, a handle or a number
AFTER_SIGN = re.compile(r"(?<=[a-z][a-z])([!?,])(?=[A-Z][a-z])")
INITIALS = re.compile(r"([A-Z]{2,5})([a-z]{3,})")


def spaced(text: str) -> str:
    """The text with a space within words that are two known ones run together.

    >>> spaced("Nyoblos di luaralamat, KTPdigital juga boleh")
    'Nyoblos di luar alamat, KTP digital juga boleh'
    >>> spaced("Viral!Surat suara tercoblos")
    'Viral! Surat suara tercoblos'
    >>> spaced("cek di luaralamat.com atau @luaralamat")
    'cek di luaralamat.com atau @luaralamat'
    """
    return TOKEN.sub(lambda found: _parted(found[0]), AFTER_SIGN.sub(r"\1 ", text))


def _parted(word: str) -> str:
    lower, known = word.lower(), lexicon().vocabulary
    if lower in known:
        return word
    initials = INITIALS.fullmatch(word)
    if initials:
        return f"{initials[1]} {initials[2]}"
    cuts = range(SHORTEST, len(word) - SHORTEST + 1)
    halves = [
        cut
        for cut in cuts
        if lower[:cut] in known and lower[cut:] in known and lower[cut:] not in NO_HALF
    ]
    return f"{word[: halves[0]]} {word[halves[0] :]}" if len(halves) == 1 else word
