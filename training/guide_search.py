"""Fit how much each sign weighs in the guide's search: suluh/guide/search/trust.yaml.

    questions of asked.yaml and of dev.jsonl, in five parts
        → each part asked of an index that has not seen it       signs of every question, and of nobody's
        → the weights under which the right answer is likeliest   a conditional logit, once for a page, once for a server

    PYTHONPATH=. .venv/bin/python training/guide_search.py tests/tables/guide_questions

Needs scipy. A question that stands in the table counts whole; one that was written down as an example alone, often a
word or two, counts EXAMPLE. The half kept apart is not read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize

from suluh.bench.guide_search import FOLDS, HALVES, Asked, fold, rows
from suluh.facts import load
from suluh.guide.book import Book
from suluh.guide.search import index_of
from suluh.guide.search.asking import said_in, signs_of
from suluh.guide.search.trust import FILE, MOST_WORDS, NOBODY
from suluh.house.sentences import opened

PAGE = ("share", "letters", "covered")
SERVER = (*PAGE, "nearest", "near")
EXAMPLE = 0.3
RIDGE = 1.0  # how much the weights are held back, as the half of their squares
HEAD = "# How much each sign weighs (trust.py). Made by training/guide_search.py; not to be edited by hand.\n"
Numbers = NDArray[np.float64]


class Questions(NamedTuple):
    """`signs`: question asked × question of the guide × sign, nobody's last. `own`: nobody's alone."""

    signs: Numbers
    own: Numbers  # one, unknown words, words
    right: NDArray[np.bool_]
    counts: Numbers


def gathered(folder: Path, book: Book) -> Questions:
    """Every question beside what an index that has not seen it finds."""
    ids = [*(q.id for q in book.questions), NOBODY]
    found = [one for part in range(FOLDS) for one in _asked(part, folder, book, ids)]
    signs, own, right, counts = zip(*found, strict=True)
    return Questions(np.stack(signs), np.array(own), np.stack(right), np.array(counts))


def _asked(
    part: int, folder: Path, book: Book, ids: list[str]
) -> Iterator[tuple[Numbers, tuple[int, int, int], NDArray[np.bool_], float]]:
    every = {text: answers for text, answers in _known(folder, book).items() if fold(text) == part}
    index = index_of(book, without=every)
    ear = opened(index)
    for text, (answers, counts) in every.items():
        standard, said = said_in(text, index)
        found = signs_of(said, standard, index, ear(text))
        signs = [[found[sign].get(question, 0.0) for sign in SERVER] for question in ids]
        own = (1, said.strange, min(len(standard), MOST_WORDS))
        yield np.array(signs), own, np.array([q in answers for q in ids]), counts


def _known(folder: Path, book: Book) -> dict[str, tuple[tuple[str, ...], float]]:
    """text → what answers it, and how much it counts. Titles stay in every index."""
    titles = {title for q in book.questions for title in q.title.values()}
    known = {
        e.text: ((e.question,), EXAMPLE) for e in index_of(book).examples if e.text not in titles
    }
    table: list[Asked] = rows(folder / f"{HALVES[0]}.jsonl")
    return known | {asked.text: (asked.answers or (NOBODY,), 1.0) for asked in table}


def fitted(asked: Questions, signs: tuple[str, ...]) -> dict[str, object]:
    """The weights as trust.yaml has them."""
    found = asked.signs[:, :, : len(signs)]
    size = len(signs)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        score = found @ weights[:size]
        score[:, -1] = found[:, -1] @ weights[size : 2 * size] + asked.own @ weights[2 * size :]
        odds = np.exp(score - score.max(axis=1, keepdims=True))
        chance = odds / odds.sum(axis=1, keepdims=True)
        right = (chance * asked.right).sum(axis=1)
        slope = (chance - chance * asked.right / right[:, None]) * asked.counts[:, None]
        nobody = slope[:, -1].copy()
        slope[:, -1] = 0
        parts = (np.tensordot(slope, found, ([0, 1], [0, 1])), nobody @ found[:, -1], nobody @ asked.own)  # fmt: skip
        value = -(asked.counts * np.log(right)).sum() + RIDGE * (weights**2).sum() / 2
        return float(value), np.concatenate(parts) + RIDGE * weights

    start = np.zeros(2 * size + asked.own.shape[1])
    weights = [round(float(w), 2) for w in minimize(loss, start, jac=True, method="L-BFGS-B").x]
    always, strange, long = weights[2 * size :]
    return {
        "question": dict(zip(signs, weights[:size], strict=True)),
        "nobody": dict(zip(signs, weights[size : 2 * size], strict=True)),
        "always": always, "strange": strange, "long": long,
    }  # fmt: skip


def main(folder: Path) -> None:
    asked = gathered(folder, Book(load("pilkada-2024"), date(2024, 11, 20)))
    both = {"page": fitted(asked, PAGE), "server": fitted(asked, SERVER)}
    FILE.write_text(HEAD + yaml.safe_dump(both, sort_keys=False, default_flow_style=None))
    print(msgspec.json.encode(both).decode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
