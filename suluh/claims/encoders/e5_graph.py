"""The e5-small network as an ONNX graph, made once from the packed weights."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.packed_e5 import BLOCK, PackedE5

MICROSOFT = "com.microsoft"


class _Graph:
    """Nodes and weights gathered while the network is written down."""

    def __init__(self, packed: PackedE5, form: str):
        from onnx import helper, numpy_helper

        self.packed, self.form = packed, form
        self.helper, self.arrays = helper, numpy_helper
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.weights.append(self.arrays.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], out: str, domain: str = "", **options: Any) -> str:
        self.nodes.append(self.helper.make_node(kind, inputs, [out], domain=domain, **options))
        return out

    def floats(self, name: str) -> str:
        return self.constant(name, self.packed.floats(name))

    def product(self, x: str, name: str, columns: int) -> str:
        """x times a packed matrix, in the chosen form: 4-bit blocks or unpacked floats."""
        if self.form == "float":
            weights = self.constant(name, self.packed.matrix(name, columns).T)
            return self.node("MatMul", [x, weights], f"{name}.out")
        blocks = self.packed.blocks(name, columns)
        rows = blocks.shape[0]
        quants = self.constant(f"{name}.q", _interleaved(blocks))
        scales = self.constant(f"{name}.s", blocks["scale"].astype(np.float32).reshape(-1))
        return self.node(
            "MatMulNBits",
            [x, quants, scales],
            f"{name}.out",
            MICROSOFT,
            K=columns,
            N=rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=4,
        )

    def norm(self, x: str, skip: str, bias: str | None, prefix: str) -> str:
        """Layer normalisation of x + skip (+ bias)."""
        inputs = [x, skip, self.floats(f"{prefix}.w"), self.floats(f"{prefix}.b")]
        if bias:
            inputs.append(self.floats(bias))
        return self.node(
            "SkipLayerNormalization",
            inputs,
            f"{prefix}.out",
            MICROSOFT,
            epsilon=self.packed.shape.epsilon,
        )


def _interleaved(blocks: NDArray[np.void]) -> NDArray[np.uint8]:
    """Nibbles in ONNX Runtime's order: byte j holds weight 2j low and 2j + 1 high."""
    nibbles = blocks["nibbles"]
    order = np.concatenate((nibbles & 0x0F, nibbles >> 4), axis=-1)
    packed: NDArray[np.uint8] = order[..., 0::2] | (order[..., 1::2] << 4)
    return packed


def build_graph(packed: PackedE5, form: str) -> bytes:
    """The serialised model: summed embeddings (n, length, 384) and mask to unit vectors (n, 384).

    `form` is "float" or "4bit". The word table stays outside, on disk: as floats it alone would
    take 384 MB.
    """
    from onnx import TensorProto

    graph = _Graph(packed, form)
    helper = graph.helper
    x = graph.node(
        "LayerNormalization",
        ["embedded", graph.floats("emb.ln.w"), graph.floats("emb.ln.b")],
        "x",
        axis=-1,
        epsilon=packed.shape.epsilon,
    )
    for layer in range(packed.shape.layers):
        x = _layer(graph, x, f"l{layer}")
    _pool(graph, x)
    hidden = packed.shape.hidden
    inputs = [
        helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["n", "length", hidden]),
        helper.make_tensor_value_info("mask", TensorProto.INT32, ["n", "length"]),
    ]
    outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", hidden])]
    made = helper.make_graph(graph.nodes, "e5", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=9)
    serialised: bytes = model.SerializeToString()
    return serialised


def _layer(graph: _Graph, x: str, name: str) -> str:
    """One encoder layer: attention, then the feed-forward part, each added and normalised."""
    shape = graph.packed.shape
    query, key, value = (graph.product(x, f"{name}.{p}.w", shape.hidden) for p in "qkv")
    biases = np.concatenate([graph.packed.floats(f"{name}.{p}.b") for p in "qkv"])
    seen = graph.node(
        "MultiHeadAttention",
        [query, key, value, graph.constant(f"{name}.qkv.b", biases), "mask"],
        f"{name}.seen",
        MICROSOFT,
        num_heads=shape.heads,
    )
    mixed = graph.product(seen, f"{name}.ao.w", shape.hidden)
    x = graph.norm(x, mixed, f"{name}.ao.b", f"{name}.aln")
    wide = graph.product(x, f"{name}.fi.w", shape.hidden)
    bent = graph.node("BiasGelu", [wide, graph.floats(f"{name}.fi.b")], f"{name}.bent", MICROSOFT)
    narrow = graph.product(bent, f"{name}.fo.w", shape.feed_forward)
    return graph.norm(x, narrow, f"{name}.fo.b", f"{name}.oln")


def _pool(graph: _Graph, x: str) -> None:
    """The mean over the real tokens, at length one."""
    one = np.array([1], np.int64)
    seen = graph.node("Cast", ["mask"], "seen", to=1)
    column = graph.node("Unsqueeze", [seen, graph.constant("last", np.array([2], np.int64))], "col")
    kept = graph.node("Mul", [x, column], "kept")
    total = graph.node("ReduceSum", [kept, graph.constant("one", one)], "total", keepdims=0)
    graph.node("LpNormalization", [total], "vectors", axis=-1, p=2)
