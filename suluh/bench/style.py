"""How far style alone goes: the length and shape of a text without its words, the shortcut beside every figure."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


def style_features(text: str) -> list[float]:
    """Length, word count, word length, digits, percent signs, doubled letters, repeats, long words, of one text."""
    words = text.split() or [""]
    length = max(1, len(text))
    return [
        float(np.log1p(len(text))),
        float(np.log1p(len(words))),
        length / len(words),
        sum(letter.isdigit() for letter in text) / length,
        float(text.count("%")),
        sum(first == second for first, second in pairwise(text)) / length,
        len(set(words)) / len(words),
        sum(len(word) > 9 for word in words) / len(words),
        sum(len(word) < 4 for word in words) / len(words),
        sum(not letter.isascii() for letter in text) / length,
    ]


def auc(target: NDArray[np.bool_], score: Table) -> float:
    """Chance that a positive scores above a negative; ties count half."""
    order = np.argsort(score, kind="stable")
    ranks = np.empty(len(score))
    ranks[order] = np.arange(1, len(score) + 1)
    for value in np.unique(score):
        same = score == value
        ranks[same] = ranks[same].mean()
    positives, negatives = int(target.sum()), int((~target).sum())
    if not positives or not negatives:
        return float("nan")
    return float((ranks[target].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def average_precision(target: NDArray[np.bool_], score: Table) -> float:
    """Mean precision at each positive, from the highest score down."""
    order = np.argsort(-score, kind="stable")
    hits = target[order]
    if not hits.any():
        return float("nan")
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def style_only(texts: list[str], target: NDArray[np.bool_], folds: int = 5) -> Table:
    """Cross-validated estimates of a logistic regression on style features alone."""
    table = np.array([style_features(text) for text in texts])
    table = (table - table.mean(0)) / (table.std(0) + 1e-9)
    table = np.hstack([table, np.ones((len(texts), 1))])
    part = np.arange(len(texts)) % folds
    estimate = np.zeros(len(texts))
    for fold in range(folds):
        estimate[part == fold] = table[part == fold] @ _logistic(
            table[part != fold], target[part != fold]
        )
    return estimate


def _logistic(
    table: Table, target: NDArray[np.bool_], rounds: int = 25, ridge: float = 1.0
) -> Table:
    """Newton's method for a ridge logistic regression with balanced classes."""
    share = target.mean()
    weight = np.where(target, 0.5 / max(share, 1e-9), 0.5 / max(1 - share, 1e-9))
    beta = np.zeros(table.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(table @ beta, -30, 30)))
        slope = table.T @ (weight * (target - chance)) - ridge * beta
        curve = (table * (weight * chance * (1 - chance))[:, None]).T @ table + ridge * np.eye(
            len(beta)
        )
        beta = beta + np.linalg.solve(curve, slope)
    return beta
