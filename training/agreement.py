"""Train the words' reader of the checker: suluh/house/checker/agreement.npz.

    python training/agreement.py            # a minute on one core
    python training/agreement.py --judge    # how it does on what it has not seen, a fifth at a time

Learns from sentences/ alone whether one agrees with its fact or does anything else (contradicts, asks, denies, reports …).
Blocks of twenty neighbouring sentences stay together, because minimal pairs stand side by side.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from suluh.content import WIB, Post
from suluh.facts import Fact
from suluh.house.checker.agreement import FILE, WIDTH, features, mark, place, tokens, worded
from suluh.knowledge import Knowledge, open_knowledge

SENTENCES = Path(__file__).with_name("sentences")
NOON = datetime(2024, 11, 20, 12, tzinfo=WIB)  # where a sentence has no day of its own
ABOUT = ("agrees", "contradicts")  # only their words count as what people say about a fact
BLOCK, FOLDS, SOFT = 20, 5, 20.0
STEPS = 127  # of an int8


class Sentence(NamedTuple):
    fact: Fact
    said: str  # as the readers of the checker get it
    label: str


def sentences(knowledge: Knowledge) -> Iterator[Sentence]:
    """Those whose fact this election has."""
    for path in sorted(SENTENCES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if fact := knowledge.facts.get(row["fact"]):
                yield Sentence(fact, worded(_post(row), knowledge), row["label"])


def _post(row: dict[str, str]) -> Post:
    at = datetime.fromisoformat(row["posted_at"]) if "posted_at" in row else NOON
    return Post(
        id="s", text=row["text"], posted_at=at if at.tzinfo else at.replace(hour=12, tzinfo=WIB)
    )


def matrix(rows: Sequence[Sentence]) -> csr_matrix:
    """One row of length 1 for each sentence."""
    starts, places, values = [0], [], []
    for row in rows:
        found = features(row.said, row.fact)
        places += [place(f) for f in found]
        values += [len(found) ** -0.5] * len(found)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(rows), WIDTH), dtype=np.float32)


def known(rows: Sequence[Sentence]) -> list[int]:
    """Marks of the words that stand beside each fact."""
    about = (row for row in rows if row.label in ABOUT)
    return sorted(
        {mark(word, r.fact) for r in about for word in tokens(r.said, r.fact.statement_id)}
    )


def fit(given: csr_matrix, agrees: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=SOFT, max_iter=300).fit(given, agrees)


def write(model: LogisticRegression, rows: Sequence[Sentence]) -> None:
    scale = np.abs(model.coef_).max() / STEPS
    np.savez_compressed(
        FILE,
        weights=np.round(model.coef_[0] / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=np.float32(model.intercept_[0]),
        known=np.array(known(rows), np.uint32),
    )
    print(f"{len(rows)} sentences, {FILE.stat().st_size / 1e3:.0f} kB")


def unseen(given: csr_matrix, agrees: np.ndarray) -> None:
    """Precision and recall of agreement at some chances."""
    chance = np.zeros(len(agrees))
    blocks = np.arange(len(agrees)) // BLOCK
    for learned, asked in GroupKFold(FOLDS).split(given, agrees, blocks):
        chance[asked] = fit(given[learned], agrees[learned]).predict_proba(given[asked])[:, 1]
    for least in (0.4, 0.5, 0.6, 0.7, 0.8):
        said = chance >= least
        right = (said & agrees).sum()
        print(f"{least}: precision {right / said.sum():.3f}, recall {right / agrees.sum():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--judge", action="store_true")
    rows = list(sentences(open_knowledge("pilkada-2024")))
    given, agrees = matrix(rows), np.array([row.label == "agrees" for row in rows])
    if parser.parse_args().judge:
        unseen(given, agrees)
    else:
        write(fit(given, agrees), rows)


if __name__ == "__main__":
    main()
