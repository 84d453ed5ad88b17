"""The words of many captions at once, as prints: what is left when case, signs, links and emoji are taken away."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from suluh.networks.prints import distinct, slices
from suluh.text.characters import fold

I64 = npt.NDArray[np.int64]
U32 = npt.NDArray[np.uint32]

LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MENTION = re.compile(r"(?<!\w)@[\w.]+")
_NO_WORD = re.compile(r"[^\w\s]+")  # emoji, arrows, typographic signs
_LONGEST = 5_000  # characters; what follows in a longer caption is not compared

_SPACE = 32
_LIKE = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}


def _table() -> npt.NDArray[np.uint8]:
    """What each byte counts as: letters in lower case, digits as the letters they pass for, the rest a space.

    Bytes above 127 are letters of other scripts; emoji and signs have been taken out before.
    """
    table = np.full(256, _SPACE, np.uint8)
    for code in range(128):
        letter = chr(code).lower()
        if letter.isalnum() or letter in _LIKE:
            table[code] = ord(_LIKE.get(letter, letter))
    table[128:] = np.arange(128, 256, dtype=np.uint8)
    return table


_TABLE = _table()


class Words(NamedTuple):
    """The distinct words of each text, as sorted prints, one text after the other."""

    prints: U32
    starts: I64  # where each text begins in `prints`; one more entry than texts

    def counts(self) -> I64:
        """How many distinct words each text has."""
        return np.diff(self.starts)


def comparable(text: str) -> str:
    """A caption without its links, mentions, emoji and look-alike letters.

    >>> comparable("CОBLOS @kpu_ri ✅ https://contoh.example/x besok").split()
    ['COBLOS', 'besok']
    """
    text = text[:_LONGEST]
    if not text.isascii():
        text = _NO_WORD.sub(" ", fold(LINK.sub(" ", _MENTION.sub(" ", text))).text)
    if "@" in text:
        text = _MENTION.sub(" ", text)
    if "://" in text or "www." in text:
        text = LINK.sub(" ", text)
    return text


def words_of(texts: list[str]) -> Words:
    """The words of texts that went through `comparable`."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    lengths = np.array([len(text) + 1 for text in encoded], np.int64)
    data = np.frombuffer(b" ".join([*encoded, b""]) or b" ", np.uint8)
    letters = _TABLE[data]
    begins, ends = _pieces(letters)
    owners = np.searchsorted(np.cumsum(lengths), begins, side="right")
    return _distinct(owners, slices(letters, begins, ends, narrow=True), len(texts))


def _pieces(letters: npt.NDArray[np.uint8]) -> tuple[I64, I64]:
    """Where words begin and end."""
    inside = np.concatenate(([False], letters != _SPACE, [False]))
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return edges[0::2], edges[1::2]


def _distinct(owners: I64, prints: npt.NDArray[np.uint64], count: int) -> Words:
    """Sorted within each text, each word once."""
    joined = (owners.astype(np.uint64) << np.uint64(32)) | (prints >> np.uint64(32))
    joined = distinct(joined)
    starts = np.searchsorted(joined >> np.uint64(32), np.arange(count + 1, dtype=np.uint64))
    return Words((joined & np.uint64(0xFFFFFFFF)).astype(np.uint32), starts.astype(np.int64))
