"""Train the resemblance to what breaks a rule, from posts written for this purpose.

    python training/resemblance.py [--bench DIR]

reads training/posts/*.jsonl ({"rule", "text", "label": "breaks" | "leave"}), with the sentences on voting and half of the
benchmark's ordinary talk as posts that break none of these rules. Prints what a five-fold run finds, then writes
suluh/signals/weights/resemblance.npz.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from suspicion import matrix, ordinary

from suluh.content import Post
from suluh.knowledge import Knowledge, open_knowledge
from suluh.signals.reading import read
from suluh.signals.resemblance import BUCKETS, WEIGHTS, features
from suluh.signals.word_suspicion import hashed

HERE = Path(__file__).parent
BLOCK, STRENGTH = 10, 6.0
DATED = {
    "QUIET-CAMP",
    "QUIET-POLL",
}  # the same words break these rules on one day and not on another


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--bench", type=Path)
    args.add_argument(
        "--least-talk", type=float, default=0.99, help="share of ordinary talk below the threshold"
    )
    chosen = args.parse_args()
    rows = posts() + voting()
    ours = sum(r["source"] == "posts" for r in rows)
    rows += ordinary(chosen.bench) if chosen.bench else []
    knowledge = open_knowledge(reviews=())
    x = matrix([hashed(seen(r["text"], knowledge), BUCKETS) for r in rows], BUCKETS)
    y = np.array([r.get("breaks", "") for r in rows])
    chances = folded(x, y != "")
    threshold = report(chances, y, ours, rows, chosen.least_talk)
    broken = y != ""
    which = LogisticRegression(C=STRENGTH, max_iter=300).fit(x[broken], y[broken])
    any_rule = one(x, broken)
    np.savez_compressed(
        WEIGHTS,
        rules=which.classes_.astype(str),
        weights=np.concatenate((any_rule.coef_, which.coef_)).T.astype(np.float16),
        bias=np.concatenate((any_rule.intercept_, which.intercept_)).astype(np.float16),
        threshold=threshold,
    )
    print(
        f"{WEIGHTS.name}: {len(which.classes_)} rules, {WEIGHTS.stat().st_size} bytes, threshold {threshold:.3f}"
    )


def posts() -> list[dict[str, Any]]:
    """The written posts; `breaks` is the rule that one breaks, or nothing."""
    rows = []
    for path in sorted((HERE / "posts").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["rule"] in DATED:
                continue
            rows.append(
                {
                    **row,
                    "breaks": row["rule"] if row["label"] == "breaks" else "",
                    "source": "posts",
                }
            )
    return rows


def voting() -> list[dict[str, Any]]:
    """Every third sentence on voting: another matter, whether true or false."""
    lines = [
        line
        for p in sorted((HERE / "sentences").glob("*.jsonl"))
        for line in p.read_text().splitlines()
    ]
    return [{"text": json.loads(line)["text"], "source": "sentences"} for line in lines[::3]]


def seen(text: str, knowledge: Knowledge) -> list[str]:
    return features(read(Post(id="-", text=text), knowledge).caption, knowledge)


def one(x: csr_matrix, y: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=300).fit(x, y)


def folded(x: csr_matrix, y: np.ndarray) -> np.ndarray:
    """Each row's chance of a breach by a model that saw neither it nor its neighbours."""
    fold = np.arange(len(y)) // BLOCK % 5
    chances = np.zeros(len(y))
    for k in range(5):
        chances[fold == k] = one(x[fold != k], y[fold != k]).predict_proba(x[fold == k])[:, 1]
    return chances


def report(
    best: np.ndarray, y: np.ndarray, ours: int, rows: list[dict[str, Any]], least: float
) -> float:
    """Print the curve and return the threshold."""
    breaks = y[:ours] != ""
    talk = np.array([r["source"] not in ("posts", "sentences") for r in rows])
    print(f"{ours} posts ({breaks.sum()} break a rule), {talk.sum()} of ordinary talk")
    print("threshold   breaches found  leaves asked    talk asked")
    for at in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        shares = (
            (best[:ours][breaks] >= at).mean(),
            (best[:ours][~breaks] >= at).mean(),
            (best[talk] >= at).mean(),
        )
        print(f"{at:9.2f}" + "".join(f"{share:15.3f}" for share in shares))
    return float(max(0.2, np.quantile(best[talk], least))) if talk.any() else 0.4


if __name__ == "__main__":
    main()
