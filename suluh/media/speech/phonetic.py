"""How Indonesian words sound, and how far two of them lie apart to the ear.

The speech network errs by sound: "tepes" for TPS, "capeu" for KPU, "pilih kada" for pilkada, "dua pulu de lapan" for
dua puluh delapan. Words are therefore compared as sounds, and where one word ends is not believed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Old and foreign spellings of one sound, longest first; ŋ and ñ are single sounds.
SPELLINGS = (
    *(("ng", "ŋ"), ("ny", "ñ"), ("sy", "s"), ("sh", "s"), ("kh", "k"), ("ch", "c"), ("tj", "c")),
    *(("dj", "j"), ("th", "t"), ("dh", "d"), ("ph", "p"), ("gh", "g"), ("ck", "k"), ("oe", "u")),
    *(("q", "k"), ("x", "ks"), ("v", "p"), ("f", "p"), ("z", "s"), ("y", "i"), ("w", "u")),
)
# How alike two sounds are to the ear: what it costs to take one for the other, 1 for strangers.
_ALIKE = {
    0.25: "ck",
    0.3: "ei ou td pb kg ŋn",
    0.4: "mn sj cs cj ñn rl bu",
    0.5: "ae ao iu dj bm",
    0.6: "ai eo jn nd kt",
}
TAKEN = {frozenset(pair): cost for cost, pairs in _ALIKE.items() for pair in pairs.split()}
VOWELS = frozenset("aeiou")
LOST = {
    "h": 0.15,
    "k": 0.45,
    "e": 0.55,
    "a": 0.75,
    "i": 0.75,
    "u": 0.75,
    "o": 0.75,
    "n": 0.7,
    "l": 0.8,
}
_LETTERS = re.compile(r"[^a-zŋñ]+")
_TWICE = re.compile(r"(.)\1+")
NAMES = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet".split(),
        strict=True,
    )
)


_ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


@lru_cache(maxsize=1 << 15)
def sound(text: str) -> str:
    """One letter a sound, without word boundaries, accents, doubled letters.

    >>> sound("Nopember") == sound("November"), sound("ka pe u") == sound("kape u")
    (True, True)
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    for spelling, one in SPELLINGS:
        letters = letters.replace(spelling, one)
    return _TWICE.sub(r"\1", _LETTERS.sub("", letters))


def count(number: int) -> str:
    """0..59 in words.

    >>> count(28), count(17)
    ('dua puluh delapan', 'tujuh belas')
    """
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    tens, ones = divmod(number, 10)
    return f"{_ONES[tens]} puluh" + (f" {_ONES[ones]}" if ones else "")


def spelled(letters: str) -> str:
    """The names of letters as Indonesians say them.

    >>> spelled("TPS")
    'te pe es'
    """
    return " ".join(NAMES[letter] for letter in letters.lower())


@lru_cache(maxsize=1 << 15)
def distance(a: str, b: str) -> float:
    """How far two sound strings lie apart: 0 the same, 1 nothing in common. Edits weighed by the ear."""
    if a == b:
        return 0.0
    row = [0.0]
    for sound_b in b:
        row.append(row[-1] + LOST.get(sound_b, 1.0))
    for sound_a in a:
        row = _next_row(row, sound_a, b)
    return min(1.0, row[-1] / max(len(a), len(b), 1))


def _next_row(row: list[float], sound_a: str, b: str) -> list[float]:
    lost = LOST.get(sound_a, 1.0)
    fresh = [row[0] + lost]
    for j, sound_b in enumerate(b):
        taken = 0.0 if sound_a == sound_b else TAKEN.get(frozenset((sound_a, sound_b)), 1.0)
        fresh.append(min(row[j] + taken, row[j + 1] + lost, fresh[j] + LOST.get(sound_b, 1.0)))
    return fresh
