"""Weigh the learned readers of a segment together, on sentences that none of them has learned from.

    python training/opinion.py --bench DIR [--write]

The blocks that the judge never saw (a tenth of the written sentences, by hash) are read by the judge as it ships and by a
linear suspicion trained without them. A logistic regression of the three readers' odds is cross-fitted over blocks, so
that the printed curve is of sentences that the weights have not seen either. --write fits on all of them.
"""

from __future__ import annotations

import argparse
import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from suspicion import STRENGTH, matrix, ordinary, seen, written

from suluh.bench.held_out import held_out
from suluh.content import WIB, Post
from suluh.knowledge import Knowledge, open_knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.learned import WEIGHTS as LEARNED
from suluh.signals.learned import digest
from suluh.signals.opinion import WEIGHTS, Weights, nearest, odds
from suluh.signals.polarity import in_plain_words, judge
from suluh.signals.reading import read
from suluh.signals.word_suspicion import hashed
from suluh.signals.wording import wording

TALK_ASKED, LEAVES_ASKED = 0.008, 0.23  # at most so many of either may bother a person
Row = dict[str, Any]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--bench", type=Path, required=True)
    args.add_argument("--write", action="store_true")
    chosen = args.parse_args()
    knowledge = open_knowledge(reviews=())
    rows, talk = written(), ordinary(chosen.bench)
    kept = [r for r in rows if held_out(r["block"])]
    words = without_them(rows, kept, talk, knowledge)
    table = np.array(
        [
            [odds(w), *map(odds, judged(r, knowledge))]
            for w, r in zip(words, kept + talk, strict=True)
        ]
    )
    false = np.array([r["false"] for r in kept] + [False] * len(talk))
    fold = np.array(
        [hashlib.sha256(r["block"].encode()).digest()[2] % 5 for r in kept]
        + [i % 5 for i in range(len(talk))]
    )
    score = np.zeros(len(false))
    for k in range(5):
        score[fold == k] = fitted(table[fold != k], false[fold != k]).predict_proba(
            table[fold == k]
        )[:, 1]
    known = curve(kept, talk, score, false, table)
    model = fitted(table, false)
    names = ("words", "free", "fact")
    made = {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)} | known
    made["bias"] = round(float(model.intercept_[0]), 4)
    print(made)
    if chosen.write:
        WEIGHTS.write_bytes(
            msgspec.json.format(msgspec.json.encode(msgspec.convert(made, Weights)), indent=1)
            + b"\n"
        )
        LEARNED.write_bytes(
            msgspec.json.format(
                msgspec.json.encode({f.id: digest(f) for f in knowledge.facts.facts}), indent=1
            )
            + b"\n"
        )


def without_them(
    rows: list[Row], kept: list[Row], talk: list[Row], knowledge: Knowledge
) -> np.ndarray:
    """What a linear suspicion that saw neither these blocks nor this talk says of them."""
    learned = [r for r in rows if not held_out(r["block"])]
    x = matrix([hashed(seen(r, knowledge)) for r in [*learned, *kept, *talk]])
    y = np.array([r["false"] for r in learned])
    n = len(learned)
    halves = [np.arange(len(talk)) % 2 == k for k in (0, 1)]
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    found = np.zeros(len(kept) + len(talk))
    for half in halves:  # ordinary talk teaches what it is in one half and is judged in the other
        mine = np.concatenate((np.ones(n, bool), np.zeros(len(kept), bool), ~half))
        model.fit(x[mine], np.concatenate((y, np.zeros(int((~half).sum())))))
        found[: len(kept)] += model.predict_proba(x[n : n + len(kept)])[:, 1] / 2
        found[len(kept) :][half] = model.predict_proba(x[n + len(kept) :][half])[:, 1]
    return found


def judged(row: Row, knowledge: Knowledge) -> tuple[float, float]:
    """The judge's chance of a contradiction: of anything, and of the facts nearest by words."""
    day = datetime.fromisoformat(row.get("posted_at") or "2024-11-20T10:00:00")
    posted = day if day.tzinfo else day.replace(tzinfo=WIB)
    segment = read(
        Post(id="-", text=row["text"], posted_at=posted, region=row.get("region")), knowledge
    ).caption
    text = wording(segment, Official(knowledge.facts, row.get("region"), posted))
    facts = [in_plain_words(f.statement_id) for f in nearest(segment, knowledge)]
    chances = judge().chances([(f, text) for f in ["", *facts]])[:, 0]
    return float(chances[0]), float(chances[1:].max()) if facts else float(chances[0])


def fitted(table: np.ndarray, false: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=500).fit(table, false)


def curve(
    kept: list[Row], talk: list[Row], score: np.ndarray, false: np.ndarray, table: np.ndarray
) -> dict[str, float]:
    """Print what each threshold finds and whom it bothers; return the thresholds."""
    n = len(kept)
    mine, gold = score[:n], false[:n]
    print(f"{n} sentences ({gold.sum()} false), {len(talk)} of ordinary talk")
    for name, column in (
        ("words", table[:n, 0]),
        ("judge, no fact", table[:n, 1]),
        ("judge, fact", table[:n, 2]),
        ("together", mine),
    ):
        levels = [np.quantile(column[~gold], q) for q in (0.98, 0.95, 0.9, 0.8)]
        found = [float((column[gold] > level).mean()) for level in levels]
        print(
            f"{name:15s} AUC {roc_auc_score(gold, column):.3f}  found at 2/5/10/20% false: "
            + " ".join(f"{f:.3f}" for f in found)
        )
    for cut in np.arange(0.05, 1, 0.05):
        print(
            f"{cut:.2f} found {(mine[gold] >= cut).mean():.3f} leaves {(mine[~gold] >= cut).mean():.3f} talk {(score[n:] >= cut).mean():.4f}"
        )
    ask = max(np.quantile(mine[~gold], 1 - LEAVES_ASKED), np.quantile(score[n:], 1 - TALK_ASKED))
    words = 1 / (1 + np.exp(-table[:n, 0]))
    free = 1 / (1 + np.exp(-table[:n, 1]))
    return {
        "ask": round(float(ask), 3),
        "harmless": round(float(np.quantile(words[gold], 0.02)), 3),
        "clear": round(float(np.quantile(free[gold], 0.05)), 3),
        "confirm": round(float(np.quantile(mine[~gold], 0.95)), 3),
        "doubt": round(float(np.quantile(mine[gold], 0.04)), 3),
    }


if __name__ == "__main__":
    main()
