"""Which of the 250,037 pieces are kept: those that the texts we know need, and every single character they have.

python vocabulary.py --texts FILE... --out kept.json
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from suluh.claims.encoders.packed_e5 import PackedE5, find_packed
from suluh.claims.encoders.pieces import Pieces


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--texts", type=Path, nargs="+", required=True)
    args.add_argument("--least", type=int, default=2, help="keep pieces seen at least so often")
    args.add_argument("--out", type=Path, required=True)
    chosen = args.parse_args()
    packed = PackedE5(find_packed())
    counts = counted(Pieces(packed), chosen.texts)
    kept = kept_pieces(packed, counts, chosen.least)
    covered = sum(n for piece, n in counts.items() if piece in set(kept)) / sum(counts.values())
    chosen.out.write_text(json.dumps(kept))
    print(
        f"{len(kept)} pieces kept of {packed.pieces}; they cover {covered:.4%} of {sum(counts.values())} tokens"
    )


def counted(pieces: Pieces, files: list[Path]) -> Counter[int]:
    """How often each piece occurs in the texts, lower-cased as Suluh reads them."""
    counts: Counter[int] = Counter()
    for path in files:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            counts.update(pieces.ids(line.lower(), 4096)[1:-1])
    return counts


def kept_pieces(packed: PackedE5, counts: Counter[int], least: int) -> list[int]:
    """The marks first, then the pieces in the package's order."""
    marks = [packed.bos, packed.pad, packed.eos, packed.unknown]
    often = {piece for piece, n in counts.items() if n >= least}
    offsets, blob = packed.offsets.tolist(), packed.piece_bytes
    single = {
        i
        for i in range(packed.pieces)
        if blob[offsets[i] : offsets[i + 1]].isascii() and offsets[i + 1] - offsets[i] <= 2
    }
    return marks + sorted((often | single) - set(marks))


if __name__ == "__main__":
    main()
