"""The trained networks as int8 ONNX files with their vocabulary, as Suluh ships them.

    python export.py --kept kept.json --ear RUN/ear.pt --judge RUN/judge.pt --out FOLDER [--float FOLDER]

--float keeps the graphs before quantising, to compare with.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train_ear import LAYERS
from train_judge import Judge
from trunk import Trunk, embedded

from suluh.claims.encoders.packed_e5 import PackedE5, find_packed


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--kept", type=Path, required=True)
    args.add_argument("--ear", type=Path)
    args.add_argument("--judge", type=Path)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--float", type=Path)
    chosen = args.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    kept: list[int] = json.loads(chosen.kept.read_text())
    graphs = chosen.float or Path(tempfile.mkdtemp())
    graphs.mkdir(parents=True, exist_ok=True)
    vocabulary(kept, chosen.out / "vocabulary.msgpack")
    if chosen.ear:
        write(
            ear_of(kept, chosen.ear),
            ("ids", "length"),
            "vectors",
            graphs / "ear.onnx",
            chosen.out / "ear.onnx",
        )
    if chosen.judge:
        write(
            judge_of(kept, chosen.judge),
            ("ids", "length", "sides"),
            "logits",
            graphs / "judge.onnx",
            chosen.out / "judge.onnx",
        )


class Vectors(nn.Module):
    """The ear as one graph: unit vectors out."""

    def __init__(self, trunk: Trunk) -> None:
        super().__init__()
        self.trunk = trunk

    def forward(self, ids: Tensor, length: Tensor) -> Tensor:
        return embedded(self.trunk, ids, length)


def ear_of(kept: list[int], path: Path) -> nn.Module:
    saved = torch.load(path)
    trunk = Trunk(len(kept), len(LAYERS))
    trunk.load_state_dict(saved.get("mean", saved))
    return Vectors(trunk)


def judge_of(kept: list[int], path: Path) -> nn.Module:
    saved = torch.load(path)
    saved = saved.get("mean", saved)
    layers = 1 + max(int(k.split(".")[2]) for k in saved if k.startswith("trunk.layers."))
    judge = Judge(Trunk(len(kept), layers))
    judge.load_state_dict(saved)
    return judge


def write(
    network: nn.Module, names: tuple[str, ...], output: str, graph: Path, small: Path
) -> None:
    ids = torch.randint(4, 1000, (2, 24))
    given = (ids, torch.tensor([24, 20]), torch.zeros_like(ids))[: len(names)]
    axes = {name: {0: "n", 1: "l"} for name in ("ids", "sides")} | {
        "length": {0: "n"},
        output: {0: "n"},
    }
    torch.onnx.export(network.eval(), given, graph, input_names=list(names), output_names=[output],
                      dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
    quantize_dynamic(graph, small, weight_type=QuantType.QInt8, per_channel=True)
    digest = hashlib.sha256(small.read_bytes()).hexdigest()
    print(
        f"{small.name}: {graph.stat().st_size} bytes as floats, {small.stat().st_size} as int8, SHA-256 {digest}"
    )


def vocabulary(kept: list[int], path: Path) -> None:
    """The kept pieces with their scores, and the character map of the package's tokenizer."""
    packed = PackedE5(find_packed())
    offsets, blob, scores = packed.offsets.tolist(), packed.piece_bytes, packed.scores.tolist()
    body = {
        "pieces": [blob[offsets[i] : offsets[i + 1]].decode() for i in kept],
        "scores": [scores[i] for i in kept],
        "floor": min(scores),
        "characters": {chr(point): said for point, said in packed.characters().items()},
    }
    path.write_bytes(msgspec.msgpack.encode(body))


if __name__ == "__main__":
    main()
