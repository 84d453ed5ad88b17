"""The first stage: which reviews share rare words and character runs with a post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.claims.words import BUCKETS, runs, stems

K1, B = 1.2, 0.75  # BM25's usual settings; titles are short and little repeated
COMMON = 0.12  # a stem in more than this share of rows finds nothing and is not looked up
WIDE = 96  # rows that are measured
STEP = 5_000  # rows that are read together while an index is built

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


class Found(msgspec.Struct, frozen=True):
    """Candidate rows with what was measured of each, one number a row in every array."""

    rows: Rows
    bm25: Floats  # sum of weights of shared stems
    body: Floats  # the same against the explanation
    runs: Floats  # cosine of character runs, 0..1
    covered: Floats  # share of the claim's rarity that the post also has, 0..1
    mass: Floats  # rarity of what is shared, in nats
    length: Floats  # different stems of the row
    asked: float  # rarity of all different stems of the post, in nats


class Lexical:
    """Postings and rows of one set of wordings, in arrays that may live on disk."""

    def __init__(self, arrays: dict[str, NDArray[Any]], prefix: str):
        self._a = {k.removeprefix(prefix): v for k, v in arrays.items() if k.startswith(prefix)}
        self.size = len(self._a["row_terms_at"]) - 1

    def search(self, text: str, extra: Rows | None = None) -> Found:
        """The likeliest rows for a searchable text, and the rows in `extra`, each measured."""
        words = stems(text)
        unique = np.unique(words)
        known = self._lookup(unique)
        titles = self._sum("", known)
        bodies = self._sum("body_", known)
        rows = _best(titles + 0.3 * bodies, WIDE)
        if extra is not None:
            rows = np.unique(np.concatenate((rows, extra)))
        return self._measure(rows, words, known, text, titles, bodies)

    def _lookup(self, unique: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Places of the stems in the vocabulary; unknown ones are left out."""
        vocabulary = self._a["vocabulary"]
        if not len(vocabulary):
            return np.zeros(0, np.int64)
        places = np.minimum(np.searchsorted(vocabulary, unique), len(vocabulary) - 1)
        known: NDArray[np.int64] = places[vocabulary[places] == unique]
        return known

    def _rarity(self, known: Rows, different: int) -> float:
        """Summed rarity of stems; one that no claim has counts as the rarest."""
        idf = self._a["idf"]
        rarest = float(idf.max()) if len(idf) else 0.0
        return float(idf[known].sum()) + rarest * (different - len(known))

    def _sum(self, field: str, terms: NDArray[np.int64]) -> Floats:
        """BM25 of every row for these stems."""
        at, rows, weights = (self._a[field + n] for n in ("at", "rows", "weights"))
        limit = max(50, COMMON * self.size)
        begins, ends = at[terms], at[terms + 1]
        useful = (ends > begins) & (ends - begins <= limit)
        spans = list(zip(begins[useful].tolist(), ends[useful].tolist(), strict=True))
        if not spans:
            return np.zeros(self.size, np.float32)
        where = np.concatenate([rows[a:b] for a, b in spans])
        what = np.concatenate([weights[a:b] for a, b in spans])
        return np.bincount(where, what, minlength=self.size).astype(np.float32)

    def _measure(
        self,
        rows: Rows,
        words: NDArray[np.uint32],
        known: Rows,
        text: str,
        titles: Floats,
        bodies: Floats,
    ) -> Found:
        starts, sizes, inside = _gather(self._a["row_terms_at"], rows)
        terms = self._a["row_terms"][inside]
        weights = self._a["idf"][terms]
        mass = _sums(weights * np.isin(terms, known), starts, sizes)
        total = np.maximum(_sums(weights, starts, sizes), np.float32(1e-6))
        return Found(
            rows=rows,
            bm25=titles[rows],
            body=bodies[rows],
            runs=self._cosine(rows, text),
            covered=_floats(mass / total),
            mass=mass,
            length=_floats(sizes),
            asked=self._rarity(known, len(np.unique(words))),
        )

    def _cosine(self, rows: Rows, text: str) -> Floats:
        """Cosine of tf-idf over character runs between the text and each row."""
        buckets, weights = _weighted(runs(text), self._a["run_idf"])
        dense = np.zeros(BUCKETS, np.float32)
        dense[buckets] = weights
        starts, sizes, inside = _gather(self._a["row_runs_at"], rows)
        products = dense[self._a["row_runs"][inside]] * self._a["row_run_weights"][inside]
        return _sums(products, starts, sizes)


