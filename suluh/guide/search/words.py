"""The words of a question. A page's script reads them in the same way: `suluh/house/static/search.js`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence

_SIGN = re.compile(r"[^a-z0-9]+")
_STRETCHED = re.compile(r"([a-z])\1\1+")
ENDINGS = ("nya", "lah", "kah", "pun", "kan", "keun", "ku", "mu", "ne", "na", "an", "e", "i", "s")
BEGINNINGS = ("di", "ke", "se", "nge", "meng", "men", "mem", "me", "ber", "ter", "ka")
TAILS = frozenset(
    "tidak ora teu mboten mak belum durung sih ya nih dong".split()
)  # at the end they only ask
LEAST = 3  # letters that stay when something is cut off
FUZZY, SHORT = 5, 4  # letters from which one wrong, or one missing, letter is forgiven


def words(text: str) -> list[str]:
    """Small letters without signs and accents; a letter stretched to three or more is written once.

    >>> words("Kapaaan nyoblos, e-KTP?")
    ['kapan', 'nyoblos', 'e', 'ktp']
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")
    return _STRETCHED.sub(r"\1", _SIGN.sub(" ", bare.replace("’", ""))).split()


def cut(word: str) -> Iterator[str]:
    """The word, and what is left of it without an ending, a beginning, both.

    >>> list(cut("hukumannya"))
    ['hukumannya', 'hukuman']
    """
    short = [word, *(word[: -len(e)] for e in ENDINGS if word.endswith(e))]
    yield from (w for w in short if w == word or len(w) >= LEAST)
    for one in short:
        yield from (
            one[len(b) :] for b in BEGINNINGS if one.startswith(b) and len(one) >= len(b) + LEAST
        )


def known(word: str, vocabulary: Container[str]) -> str:
    """The word of the vocabulary that this is a form of, "" when there is none."""
    return next((w for w in cut(word) if w in vocabulary), "")


def meant(word: str, by_first: Mapping[str, Sequence[str]]) -> str:
    """The word that was mistyped, "" when there is none. by_first: the words that can be meant by their first letter.

    A short word may only lack a letter.
    """
    if len(word) < SHORT:
        return ""
    near = (w for w in by_first.get(word[0], ()) if len(word) >= FUZZY or len(w) > len(word))
    return next((w for w in near if alike(word, w)), "")


def alike(one: str, other: str) -> bool:
    """Whether a single letter is missing, too many, wrong, or two neighbours are swapped.

    >>> alike("pemilh", "pemilih"), alike("kampnaye", "kampanye"), alike("beras", "berapa")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    if at < 0:
        return True
    a, b = one[at:], other[at:]
    return (
        a[1:] == b[1:]
        or a[1:] == b
        or a == b[1:]
        or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) > 1)
    )
