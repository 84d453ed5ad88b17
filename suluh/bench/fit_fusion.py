"""Make suluh/claims/fusion.json again: what comes first in a list, and how sure a match is.

    python -m suluh.bench.fit_fusion RETRIEVAL_FOLDER [OUT.json]

Only the posts that are kept for fitting are used: the ear has not learned from them, and the kept-apart half is only
measured. The weights for words alone and for e5-small are those of an earlier fit.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.bench.retrieval import Document, Query, as_review, is_for_fitting, read_lines
from suluh.claims.fusion import WEIGHTS, Fusion, Fusions, features
from suluh.claims.index import NEAR, ClaimIndex
from suluh.claims.lexical import Lexical
from suluh.claims.meaning import EAR, meaning_of
from suluh.claims.words import searchable

ORDER = ("bm25", "body", "runs", "covered", "mass", "length")
SURE = ("bm25", "runs", "covered", "mass", "length", "own")
LIST = 4  # candidates a post that the surety is fitted on

Floats = NDArray[np.float32]


class Example(msgspec.Struct, frozen=True):
    """One post's candidates: what was measured of each, and which are right."""

    measured: dict[str, Floats]
    right: NDArray[np.bool_]


def examples(
    documents: Sequence[Document],
    queries: Sequence[Query],
    claims: Mapping[str, Floats],
    posts: Mapping[str, Floats],
) -> Iterator[Example]:
    """Candidates by words and by meaning for every query, within its corpora."""
    grouped: dict[tuple[str, ...], list[Query]] = defaultdict(list)
    for query in queries:
        grouped[tuple(sorted(query.corpora))].append(query)
    with tempfile.TemporaryDirectory() as folder:
        for corpora, asked in grouped.items():
            inside = [d for d in documents if d.corpus in corpora]
            path = Path(folder) / "one.index"
            lexical: Lexical = ClaimIndex.build(map(as_review, inside), path).lexical
            vectors = np.stack([claims[d.doc_id] for d in inside])
            for query in asked:
                cosines = vectors @ posts[query.qid]
                near = np.sort(np.argpartition(-cosines, NEAR)[:NEAR])
                found = lexical.search(searchable(query.text), near)
                right = np.array([inside[r].doc_id in query.relevant for r in found.rows.tolist()])
                yield Example(features(found, cosines[found.rows]), right)


def fit_order(given: Sequence[Example], names: Sequence[str], steps: int = 500) -> dict[str, float]:
    """Weights under which the right candidate comes first: softmax over each list, by Adam."""
    kept = [e for e in given if e.right.any()]
    table = np.concatenate([_columns(e, names) for e in kept])
    scale = table.std(axis=0) + 1e-6
    table = table / scale
    right = np.concatenate([e.right for e in kept])
    sizes = [len(e.right) for e in kept]
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    owner = np.repeat(np.arange(len(kept)), sizes)
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, steps + 1):
        scores = table @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        share = odds / np.add.reduceat(odds, starts)[owner]
        wanted = odds * right / np.add.reduceat(odds * right, starts)[owner]
        slope = table.T @ (share - wanted) / len(kept) + 2e-3 * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        step_mean, step_square = mean / (1 - 0.9**step), square / (1 - 0.999**step)
        weights = weights - 0.05 * step_mean / (np.sqrt(step_square) + 1e-8)
    return _named(names, weights / scale)


def fit_sure(
    given: Sequence[Example], order: Mapping[str, float], names: Sequence[str]
) -> tuple[dict[str, float], float]:
    """Weights and bias of a logistic function; posts that match nothing count four times."""
    from sklearn.linear_model import LogisticRegression

    rows, right, weight = [], [], []
    for example in given:
        top = np.argsort(-_columns(example, list(order)) @ np.array(list(order.values())))[:LIST]
        rows.append(_columns(example, names)[top])
        right.append(example.right[top])
        weight.append(np.full(len(top), 1.0 if example.right.any() else 4.0))
    table = np.concatenate(rows)
    scale = table.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=2000)
    model.fit(table / scale, np.concatenate(right), sample_weight=np.concatenate(weight))
    return _named(names, model.coef_[0] / scale), round(float(model.intercept_[0]), 4)


def _columns(example: Example, names: Sequence[str]) -> Floats:
    return np.stack([example.measured[name] for name in names], axis=1)


def _named(names: Sequence[str], weights: NDArray[np.floating]) -> dict[str, float]:
    return {n: round(float(w), 4) for n, w in zip(names, weights.tolist(), strict=True)}


def main(folder: Path, out: Path = WEIGHTS) -> None:
    """Embed, measure, fit (a minute), and write `out`; the other weights and the thresholds stay as they were."""
    documents = list(read_lines(folder / "kb.jsonl", Document))
    titles = {d.doc_id: d.title for d in documents}
    every = read_lines(folder / "queries.jsonl", Query)
    queries = [q for q in every if is_for_fitting(q, titles)]
    meaning = meaning_of(EAR)
    rows = meaning.of_claims([searchable(d.title) for d in documents])
    claims = dict(zip(titles, rows, strict=True))
    posts = {q.qid: meaning.of_post(searchable(q.text)) for q in queries}
    given = list(examples(documents, queries, claims, posts))
    before = msgspec.json.decode(WEIGHTS.read_bytes(), type=Fusions)
    known = before.deep[EAR]
    order = fit_order(given, (*ORDER, "meaning"))
    sure, bias = fit_sure(given, order, (*SURE, "meaning"))
    fitted = Fusion(order, sure, bias, known.act, known.suggest)
    fusions = Fusions(before.quick, before.deep | {EAR: fitted}, before.note)
    out.write_bytes(msgspec.json.format(msgspec.json.encode(fusions)))
    say_thresholds(given, fitted)


def say_thresholds(given: Sequence[Example], fitted: Fusion) -> None:
    """How sure the surest candidate is: of posts that match nothing, and of those that match."""
    best: dict[bool, list[float]] = {False: [], True: []}
    for example in given:
        best[bool(example.right.any())].append(float(fitted.surety(example.measured).max()))
    for answerable, values in best.items():
        print(
            f"answerable {answerable}: n {len(values)}",
            np.quantile(values, (0.5, 0.9, 0.95, 0.98, 0.99, 1)).round(3),
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(Path(a) for a in sys.argv[2:3]))
