"""Which language a post is in: a small character model of our own.

Written letters in pieces of two to five, each weighed for ten languages. Trained by scripts/train_language.py
on NusaX (CC BY-SA; suluh/text/data/NOTICE-nusax.md). Short posts and posts in other scripts are honestly unsure.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "data" / "language.npz"
BUCKETS = 1 << 15
SIZES = (2, 3, 4, 5)
LONGEST = 600  # characters; the first ones tell enough
FEWEST_LETTERS = 6
NOT_LANGUAGE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|\S+@\S+")
OTHER = "other"
EXPECTED = {"id": 4.0, "jv": 2.0, "su": 2.0, "en": 2.0}  # how many more of them than of the others


class Language(msgspec.Struct, frozen=True, gc=False):
    """ISO 639 code (id, jv, su, en, min, ace, ban, bjn, bug, mad) or "other"; `sure` from 0 to 1."""

    code: str
    sure: float


class _Model(msgspec.Struct, frozen=True):
    codes: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]


def _letters() -> NDArray[np.uint8]:
    """Latin-1 byte to letter number: a..z are 1..26, accents left off, everything else 0."""
    table = np.zeros(256, np.uint8)
    for code in range(256):
        plain = unicodedata.normalize("NFD", chr(code))[0].lower()
        if "a" <= plain <= "z":
            table[code] = ord(plain) - ord("a") + 1
    return table


LETTERS = _letters()
MULTIPLIERS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)  # odd, one a size, to spread pieces


def features(text: str) -> NDArray[np.int64]:
    """The bucket numbers of all pieces of two to five letters, a space at word borders."""
    if "@" in text or "#" in text or "http" in text or "www." in text:
        text = NOT_LANGUAGE.sub(" ", text)
    raw = np.frombuffer(b" " + text[:LONGEST].encode("latin-1", "replace") + b" ", np.uint8)
    letters = LETTERS[raw]
    keep = letters > 0
    keep[1:] |= letters[:-1] > 0
    letters = letters[keep].astype(np.uint32)
    if len(letters) < 2:
        return np.zeros(0, np.int64)
    letters = np.concatenate((np.zeros(1, np.uint32), letters))
    pieces, found = letters, []
    for size, multiplier in zip(SIZES, MULTIPLIERS, strict=True):
        if len(letters) < size:
            break
        pieces = pieces[:-1] * np.uint32(32) + letters[size - 1 :]
        found.append((pieces * np.uint32(multiplier)) >> np.uint32(17))
    return np.concatenate(found).astype(np.int64)


@cache
def load() -> _Model:
    """The shipped weights."""
    with np.load(WEIGHTS) as stored:
        weights = stored["weights"].astype(np.float32) * stored["scale"]
        codes = tuple(str(code) for code in stored["codes"])
        expected = np.log([EXPECTED.get(code, 1.0) for code in codes]).astype(np.float32)
        return _Model(codes, weights, stored["bias"] + expected)


def language(text: str) -> Language:
    """The likeliest language of a text and how sure that is.

    >>> language("Besok jangan lupa datang ke tempat pemungutan suara ya").code
    'id'
    >>> language("123 !!!")
    Language(code='other', sure=0.0)
    """
    if not text.isascii() and _mostly_foreign(text):
        return Language(OTHER, 1.0)
    found = features(text)
    if len(found) < FEWEST_LETTERS * 2:
        return Language(OTHER, 0.0)
    model = load()
    each = np.full(len(found), 1 / np.sqrt(len(found)), np.float32)
    scores = each @ model.weights.take(found, axis=0) + model.bias
    likely = np.exp(scores - scores.max())
    best = int(likely.argmax())
    return Language(model.codes[best], round(float(likely[best] / likely.sum()), 3))


def _mostly_foreign(text: str) -> bool:
    """More letters of another script than Latin ones."""
    foreign = sum(character.isalpha() and ord(character) > 0x24F for character in text)
    return foreign * 2 > sum(map(str.isalpha, text))
