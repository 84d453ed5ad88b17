"""A small trained judge: how a sentence stands to the statement of a fact. It suggests; it never decides.

A cross-encoder on a trunk of multilingual-e5-small (training/polarity makes it; docs/models/polarity.md is its card). It
reads "statement [end] sentence" and answers with a probability for each label. Names and ballot numbers are hidden from
it by its caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.pieces import Pieces
from suluh.errors import ServiceError

FOLDER = Path(__file__).parent / "data" / "polarity"
PAD = 1


class Vocabulary(msgspec.Struct):
    """The kept pieces; the first four are begin, padding, end and unknown."""

    labels: list[str]
    longest: int
    fact: int
    pieces: list[str]
    scores: list[float]
    floor: float
    characters: dict[str, str]


class KeptPieces(Pieces):
    """The cutting of a text by the kept pieces alone."""

    def __init__(self, vocabulary: Vocabulary):
        pieces = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
        self._known = {w: (s, i) for i, (w, s) in enumerate(pieces) if w and i > 3}
        self._characters = {ord(k): v for k, v in vocabulary.characters.items()}
        self._unknown = (vocabulary.floor - 10.0, 3)
        self._longest = {}
        for word in self._known:
            self._longest[word[0]] = max(len(word), self._longest.get(word[0], 0))
        self._bos, self._eos = 0, 2
        self._cut = {}


class Polarity:
    """Open once a process; `judge` is then a few milliseconds a pair."""

    def __init__(self, folder: Path = FOLDER):
        try:
            self.vocabulary = msgspec.msgpack.decode(
                (folder / "vocabulary.msgpack").read_bytes(), type=Vocabulary
            )
        except (OSError, msgspec.MsgspecError) as error:
            raise ServiceError(f"the polarity judge in {folder} cannot be read: {error}") from error
        self._pieces = KeptPieces(self.vocabulary)
        self._session = _session(folder / "polarity.onnx")
        self._facts: dict[str, list[int]] = {}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[dict[str, float]]:
        """(statement, sentence) pairs to the probability of each label, in the same order."""
        if not pairs:
            return []
        rows = [self._row(fact, text) for fact, text in pairs]
        longest = max(len(ids) for ids, _ in rows)
        ids = np.full((len(rows), longest), PAD, np.int64)
        sides = np.zeros((len(rows), longest), np.int64)
        for i, (row, first) in enumerate(rows):
            ids[i, : len(row)] = row
            sides[i, first : len(row)] = 1
        length = np.array([len(row) for row, _ in rows], np.int64)
        logits = self._session.run(None, {"ids": ids, "sides": sides, "length": length})[0]
        return [
            dict(zip(self.vocabulary.labels, row, strict=True)) for row in _softmax(logits).tolist()
        ]

    def _row(self, fact: str, text: str) -> tuple[list[int], int]:
        first = self._facts.get(fact)
        if first is None:
            first = self._facts[fact] = self._pieces.ids(_tidy(fact), self.vocabulary.fact)
        second = self._pieces.ids(_tidy(text), self.vocabulary.longest - self.vocabulary.fact)[1:]
        return first + second, len(first)


def _tidy(text: str) -> str:
    return " ".join(text.lower().split())


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    grown = np.exp(logits - logits.max(-1, keepdims=True))
    shares: NDArray[np.float32] = grown / grown.sum(-1, keepdims=True)
    return shares


def _session(path: Path) -> Any:
    import onnxruntime  # a fifth of a second that only what passes the cascade needs

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


@cache
def polarity() -> Polarity:
    """The shipped judge, opened once a process."""
    return Polarity()