def _best(scores: Floats, count: int) -> Rows:
    """Rows with the highest scores above zero, ascending by row."""
    few = len(scores) <= count
    top = np.arange(len(scores)) if few else np.argpartition(-scores, count)[:count]
    return np.sort(top[scores[top] > 0])


def _gather(at: NDArray[np.int64], rows: Rows) -> tuple[Rows, Rows, Rows]:
    """For rows of a ragged array: where each begins in the joined result, its size, the indices."""
    begins = np.asarray(at[rows], np.int64)
    sizes = np.asarray(at[rows + 1], np.int64) - begins
    starts = np.cumsum(sizes) - sizes
    inside = np.repeat(begins - starts, sizes) + np.arange(int(sizes.sum()))
    return starts, sizes, inside


def _floats(values: NDArray[Any]) -> Floats:
    return values.astype(np.float32)


def _sums(values: Floats, starts: Rows, sizes: Rows) -> Floats:
    """Sum of each row's stretch; an empty row gives zero."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.bincount(owner, values, minlength=len(sizes)).astype(np.float32)


def _weighted(found: NDArray[np.uint32], idf: Floats) -> tuple[NDArray[np.uint32], Floats]:
    """Different buckets with sublinear tf-idf weights at length one."""
    buckets, counts = np.unique(found, return_counts=True)
    weights = ((1.0 + np.log(np.maximum(counts, 1))) * idf[buckets]).astype(np.float32)
    length = float(np.sqrt((weights**2).sum()))
    return buckets, weights / length if length else weights


def build_lexical(
    wordings: Sequence[str], bodies: Sequence[str], prefix: str
) -> dict[str, NDArray[Any]]:
    """The arrays of Lexical for searchable wordings, each with the explanation that goes with it.

    Rows are held as one long array and where each begins, never as an array a row: a million reviews fit.
    """
    titles, explained = _stemmed(wordings), _stemmed(bodies)
    vocabulary = np.unique(np.concatenate((titles.values, explained.values)))
    own, beside = titles.counted(vocabulary), explained.counted(vocabulary)
    arrays: dict[str, NDArray[Any]] = {"vocabulary": vocabulary}
    arrays |= _postings(own, len(vocabulary), "")
    arrays |= _postings(beside, len(vocabulary), "body_")
    arrays["idf"] = _idf(np.diff(arrays["at"]), len(wordings))
    arrays["row_terms"] = own.term.astype(np.int32)
    arrays["row_terms_at"] = _begins(np.bincount(own.row, minlength=len(wordings)))
    arrays |= _run_rows(wordings)
    return {prefix + name: array for name, array in arrays.items()}


class _Counted(NamedTuple):
    """How often each term stands in each row: one place a pair, by row and then by term."""

    row: Rows
    term: Rows
    times: Rows
    sizes: Floats  # terms of every row, repeated ones included


class _Ragged(NamedTuple):
    """Rows of different lengths in one array."""

    values: NDArray[np.uint32]
    sizes: Rows

    def counted(self, vocabulary: NDArray[np.uint32]) -> _Counted:
        """The values as places in the vocabulary, counted a row."""
        row = np.repeat(np.arange(len(self.sizes)), self.sizes)
        width = max(1, len(vocabulary))
        key, count = np.unique(
            row * width + np.searchsorted(vocabulary, self.values), return_counts=True
        )
        return _Counted(key // width, key % width, count, self.sizes.astype(np.float32))


def _ragged(rows: Iterable[NDArray[np.uint32]]) -> _Ragged:
    held = list(rows)
    values = np.concatenate(held) if held else np.zeros(0, np.uint32)
    return _Ragged(values, np.array([len(row) for row in held], np.int64))


def _stemmed(texts: Sequence[str]) -> _Ragged:
    parts = [_ragged(map(stems, texts[at : at + STEP])) for at in range(0, len(texts), STEP)]
    if not parts:
        return _ragged(())
    return _Ragged(
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.sizes for part in parts]),
    )


def _begins(sizes: NDArray[Any]) -> NDArray[np.int64]:
    """Where each row begins in the joined array, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def _idf(rows_with: NDArray[np.int64], rows: int) -> Floats:
    return np.log(1.0 + (rows - rows_with + 0.5) / (rows_with + 0.5)).astype(np.float32)


