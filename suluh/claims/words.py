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
    points = np.frombuffer(f" {' '.join(_WORD.findall(text))} ".encode("utf-32-le"), np.uint32)
    space = points == 32
    found = []
    for size in (2, 3, 4):
        if len(points) < size:
            break
        windows = np.lib.stride_tricks.sliding_window_view(points, size)
        inner = np.lib.stride_tricks.sliding_window_view(space, size)[:, 1 : size - 1]
        whole = ~inner.any(axis=1) if size > 2 else np.ones(len(windows), bool)
        mixed = (windows[whole] * _PRIMES[:size]).sum(axis=1, dtype=np.uint32) + np.uint32(size)
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(0x2C1B3C6D)
        mixed ^= mixed >> np.uint32(13)
        found.append(mixed & np.uint32(BUCKETS - 1))
    return np.concatenate(found) if found else np.zeros(0, np.uint32)
