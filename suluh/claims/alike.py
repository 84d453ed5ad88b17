"""By what near-identical wordings find each other among very many: MinHash of their words, in bands.

Broder, "On the resemblance and containment of documents" (1997). Two texts share a band with probability
1 - (1 - j²)^BANDS, j being the part of their words that they have in common: 0.995 at j = 0.7, which is one word changed
in six. Bands only propose; `same_words` decides.
"""

from __future__ import annotations

import re
import zlib

import numpy as np
from numpy.typing import NDArray

from suluh.claims.copies import WORDS

BANDS = 8
ROWS = 2  # minima a band
_WORD = re.compile(r"\w+")
_draw = np.random.default_rng(20241127)  # any numbers do, as long as they stay the same
_TIMES = _draw.integers(1 << 40, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # of splitmix64
_HALF = np.uint64(32)


def bands(words: str) -> tuple[int, ...]:
    """BANDS numbers below 2^35 of a searchable text, () for one too short to be known again.

    >>> one, other = bands("pencoblosan diundur ke 28 november 2024"), bands("diundur ke 28 november 2024 pencoblosan!")
    >>> one == other, bands("coblosan diundur")
    (True, ())
    """
    found = _WORD.findall(words)
    if len(found) < WORDS:
        return ()
    codes = np.array([zlib.crc32(word.encode()) for word in set(found)], np.uint64)
    least = _mixed(codes).min(axis=0).reshape(BANDS, ROWS)
    return tuple(zlib.crc32(row.tobytes()) | (n << 32) for n, row in enumerate(least))


def _mixed(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """BANDS × ROWS orders of the words, each as good as drawn at random; the products are meant to wrap."""
    spread: NDArray[np.uint64] = (codes[:, None] + np.uint64(1)) * _TIMES
    spread ^= spread >> _HALF
    spread *= _MIX
    spread ^= spread >> _HALF
    return spread
