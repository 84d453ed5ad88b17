"""Letters as the eye takes them: `bawas1u`, `bawasIu` and `bаwaslu` all pass for `bawaslu`.

Unicode's look-alikes are folded by `suluh.text.characters`; here come digits for letters, I for l, and pairs such as rn.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from suluh.text.characters import fold

# Both sides of a comparison pass through this, so that a pair of twins needs one common letter, not the right one.
_TWINS = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "3": "e", "4": "a", "5": "s", "7": "t"}
    | {"8": "b", "9": "g", "@": "a", "$": "s"}
)
_PAIRS = (("rn", "m"), ("vv", "w"))
_SPLIT = re.compile(r"[^\w]+|_+")
_NUMBERS = re.compile(r"(?<=[^\W\d])(?=\d\d)|(?<=\d\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d$)")


def plain(text: str) -> str:
    """Lower case in plain letters; look-alikes of other scripts become the letter they pass for.

    >>> plain("КPU Lаmpung")
    'kpu lampung'
    """
    return fold(text).lower


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """One spelling for all that look the same, without anything but letters.

    >>> skeleton("bawas1u") == skeleton("BAWASIU") == skeleton("bаwaslu")
    True
    """
    bare = re.sub(r"[^\w@$|!]|_", "", plain(text)).translate(_TWINS)
    for pair, one in _PAIRS:
        bare = bare.replace(pair, one)
    return bare


def tokens(text: str) -> list[str]:
    """The words of a name or handle; longer numbers stand apart from letters, single digits inside a word do not.

    >>> tokens("@kpu_lampung2024"), tokens("bawas1u.ri")
    (['kpu', 'lampung', '2024'], ['bawas1u', 'ri'])
    """
    return [part for word in _SPLIT.split(text) if word for part in _NUMBERS.split(word) if part]


def bare(handle: str) -> str:
    """A handle without its sign, separators and a number at its end, look-alikes left as they are.

    >>> bare("@KPU_Lampung.01")
    'kpulampung'
    """
    return re.sub(r"[\W_]+|\d+$", "", re.sub(r"[\W_]+\d*$", "", handle.lower().lstrip("@")))


def is_styled(written: str, meant: str) -> bool:
    """Whether the letters are only dressed up, such as bold mathematical ones: no other letters stand in their place."""
    return unicodedata.normalize("NFKC", written).lower() == meant
