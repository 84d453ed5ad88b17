"""Suluh's own ear: posts and claims as vectors that lie close when they say the same.

Six layers of multilingual-e5-small over a vocabulary trimmed to the languages of the archipelago and English, trained
on posts beside the fact-checks written about them. docs/models/ear.md is its card; training/encoder makes it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.small import FOLDER, lengths, padded, pieces, session, tidy

TOKENS = 64  # of a long post the first forty words or so carry the claim


class Ear:
    """Loaded once a process; `encode` gives unit vectors of 384 numbers."""

    name = "ear-1"
    size = 384

    def __init__(self, folder: Path = FOLDER):
        self.version = version(folder)
        self._pieces = pieces(folder)
        self._session = session(folder / "ear.onnx")

    def encode(self, texts: Sequence[str], batch: int = 16) -> NDArray[np.float32]:
        """One row a text. Short ones go together, so that little is padded."""
        rows = [self._pieces.ids(tidy(text), TOKENS) for text in texts]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        found = np.empty((len(rows), self.size), np.float32)
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            found[chosen] = self._run([rows[i] for i in chosen])
        return found

    def _run(self, rows: list[list[int]]) -> NDArray[np.float32]:
        given = {"ids": padded(rows), "length": lengths(rows)}
        vectors: NDArray[np.float32] = self._session.run(None, given)[0]
        return vectors


@cache
def version(folder: Path = FOLDER) -> str:
    """Which weights these are: vectors of others cannot be compared with theirs. Empty when there are none."""
    path = folder / "ear.onnx"
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8] if path.is_file() else ""


@cache
def ear() -> Ear:
    """The shipped ear, opened once a process (under half a second)."""
    return Ear()
