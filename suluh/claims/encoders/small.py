"""A small trained network as Suluh ships it: an int8 ONNX graph beside its vocabulary.

training/encoder makes the files (export.py); docs/models has their cards. One thread a process: workers are processes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.pieces import Pieces
from suluh.errors import ServiceError

FOLDER = Path(__file__).parent / "weights"
BEGIN, PAD, END, UNKNOWN = range(4)
Numbers = NDArray[np.int64]


class Vocabulary(msgspec.Struct, frozen=True):
    """The kept pieces with their scores; the first four are begin, padding, end and unknown."""

    pieces: list[str]
    scores: list[float]
    floor: float  # the lowest score of the full vocabulary
    characters: dict[str, str]


class KeptPieces(Pieces):
    """Words cut into the kept pieces alone."""

    def __init__(self, vocabulary: Vocabulary):
        scored = zip(vocabulary.pieces, vocabulary.scores, strict=True)
        self._known = {w: (s, i) for i, (w, s) in enumerate(scored) if w and i > UNKNOWN}
        self._characters = {ord(k): v for k, v in vocabulary.characters.items()}
        self._unknown = (vocabulary.floor - 10.0, UNKNOWN)
        self._longest = {}
        for word in self._known:
            self._longest[word[0]] = max(len(word), self._longest.get(word[0], 0))
        self._bos, self._eos = BEGIN, END
        self._cut = {}


@cache
def pieces(folder: Path = FOLDER) -> KeptPieces:
    """The shipped vocabulary, opened once a process. Raises ServiceError when it cannot be read."""
    try:
        raw = (folder / "vocabulary.msgpack").read_bytes()
        return KeptPieces(msgspec.msgpack.decode(raw, type=Vocabulary))
    except (OSError, msgspec.MsgspecError) as error:
        raise ServiceError(f"the vocabulary in {folder} cannot be read: {error}") from error


def session(path: Path) -> Any:
    """An ONNX Runtime session on one thread. Raises ServiceError when the file cannot be read."""
    import onnxruntime  # a fifth of a second that only what passes the gate needs

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtime raises classes of its own for a cut or missing file
        raise ServiceError(f"the network {path.name} cannot be read: {error}") from error


def padded(rows: list[list[int]], fill: int = PAD) -> Numbers:
    """Rows of different lengths as one table."""
    table = np.full((len(rows), max(map(len, rows))), fill, np.int64)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return table


def lengths(rows: list[list[int]]) -> Numbers:
    return np.array([len(row) for row in rows], np.int64)


def tidy(text: str) -> str:
    """Lower case, single spaces: the form in which the networks learned."""
    return " ".join(text.lower().split())
