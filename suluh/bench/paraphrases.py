"""Hard paraphrases against near titles: how often the right one is first, by each way of looking.

A folder holds titles.jsonl (id, title) and queries.jsonl (text, target, form), or the two retrieval files of the
development data's own test sets. Half of the targets, by hash, is kept apart: its figures are the ones to report.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from suluh.bench.table import Table
from suluh.claims.index import ClaimIndex
from suluh.claims.meaning import E5_SMALL, EAR, meaning_of
from suluh.claims.review import ClaimReview
from suluh.claims.words import searchable
from suluh.errors import DataError, InputError

DEEP = 5
Ranks = list[int]
Places = list[list[int]]
Finder = Callable[[Sequence[str], Sequence[str]], Places]


class Title(msgspec.Struct, frozen=True):
    """A headline; the development data call it `text`."""

    id: str
    title: str = ""
    text: str = ""

    @property
    def words(self) -> str:
        return self.title or self.text


class Asked(msgspec.Struct, frozen=True):
    """A paraphrase and the headline it is one of."""

    text: str
    target: str
    form: str = ""
    type: str = ""

    @property
    def kept_apart(self) -> bool:
        return hashlib.sha256(self.target.encode()).digest()[0] % 2 == 1


def run(folder: Path) -> dict[str, Any]:
    """R@1 and R@5 by form for each way of looking, over all queries and over the half kept apart."""
    titles, queries = _read(folder)
    known = {t.id for t in titles}
    unknown = [q.target for q in queries if q.target not in known]
    if unknown:
        raise DataError(f"a query asks for a title that is not there: {unknown[0]}", file=folder)
    found: dict[str, Any] = {"titles": len(titles), "queries": len(queries), "ways": {}}
    for name, finder in WAYS.items():
        order = finder([t.words for t in titles], [q.text for q in queries])
        ranks = [[titles[i].id for i in row] for row in order]
        found["ways"][name] = _figures(queries, ranks)
    return found


def _read(folder: Path) -> tuple[list[Title], list[Asked]]:
    first = (
        "retrieval_corpus.jsonl" if (folder / "retrieval_corpus.jsonl").exists() else "titles.jsonl"
    )
    second = "retrieval_queries.jsonl" if first.startswith("retrieval") else "queries.jsonl"
    return _lines(folder / first, Title), _lines(folder / second, Asked)


def _lines(path: Path, kind: type[Any]) -> list[Any]:
    if not path.is_file():
        raise DataError("no such file; a folder holds titles.jsonl and queries.jsonl", file=path)
    rows = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            rows.append(msgspec.json.decode(line, type=kind))
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            raise InputError(f"{path.name}:{number}: {problem}") from problem
    return rows


def _figures(queries: Sequence[Asked], ranked: Sequence[Sequence[str]]) -> dict[str, Any]:
    places: dict[tuple[bool, str], Ranks] = defaultdict(list)
    for query, ids in zip(queries, ranked, strict=True):
        place = ids.index(query.target) if query.target in ids else DEEP
        for key in ("all", query.form or query.type):
            places[query.kept_apart, key].append(place)
    forms = sorted({form for _, form in places})
    return {
        "kept_apart": {f: _recalls(places[True, f]) for f in forms},
        "all": {f: _recalls(places[True, f] + places[False, f]) for f in forms},
    }


def _recalls(places: Ranks) -> dict[str, float | int]:
    n = max(1, len(places))
    first, near = sum(p == 0 for p in places), sum(p < DEEP for p in places)
    return {"n": len(places), "r1": round(first / n, 4), "r5": round(near / n, 4)}


def by_meaning(encoder: str) -> Finder:
    """Vectors alone."""

    def find(titles: Sequence[str], queries: Sequence[str]) -> Places:
        meaning = meaning_of(encoder)
        heads = meaning.of_claims([searchable(t) for t in titles])
        asked = np.stack([meaning.of_post(searchable(q)) for q in queries])
        order = np.argsort(-(asked @ heads.T), axis=1, kind="stable")[:, :DEEP]
        return [[int(i) for i in row] for row in order]

    return find


def by_index(encoder: str) -> Finder:
    """The claim index as `scan` asks it: words, and with an encoder also meaning."""

    def find(titles: Sequence[str], queries: Sequence[str]) -> Places:
        reviews = [ClaimReview(id=str(i), claim=t) for i, t in enumerate(titles)]
        with tempfile.TemporaryDirectory() as folder:
            meaning = meaning_of(encoder) if encoder else None
            index = ClaimIndex.build(reviews, Path(folder) / "titles.index", meaning=meaning)
            rows = [index.search(q, DEEP, deep=bool(encoder)) for q in queries]
        return [[int(m.review.id) for m in row] for row in rows]

    return find


def by_bm25(titles: Sequence[str], queries: Sequence[str]) -> Places:
    """What one would take first: bm25s on plain words."""
    import bm25s

    engine = bm25s.BM25()
    engine.index(
        bm25s.tokenize([t.lower() for t in titles], stopwords=None, show_progress=False),
        show_progress=False,
    )
    asked = bm25s.tokenize([q.lower() for q in queries], stopwords=None, show_progress=False)
    places, _ = engine.retrieve(asked, k=DEEP, show_progress=False, n_threads=1)
    return [[int(i) for i in row] for row in places]


WAYS: dict[str, Finder] = {
    "BM25": by_bm25,
    "words and character runs": by_index(""),
    "e5-small, vectors": by_meaning(E5_SMALL),
    "ear, vectors": by_meaning(EAR),
    "index with the ear": by_index(EAR),
}


def table(result: dict[str, Any]) -> Table:
    """R@1 / R@5 of the half kept apart, one row a way of looking, one column a form."""
    ways = result["ways"]
    forms = sorted({f for way in ways.values() for f in way["kept_apart"]} - {"all"})
    columns = ["all", *forms]
    rows = [
        [name, *(_pair(way["kept_apart"].get(f)) for f in columns), _pair(way["all"]["all"])]
        for name, way in ways.items()
    ]
    title = f"Hard paraphrases, {result['queries']} queries, {result['titles']} titles: R@1 / R@5, half kept apart"
    return Table(title, ["", *columns, "both halves"], rows)


def _pair(figures: dict[str, Any] | None) -> str:
    return f"{figures['r1']:.2f} / {figures['r5']:.2f}" if figures else "–"
