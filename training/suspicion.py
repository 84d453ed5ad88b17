"""Train the learned suspicion and the routing of sentences to facts, from sentences written for this purpose.

    python training/suspicion.py [--bench DIR] [--least-talk 0.985]

reads training/sentences/*.jsonl and tests/tables/contradiction_tune.jsonl (never the kept-apart half), and with --bench
a folder laid out like the classification benchmark, half of whose ordinary talk, headlines and debunks serve as posts to
leave alone. Prints what a five-fold run finds (blocks of neighbours kept together, since twins stand side by side), then
writes suluh/signals/weights/suspicion.npz and routing.npz.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from suluh.bench.held_out import block_of
from suluh.content import WIB, Post
from suluh.knowledge import Knowledge, open_knowledge
from suluh.signals import routing
from suluh.signals.contradiction.official import Official
from suluh.signals.reading import read
from suluh.signals.word_suspicion import BUCKETS, WEIGHTS, features, hashed

HERE = Path(__file__).parent
TABLE = HERE.parent / "tests/tables/contradiction_tune.jsonl"
STRENGTH = 24.0
BLOCK = 20
Row = dict[str, Any]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--bench", type=Path)
    args.add_argument(
        "--least-talk", type=float, default=0.98, help="share of ordinary talk below the threshold"
    )
    chosen = args.parse_args()
    rows = written()
    talk = ordinary(chosen.bench) if chosen.bench else []
    knowledge = open_knowledge(reviews=())
    x = matrix([hashed(seen(row, knowledge)) for row in rows + talk])
    y = np.array([row["false"] for row in rows] + [False] * len(talk))
    chances = folded(x, y, len(rows))
    threshold = report(chances, y, rows, talk, chosen.least_talk)
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(x, y)
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        WEIGHTS,
        weights=model.coef_[0].astype(np.float16),
        bias=model.intercept_[0],
        threshold=threshold,
    )
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes, threshold {threshold:.3f}")
    route(rows)


def written() -> list[Row]:
    """The written sentences, and the tuning table; `false` says whether the sentence states a falsehood as true."""
    rows = []
    for path in sorted((HERE / "sentences").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line) | {"source": path.stem, "block": block_of(path.stem, number)}
            rows.append({**row, "false": row["label"] == "contradicts"})
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line) | {"source": "table", "block": block_of(TABLE.stem, number)}
        rows.append({**row, "false": row["expect"] != "leave", "label": row["form"]})
    return rows


def ordinary(folder: Path) -> list[Row]:
    """Half of the benchmark's ordinary talk and true texts, by hash; the other half is left to measure on."""
    items = map(json.loads, (folder / "items.jsonl").read_text(encoding="utf-8").splitlines())
    chosen = [i for i in items if i["label"] in ("ordinary_political", "true_or_debunk")]
    return [
        {"text": i["text_neutral"], "source": i["subtype"], "label": "leave"}
        for i in chosen
        if hashlib.sha256(i["id"].encode()).digest()[0] % 2 == 0
    ]


def seen(row: Row, knowledge: Knowledge) -> list[str]:
    day = datetime.fromisoformat(row.get("posted_at") or "2024-11-20T10:00:00")
    posted = day if day.tzinfo else day.replace(tzinfo=WIB)
    reading = read(
        Post(id="-", text=row["text"], posted_at=posted, region=row.get("region")), knowledge
    )
    return features(
        reading.caption, knowledge, Official(knowledge.facts, row.get("region"), posted)
    )


def matrix(found: list[np.ndarray], buckets: int = BUCKETS) -> csr_matrix:
    """One row a text, each feature over the root of their number, as the product weighs them."""
    data = np.concatenate([np.full(len(f), 1 / np.sqrt(max(1, len(f)))) for f in found])
    starts = np.concatenate(([0], np.cumsum([len(f) for f in found])))
    return csr_matrix((data, np.concatenate(found), starts), shape=(len(found), buckets))


def folded(x: csr_matrix, y: np.ndarray, in_order: int) -> np.ndarray:
    """Each row's chance by a model that saw neither it nor its neighbours."""
    fold = np.concatenate((np.arange(in_order) // BLOCK % 5, np.arange(len(y) - in_order) % 5))
    chances = np.zeros(len(y))
    for k in range(5):
        model = LogisticRegression(C=STRENGTH, max_iter=500).fit(x[fold != k], y[fold != k])
        chances[fold == k] = model.predict_proba(x[fold == k])[:, 1]
    return chances


def report(
    chances: np.ndarray, y: np.ndarray, rows: list[Row], talk: list[Row], least: float
) -> float:
    """Print the curve and return the threshold."""
    ours, theirs = chances[: len(rows)], chances[len(rows) :]
    false = y[: len(rows)]
    print(
        f"{len(rows)} sentences ({false.sum()} false), {len(talk)} of ordinary talk; AUC {roc_auc_score(false, ours):.3f}"
    )
    print("threshold   false found  leaves asked    talk asked")
    for at in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        talked = (theirs >= at).mean() if len(theirs) else float("nan")
        shares = ((ours[false] >= at).mean(), (ours[~false] >= at).mean(), talked)
        print(f"{at:9.2f}" + "".join(f"{share:14.3f}" for share in shares))
    return float(max(0.25, np.quantile(theirs, least))) if len(theirs) else 0.5


def route(rows: list[Row]) -> None:
    """The routing to facts: which fact is a sentence about?"""
    from suluh.text.normal import normalise

    about = [
        r
        for r in rows
        if r.get("fact") and r["label"] not in ("unrelated", "adjacent", "other_election")
    ]
    counts = {f: sum(r["fact"] == f for r in about) for f in {r["fact"] for r in about}}
    about = [r for r in about if counts[r["fact"]] >= 6]
    x = matrix([routing.features(normalise(r["text"]).text) for r in about], routing.BUCKETS)
    y = np.array([r["fact"] for r in about])
    fold = np.arange(len(y)) // BLOCK % 5
    ranks = []
    for k in range(5):
        model = LogisticRegression(C=3.0, max_iter=300).fit(x[fold != k], y[fold != k])
        order = model.classes_[np.argsort(-model.predict_proba(x[fold == k]), axis=1)]
        ranks += [
            list(o[:3]).index(f) if f in o[:3] else 9
            for o, f in zip(order, y[fold == k], strict=True)
        ]
    print(
        f"routing: right fact first {np.mean(np.array(ranks) == 0):.3f}, among three {np.mean(np.array(ranks) < 3):.3f}"
    )
    model = LogisticRegression(C=3.0, max_iter=300).fit(x, y)
    np.savez_compressed(
        routing.WEIGHTS,
        facts=model.classes_.astype(str),
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float16),
    )


if __name__ == "__main__":
    main()
