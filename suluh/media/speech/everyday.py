"""What is a word of everyday Indonesian, and so needs no other reading."""

from __future__ import annotations

from functools import lru_cache

from snowballstemmer import stemmer

from suluh.media.speech.lexicon import lexicon
from suluh.media.speech.phonetic import sound
from suluh.text.numerals import ONES, WHOLE
from suluh.text.slang import lexicon as written_lexicon

LEAST = 4
_COUNT_WORDS = frozenset("belas puluh ratus ribu juta".split())
_STEM = stemmer("indonesian")


@lru_cache(maxsize=1 << 14)
def ordinary(word: str) -> bool:
    """Whether a lower-case word is everyday Indonesian, with or without affixes, or a word of the lexicon."""
    known = _known()
    return len(word) == 1 or word in known or (len(word) > 4 and str(_STEM.stemWord(word)) in known)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    spoken = {word for entry in lexicon() for word in entry.text.lower().split()}
    letters = {"el", "em", "en", "er", "es", "te", "pe", "ka", "ke", "ce", "ha"}
    counts = {*ONES, *WHOLE, *_COUNT_WORDS}
    return (written_lexicon().vocabulary | spoken | counts) - letters | {"ke"}


@lru_cache(maxsize=1)
def by_sound() -> dict[str, str]:
    """Everyday words of four letters and more by how they sound; of those that sound alike the shortest."""
    return {sound(w): w for w in sorted(_known(), key=lambda w: (-len(w), w)) if len(w) >= LEAST}
