"""Train the words' reader of the checker: suluh/house/checker/standing.npz.

    python training/standing.py            # two minutes on one core
    python training/standing.py --judge    # how it does on what it has not seen, a fifth at a time

Learns from sentences/ alone, three classes: something else (asks, denies, reports …), agrees, contradicts. Blocks of twenty
neighbouring sentences stay together, because minimal pairs stand side by side.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from suluh.content import WIB, Post
from suluh.house.checker.standing import (
    FACTS_NUMBER,
    FILE,
    OPPOSITE,
    OTHER,
    OTHER_NUMBER,
    SAME,
    WIDTH,
    features,
    place,
    tokens,
)
from suluh.knowledge import Knowledge, open_knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.reading import read
from suluh.signals.wording import wording

SENTENCES = Path(__file__).with_name("sentences")
NOON = datetime(2024, 11, 20, 12, tzinfo=WIB)  # where a sentence has no day of its own
CLASS = {"agrees": SAME, "contradicts": OPPOSITE}
BLOCK, FOLDS, SOFT = 20, 5, 20.0
STEPS = 127  # of an int8


def examples(knowledge: Knowledge) -> Iterator[tuple[str, str, int]]:
    """Fact, wording, class."""
    for path in sorted(SENTENCES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["fact"] in knowledge.facts.by_id:
                yield row["fact"], worded(row, knowledge), CLASS.get(row["label"], OTHER)


def worded(row: dict[str, str], knowledge: Knowledge) -> str:
    """The words as the checker's readers get them."""
    at = datetime.fromisoformat(row["posted_at"]) if "posted_at" in row else NOON
    post = Post(id="s", text=row["text"], posted_at=at if at.tzinfo else at.replace(hour=12, tzinfo=WIB))
    official = Official(knowledge.facts, None, post.posted_at)
    return " ".join(wording(segment, official) for segment in read(post, knowledge).segments)


def matrix(rows: list[tuple[str, str, int]], knowledge: Knowledge) -> csr_matrix:
    """One row of length 1 for each example."""
    starts, places, values = [0], [], []
    for fact, said, _ in rows:
        found = features(said, fact, knowledge.facts.by_id[fact].statement_id)
        places += [place(f) for f in found]
        values += [len(found) ** -0.5] * len(found)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(rows), WIDTH), dtype=np.float32)


def known(rows: list[tuple[str, str, int]], knowledge: Knowledge) -> list[int]:
    """Hashes of the words that stand beside each fact in sentences that agree or contradict."""
    found = {
        crc32(f"{fact}|{word}".encode())
        for fact, said, kind in rows
        for word in tokens(said, knowledge.facts.by_id[fact].statement_id)
        if kind != OTHER and word not in (FACTS_NUMBER, OTHER_NUMBER)
    }
    return sorted(found)


def fit(given: csr_matrix, kinds: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=SOFT, max_iter=150).fit(given, kinds)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--judge", action="store_true")
    knowledge = open_knowledge("pilkada-2024")
    rows = list(examples(knowledge))
    given, kinds = matrix(rows, knowledge), np.array([kind for *_, kind in rows])
    if parser.parse_args().judge:
        unseen(given, kinds)
        return
    model = fit(given, kinds)
    scale = np.abs(model.coef_).max() / STEPS
    weights = np.round(model.coef_ / scale).astype(np.int8)
    np.savez_compressed(
        FILE,
        weights=weights,
        scale=np.float32(scale),
        bias=model.intercept_.astype(np.float32),
        known=np.array(known(rows, knowledge), np.uint32),
    )
    print(f"{len(rows)} sentences, {FILE.stat().st_size / 1e3:.0f} kB")


def unseen(given: csr_matrix, kinds: np.ndarray) -> None:
    """Precision and recall of agreement and contradiction at some chances."""
    chances = np.zeros((len(kinds), len(CLASS) + 1))
    blocks = np.arange(len(kinds)) // BLOCK
    for learned, asked in GroupKFold(FOLDS).split(given, kinds, blocks):
        chances[asked] = fit(given[learned], kinds[learned]).predict_proba(given[asked])
    for name, kind in CLASS.items():
        for least in (0.4, 0.5, 0.6, 0.7, 0.8):
            said = chances[:, kind] >= least
            right = (said & (kinds == kind)).sum()
            print(f"{name} at {least}: precision {right / said.sum():.3f}, recall {right / (kinds == kind).sum():.3f}")


if __name__ == "__main__":
    main()
