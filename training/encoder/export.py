"""The trained judge as one int8 ONNX file with its vocabulary, as Suluh ships it.

    python export.py --run RUN --kept kept.json --layers 1 3 5 7 9 11 --out FOLDER

writes polarity.fp32.onnx (scratch), then polarity.onnx, vocabulary.msgpack and card.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import msgspec
import torch
from model import Judge
from pairs import LABELS
from train import LONGEST

from suluh.claims.encoders.packed_e5 import PackedE5, find_packed


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--run", type=Path, required=True)
    args.add_argument("--kept", type=Path, required=True)
    args.add_argument("--layers", type=int, nargs="+", default=[1, 3, 5, 7, 9, 11])
    args.add_argument("--out", type=Path, required=True)
    chosen = args.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    kept = json.loads(chosen.kept.read_text())
    judge = Judge(len(kept), len(chosen.layers))
    judge.load_state_dict(torch.load(chosen.run / "state.pt")["judge"])
    judge.eval()
    graph = chosen.out / "polarity.fp32.onnx"
    ids = torch.randint(4, len(kept), (2, 24))
    sides = torch.cat(
        (torch.zeros(2, 10, dtype=torch.long), torch.ones(2, 14, dtype=torch.long)), 1
    )
    torch.onnx.export(
        judge,
        (ids, sides, torch.tensor([24, 20])),
        graph,
        input_names=["ids", "sides", "length"],
        output_names=["logits"],
        dynamic_axes={
            "ids": {0: "n", 1: "l"},
            "sides": {0: "n", 1: "l"},
            "length": {0: "n"},
            "logits": {0: "n"},
        },
        opset_version=17,
        dynamo=False,
    )
    write_vocabulary(kept, chosen.out / "vocabulary.msgpack")
    print(graph.stat().st_size, "bytes before quantising; now: python quantise.py", graph)


def write_vocabulary(kept: list[int], path: Path) -> None:
    """The kept pieces with their scores, and the character map of the package's tokenizer."""
    packed = PackedE5(find_packed())
    offsets, blob, scores = packed.offsets.tolist(), packed.piece_bytes, packed.scores.tolist()
    pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in kept]
    body = {
        "labels": list(LABELS),
        "longest": LONGEST,
        "fact": 48,
        "pieces": pieces,
        "scores": [scores[i] for i in kept],
        "floor": min(scores),
        "characters": {chr(point): said for point, said in packed.characters().items()},
    }
    path.write_bytes(msgspec.msgpack.encode(body))
    print(path, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
