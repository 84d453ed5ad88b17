"""Whether a static embedding pays: one vector a piece, no network, for the gate and as a first stage of search.

    python static.py --kept kept.json --weights ear.pt --talk FILE.csv --bench DIR --sets DIR...

Each piece is read once by the ear alone; its vector is kept in `--wide` numbers (principal components) and weighed by how
rare it is (smooth inverse frequency). A text is the mean of its pieces. The gate is fitted on the same texts and folds as
`../gate.py`, so that the two can be set side by side.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from cutting import Cutter
from measure_ear import embedded, opened, padded
from measure_ear import text as written
from sklearn.linear_model import LogisticRegression
from trunk import Trunk

sys.path.insert(0, str(Path(__file__).parents[1]))
import gate

from suluh.claims.words import searchable
from suluh.signals.gate_words import speaks_of_voting
from suluh.signals.topic import PASS, by_words


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    for name in ("kept", "weights", "talk", "bench"):
        args.add_argument(f"--{name}", type=Path, required=True)
    args.add_argument("--sets", type=Path, nargs="*", default=[])
    args.add_argument("--wide", type=int, nargs="*", default=[64, 128, 256])
    chosen = args.parse_args()
    cut = Cutter(chosen.kept)
    about, other = gate.voting(), gate.elsewhere(chosen.talk, chosen.bench)
    rows = [cut(searchable(t), 64)[1:-1] for t in about + other]
    cost([*about[:2000], *other[:2000]], Cutter(chosen.kept))
    print("learned words:", as_words(about, other))
    table = alone(opened(cut, chosen.weights).eval(), cut)
    rare = rarity(rows, len(table))
    for wide in chosen.wide:
        small = narrowed(table, wide) * rare[:, None]
        print(
            f"{wide} numbers, {small.size / 1e6:.1f} MB in int8:",
            as_gate(small, rows, about, other),
        )
        for folder in chosen.sets:
            print("   ", folder.name, as_search(small, cut, folder))


@torch.inference_mode()
def alone(trunk: Trunk, cut: Cutter) -> np.ndarray:
    """(pieces, 384): what the ear makes of each piece by itself."""
    begin, end = cut("", 64)
    rows = [[begin, i, end] for i in range(len(cut.kept))]
    parts = [embedded(trunk, *padded(rows[k : k + 256])) for k in range(0, len(rows), 256)]
    return torch.cat(parts).numpy()


def narrowed(table: np.ndarray, wide: int) -> np.ndarray:
    middle = table - table.mean(0)
    _, _, axes = np.linalg.svd(middle, full_matrices=False)
    return middle @ axes[:wide].T


def rarity(rows: list[list[int]], pieces: int) -> np.ndarray:
    often = np.bincount([i for row in rows for i in row], minlength=pieces) + 1.0
    return 1e-3 / (1e-3 + often / often.sum())


def means(small: np.ndarray, rows: list[list[int]]) -> np.ndarray:
    found = np.stack([small[row].mean(0) if row else np.zeros(small.shape[1]) for row in rows])
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def as_gate(small: np.ndarray, rows: list[list[int]], about: list[str], other: list[str]) -> str:
    """Of what the word list misses, what passes when 1.5% of other talk does, on blocks kept out."""
    began = time.process_time()
    x = means(small, rows)
    took = (time.process_time() - began) / len(rows)
    return f"{passed(x, about, LogisticRegression(C=6.0, max_iter=400))}; {took * 1e6:.0f} µs a post after cutting"


def as_words(about: list[str], other: list[str]) -> str:
    """The same question to the words that ship (`../gate.py`), learned on the same folds."""
    texts = [set(gate.cut(t.lower())) for t in about + other]
    often = Counter(w for t in texts for w in t)
    x = gate.matrix(texts, sorted(w for w, n in often.items() if n >= gate.LEAST))
    return passed(x, about, LogisticRegression(C=6.0, max_iter=400, class_weight={0: 1.0, 1: 1.5}))


def passed(x: Any, about: list[str], model: LogisticRegression) -> str:
    y = np.arange(x.shape[0]) < len(about)
    fold = np.arange(len(y)) // gate.BLOCK % 5
    scores = np.zeros(len(y))
    for k in range(5):
        model.fit(x[fold != k], y[fold != k])
        scores[fold == k] = model.decision_function(x[fold == k])
    missed = np.array([by_words(t).score < PASS for t in about])
    found = (scores[: len(about)][missed] >= np.quantile(scores[~y], 0.985)).mean()
    return f"passes {found:.3f} of {missed.sum()} that the word list misses"


def as_search(small: np.ndarray, cut: Cutter, folder: Path) -> str:
    titles, queries = (
        [json.loads(x) for x in (folder / name).read_text().splitlines()]
        for name in ("titles.jsonl", "queries.jsonl")
    )
    heads, asked = (
        means(small, [cut(searchable(written(t)), 64)[1:-1] for t in some])
        for some in (titles, queries)
    )
    at = {t["id"]: i for i, t in enumerate(titles)}
    order = (-(asked @ heads.T)).argsort(1)
    places = [row.tolist().index(at[q["target"]]) for q, row in zip(queries, order, strict=True)]
    at_k = [sum(p < k for p in places) / len(places) for k in (1, 5, 50)]
    return "R@1 {:.3f} R@5 {:.3f} R@50 {:.3f}".format(*at_k)


def cost(texts: list[str], cut: Cutter) -> None:
    """CPU microseconds a text: the learned words, and the cutting that a static embedding needs."""
    for name, work in (
        ("words", lambda t: speaks_of_voting(t.lower())),
        ("cutting", lambda t: cut(t, 64)),
    ):
        began = time.process_time()
        for text in texts:
            work(text)
        print(name, f"{(time.process_time() - began) / len(texts) * 1e6:.0f} µs")


if __name__ == "__main__":
    main()
