"""Which written sentences are kept out of training, so that the readers can be weighed and watched on them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

SIZE = 8  # neighbours in a file are variations of each other: they stay on one side of every split


def block_of(stem: str, number: int) -> str:
    """The block of a file's line, counted from 0."""
    return f"{stem}-{number // SIZE}"


def held_out(block: str) -> bool:
    """A tenth of the blocks, by hash."""
    return hashlib.sha256(block.encode()).digest()[1] < 26


def stretches(sources: Sequence[str], days: Sequence[str], count: int = 5) -> list[int]:
    """Each row's stretch of time, 0 the earliest, within its own source."""
    found = [0] * len(sources)
    for source in set(sources):
        own = sorted((i for i, s in enumerate(sources) if s == source), key=lambda i: (days[i], i))
        for number, row in enumerate(own):
            found[row] = number * count // len(own)
    return found