def _postings(found: _Counted, terms: int, field: str) -> dict[str, NDArray[Any]]:
    """For every stem the rows that have it and its BM25 weight there."""
    sizes = found.sizes
    with_it = np.bincount(found.term, minlength=terms)
    mean = float(sizes[sizes > 0].mean()) if (sizes > 0).any() else 1.0
    damp = K1 * (1.0 - B + B * sizes[found.row] / mean)
    weight = found.times * (K1 + 1.0) / (found.times + damp) * _idf(with_it, len(sizes))[found.term]
    order = np.lexsort((found.row, found.term))
    return {
        field + "at": _begins(with_it),
        field + "rows": found.row[order].astype(np.int32),
        field + "weights": weight[order].astype(np.float32),
    }


def _run_rows(wordings: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Character runs of every row with their weights, and the rarity of each bucket."""
    steps = range(0, len(wordings), STEP)
    parts = [_runs_counted(wordings[at : at + STEP]) for at in steps]
    rows_with = np.zeros(BUCKETS, np.int64)
    for part in parts:
        rows_with += np.bincount(part.values, minlength=BUCKETS)
    idf = (np.log((1.0 + len(wordings)) / (1.0 + rows_with)) + 1.0).astype(np.float32)
    weights = [_run_weights(part, idf) for part in parts]
    return {
        "run_idf": idf,
        "row_runs": _joined([p.values for p in parts], np.uint32),
        "row_runs_at": _begins(_joined([p.sizes for p in parts], np.int64)),
        "row_run_weights": _joined(weights, np.float16),
    }


def _joined(parts: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind, copy=False) if parts else np.zeros(0, kind)


class _Runs(NamedTuple):
    """The different buckets of some rows, joined, with how often each stands in its row."""

    values: NDArray[np.uint32]
    counts: NDArray[np.uint16]
    sizes: Rows


def _runs_counted(texts: Sequence[str]) -> _Runs:
    pairs = [np.unique(runs(text), return_counts=True) for text in texts]
    sizes = np.array([len(buckets) for buckets, _ in pairs], np.int64)
    buckets = np.concatenate([buckets for buckets, _ in pairs]).astype(np.uint32)
    counts = np.concatenate([count for _, count in pairs])
    return _Runs(buckets, np.minimum(counts, 65_535).astype(np.uint16), sizes)


def _run_weights(part: _Runs, idf: Floats) -> NDArray[np.float16]:
    """As `_weighted`, for every row of a part."""
    at = _begins(part.sizes)
    counts = part.counts.astype(np.int64)
    weights = ((1.0 + np.log(np.maximum(counts, 1))) * idf[part.values]).astype(np.float32)
    for begin, end in zip(at[:-1].tolist(), at[1:].tolist(), strict=True):
        length = float(np.sqrt((weights[begin:end] ** 2).sum()))
        if length:
            weights[begin:end] /= length
    return weights.astype(np.float16)
