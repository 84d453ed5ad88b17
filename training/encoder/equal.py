"""Prove that the rebuilt network is the package's: all twelve layers against Suluh's ONNX path.

python equal.py --vectors vectors.json     # made by: python -m suluh.claims.encoders.e5 (see README)
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from model import from_package, pooled

from suluh.claims.encoders.packed_e5 import PackedE5, find_packed
from suluh.claims.encoders.pieces import Pieces


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument(
        "--vectors", type=Path, required=True, help='{"texts": [...], "vectors": [[...], ...]}'
    )
    given = json.loads(args.parse_args().vectors.read_text())
    packed = PackedE5(find_packed())
    pieces = Pieces(packed)
    rows = [pieces.ids(text, 150) for text in given["texts"]]
    kept = sorted({i for row in rows for i in row})
    at = {piece: i for i, piece in enumerate(kept)}
    judge = from_package(kept, tuple(range(packed.shape.layers))).eval()
    cosines = []
    with torch.no_grad():
        for row, vector in zip(rows, given["vectors"], strict=True):
            ids = torch.tensor([[at[i] for i in row]])
            mine = pooled(judge, ids, torch.tensor([len(row)]))[0]
            cosines.append(float(mine @ torch.tensor(vector)))
    print(f"{len(cosines)} texts: smallest cosine {min(cosines):.5f}")


if __name__ == "__main__":
    main()
