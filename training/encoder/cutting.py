"""Texts to piece numbers in the kept vocabulary."""

from __future__ import annotations

import json
from pathlib import Path

from suluh.claims.encoders.packed_e5 import PackedE5, find_packed
from suluh.claims.encoders.pieces import Pieces


class Cutter:
    """The package's cutting of a text, with the numbers that the trimmed table gives its pieces."""

    def __init__(self, kept: Path):
        self.kept: list[int] = json.loads(kept.read_text())
        packed = PackedE5(find_packed())
        self._pieces = Pieces(packed)
        self._at = {piece: i for i, piece in enumerate(self.kept)}
        self._unknown = self._at[packed.unknown]

    def __call__(self, text: str, limit: int) -> list[int]:
        """[begin] pieces [end], at most `limit`; lower case, single spaces."""
        tidy = " ".join(text.lower().split())
        return [self._at.get(i, self._unknown) for i in self._pieces.ids(tidy, limit)]
