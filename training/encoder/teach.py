"""What the whole of e5-small says of each text, kept in one file for the smaller trunk to learn from.

python teach.py --texts texts.txt --kept kept.json --out teacher.npy [--layers ALL]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from cutting import Cutter
from trunk import embedded, from_package, padded

BATCH = 64


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--texts", type=Path, required=True)
    args.add_argument("--kept", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    chosen = args.parse_args()
    texts = chosen.texts.read_text().split("\n")
    cut = Cutter(chosen.kept)
    trunk = from_package(cut.kept, range(12)).eval()
    rows = [cut(f"query: {text}", 66) for text in texts]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    found = np.zeros((len(rows), 384), np.float16)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            ids, length = padded([rows[i] for i in some])
            found[some] = embedded(trunk, ids, length).numpy()
            if start % (BATCH * 100) == 0:
                print(start, "of", len(order), flush=True)
    np.save(chosen.out, found)


if __name__ == "__main__":
    main()
