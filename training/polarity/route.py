"""Train the routing of sentences to facts. Needs scikit-learn (Suluh's .venv has it).

    python route.py --written DIR --out routing.npz
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from suluh.claims.routing import BUCKETS, features
from suluh.text.normal import normalise


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--written", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    chosen = args.parse_args()
    rows = [json.loads(line) for path in sorted(chosen.written.glob("*.jsonl")) for line in path.read_text().splitlines()]
    rows = [r for r in rows if r["label"] != "unrelated"]
    often = {f for f in {r["fact"] for r in rows} if sum(r["fact"] == f for r in rows) >= 6}
    rows = [r for r in rows if r["fact"] in often]
    apart = [hashlib.sha256(r["text"].encode()).digest()[0] < 40 for r in rows]
    x = matrix([normalise(r["text"]).text for r in rows])
    y = np.array([r["fact"] for r in rows])
    watch = np.array(apart)
    model = LogisticRegression(C=3.0, max_iter=400).fit(x[~watch], y[~watch])
    ranked = np.argsort(-model.predict_proba(x[watch]), axis=1)
    for k in (1, 2, 3):
        hits = (model.classes_[ranked[:, :k]] == y[watch][:, None]).any(1).mean()
        print(f"fact among the first {k}: {hits:.3f} of {watch.sum()}")
    model.fit(x, y)
    np.savez_compressed(
        chosen.out,
        facts=model.classes_.astype(str),
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float16),
    )
    print(len(model.classes_), "facts,", chosen.out.stat().st_size, "bytes")


def matrix(texts: list[str]) -> csr_matrix:
    """One row a text, each feature over the root of their number."""
    found = [features(text) for text in texts]
    data = np.concatenate([np.full(len(f), 1 / np.sqrt(max(1, len(f)))) for f in found])
    indptr = np.concatenate(([0], np.cumsum([len(f) for f in found])))
    return csr_matrix((data, np.concatenate(found), indptr), shape=(len(texts), BUCKETS))


if __name__ == "__main__":
    main()
