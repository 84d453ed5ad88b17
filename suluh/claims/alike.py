"""By what near-identical wordings find each other among very many: MinHash of their words, in bands.

Broder, "On the resemblance and containment of documents" (1997). Two texts share a band with probability
1 - (1 - j²)^BANDS, j being the part of their words that they have in common: 0.996 at j = 0.7, which is one word changed
in six. Bands only propose; `same_words` decides.
"""

from __future__ import annotations

import zlib

import numpy as np

from suluh.claims.copies import WORDS

BANDS = 8
ROWS = 2  # minima a band
_PRIME = np.uint64((1 << 61) - 1)
_draw = np.random.default_rng(20241127)  # any numbers do, as long as they stay the same
_TIMES = _draw.integers(1, 1 << 29, BANDS * ROWS, dtype=np.uint64)
_PLUS = _draw.integers(0, 1 << 60, BANDS * ROWS, dtype=np.uint64)


def bands(words: str) -> tuple[int, ...]:
    """BANDS numbers below 2^62 of a searchable text, () for one too short to be known again.

    >>> one, other = bands("pencoblosan diundur ke 28 november 2024"), bands("diundur ke 28 november 2024 pencoblosan")
    >>> one == other, bands("coblosan diundur")
    (True, ())
    """
    found = words.split()
    if len(found) < WORDS:
        return ()
    codes = np.array([zlib.crc32(word.encode()) for word in set(found)], np.uint64)
    hashed = (codes[:, None] * _TIMES + _PLUS) % _PRIME
    least = hashed.min(axis=0).reshape(BANDS, ROWS)
    numbers = np.arange(BANDS)
    return tuple(
        zlib.crc32(row.tobytes(), int(n)) | (int(n) << 32)
        for n, row in zip(numbers, least, strict=True)
    )
