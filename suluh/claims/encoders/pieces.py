"""Words cut into the pieces a SentencePiece unigram model knows, by its best-scoring path."""

from __future__ import annotations

from itertools import pairwise

from suluh.claims.encoders.packed_e5 import PackedE5

SPACE = "▁"  # how SentencePiece writes the space before a word


class Pieces:
    """The vocabulary of a packed file, and the cutting of a text by it."""

    def __init__(self, packed: PackedE5):
        offsets, blob = packed.offsets.tolist(), packed.piece_bytes
        words = [blob[a:b].decode() for a, b in pairwise(offsets)]
        scores = packed.scores.tolist()
        self._known = {w: (scores[i], i) for i, w in enumerate(words) if w and i != packed.unknown}
        self._characters = packed.characters()
        self._unknown = (min(scores) - 10.0, packed.unknown)
        self._longest: dict[str, int] = {}  # first character to the longest piece that begins so
        for word in self._known:
            if len(word) > self._longest.get(word[0], 0):
                self._longest[word[0]] = len(word)
        self._bos, self._eos = packed.bos, packed.eos
        self._cut: dict[str, list[int]] = {}

    def ids(self, text: str, limit: int = 512) -> list[int]:
        """Piece numbers with begin and end marks, at most `limit`."""
        spaced = text.translate(self._characters)
        words = [w for w in spaced.split(" ") if w]
        content = [piece for word in words for piece in self._of_word(SPACE + word)]
        return [self._bos, *content[: limit - 2], self._eos]

    def _of_word(self, word: str) -> list[int]:
        """Pieces never cross a space in this vocabulary, so words can be cut, and kept, singly."""
        kept = self._cut.get(word)
        if kept is None:
            kept = self._best_path(word)
            if len(self._cut) < 100_000:
                self._cut[word] = kept
        return kept

    def _best_path(self, word: str) -> list[int]:
        size = len(word)
        best = [0.0] + [-1e30] * size
        back: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            here = best[start]
            reach = min(size, start + self._longest.get(word[start], 0))
            for end in range(start + 1, reach + 1):
                known = self._known.get(word[start:end])
                if known and here + known[0] > best[end]:
                    best[end], back[end] = here + known[0], (start, known[1])
            if here + self._unknown[0] > best[start + 1]:
                best[start + 1], back[start + 1] = (
                    here + self._unknown[0],
                    (start, self._unknown[1]),
                )
        path, at = [], size
        while at:
            at, piece = back[at]
            path.append(piece)
        return path[::-1]
