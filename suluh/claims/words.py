"""What a text is searched by: its stems and its short runs of characters, as numbers."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

BUCKETS = 1 << 18  # of character runs; Indonesian has about 100,000 different ones
_NOISE = re.compile(r"https?://\S+|www\.\S+|<url>|(?<!\w)@\w+", re.I)
_WORD = re.compile(r"\w+")
_PRIMES = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], np.uint32)
_STEMMER = snowballstemmer.stemmer("indonesian")


def searchable(text: str) -> str:
    """The words of a text without links and handles, normalised, single spaces."""
    from suluh.claims.spelling import canonical

    return canonical(_NOISE.sub(" ", text))


@lru_cache(maxsize=200_000)
def _stem(word: str) -> int:
    """A number for a word's stem, the same in every process."""
    return zlib.crc32(_STEMMER.stemWord(word).encode())


def stems(text: str) -> NDArray[np.uint32]:
    """The stem of every word of a searchable text, in order."""
    return np.array([_stem(word) for word in _WORD.findall(text)], np.uint32)


def runs(text: str) -> NDArray[np.uint32]:
    """Bucket numbers of all runs of two to four characters that do not cross a space."""
    if not _WORD.search(text):
        return np.zeros(0, np.uint32)
    points = np.frombuffer(f" {' '.join(_WORD.findall(text))} ".encode("utf-32-le"), np.uint32)
    space = points == 32
    first, second, third, fourth = (points * prime for prime in _PRIMES)
    pairs = first[:-1] + second[1:]
    threes = pairs[:-1] + third[2:]
    fours = threes[:-1] + fourth[3:]
    within = ~space[1:-1]  # the second character is no space, so the run stays in one word
    found = [pairs + np.uint32(2), threes[within] + np.uint32(3)]
    if len(points) > 3:
        found.append(fours[within[:-1] & within[1:]] + np.uint32(4))
    mixed = np.concatenate(found)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(13)
    return mixed & np.uint32(BUCKETS - 1)
