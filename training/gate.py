"""Train the gate's word list from the written sentences against talk about anything else.

    python training/gate.py --talk FILE.csv --bench DIR

--talk: a CSV whose column `text` holds ordinary comments. --bench: a folder laid out like the classification benchmark,
for hoaxes that are not about an election. Prints what passes, on blocks that were kept out, and writes gate.msgpack.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from suluh.bench.stream import small_talk
from suluh.knowledge import open_knowledge
from suluh.signals.gate_words import WEIGHTS, Words, cut
from suluh.signals.topic import PASS, by_words

HERE = Path(__file__).parent
LEAST, BLOCK = 4, 20


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--talk", type=Path, required=True)
    args.add_argument("--bench", type=Path, required=True)
    chosen = args.parse_args()
    about, other = voting(), elsewhere(chosen.talk, chosen.bench)
    texts = [set(cut(t.lower())) for t in about + other]
    often = Counter(w for t in texts for w in t)
    hidden = open_knowledge(reviews=()).names
    names = sorted(w for w, n in often.items() if n >= LEAST and not hidden.mentioned(w))
    x, y = matrix(texts, names), np.array([1] * len(about) + [0] * len(other))
    fold = np.arange(len(texts)) // BLOCK % 5
    scores = np.zeros(len(texts))
    for k in range(5):
        scores[fold == k] = fitted(x[fold != k], y[fold != k]).decision_function(x[fold == k])
    threshold = float(np.quantile(scores[y == 0], 0.985))
    missed = np.array([by_words(t).score < PASS for t in about])
    found = (scores[: len(about)][missed] >= threshold).mean()
    print(
        f"{len(names)} words; word list alone misses {missed.mean():.3f} of {len(about)} sentences on voting"
    )
    print(f"of those the learned words pass {found:.3f}, and 1.5% of {len(other)} other texts")
    model = fitted(x, y)
    kept = {
        n: round(float(w), 2) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.05
    }
    WEIGHTS.write_bytes(msgspec.msgpack.encode(Words(kept, float(model.intercept_[0]), threshold)))
    print(f"{WEIGHTS.name}: {len(kept)} words, {WEIGHTS.stat().st_size} bytes")


def fitted(x: csr_matrix, y: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=6.0, max_iter=400, class_weight={0: 1.0, 1: 1.5}).fit(x, y)


def voting() -> list[str]:
    files = sorted((HERE / "sentences").glob("*.jsonl"))
    rows = [json.loads(line) for path in files for line in path.read_text().splitlines()]
    table = (HERE.parent / "tests/tables/contradiction_tune.jsonl").read_text().splitlines()
    return [r["text"] for r in rows if r["label"] != "unrelated"] + [
        json.loads(line)["text"] for line in table
    ]


def elsewhere(talk: Path, bench: Path) -> list[str]:
    """Comments on which the word list sees no election, hoaxes on other matters, and our own small talk."""
    import random

    rng = random.Random(5)
    with talk.open(encoding="utf-8", errors="replace", newline="") as file:
        comments = [
            row["text"] for row in csv.DictReader(file) if row.get("text") and len(row["text"]) > 25
        ]
    items = [json.loads(line) for line in (bench / "items.jsonl").read_text().splitlines()]
    hoaxes = [i["text"] for i in items if i["subtype"] == "non_election"]
    quiet = [c for c in comments if by_words(c).score == 0]
    return (
        rng.sample(quiet, min(9000, len(quiet))) + hoaxes + [small_talk(rng) for _ in range(2000)]
    )


def matrix(texts: list[set[str]], names: list[str]) -> csr_matrix:
    at = {n: i for i, n in enumerate(names)}
    rows = [sorted(at[w] for w in t if w in at) for t in texts]
    data = np.concatenate(
        [np.full(len(r), 1 / max(1, len(t)) ** 0.5) for r, t in zip(rows, texts, strict=True)]
    )
    starts = np.concatenate(([0], np.cumsum([len(r) for r in rows])))
    return csr_matrix(
        (data, np.concatenate([np.array(r, int) for r in rows]), starts),
        shape=(len(texts), len(names)),
    )


if __name__ == "__main__":
    main()
