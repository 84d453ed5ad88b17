"""How well known claims are found again: posts against claim reviews, by track and difficulty."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from suluh.claims.index import ClaimIndex, Match
from suluh.claims.review import ClaimReview
from suluh.errors import DataError

DEPTH = 10


class Document(msgspec.Struct, frozen=True):
    """One line of kb.jsonl."""

    doc_id: str
    corpus: str
    title: str
    body: str | None = None
    date: str | None = None
    url: str | None = None
    verdict: str | None = None


class Query(msgspec.Struct, frozen=True):
    """One line of queries.jsonl."""

    qid: str
    track: str
    corpora: tuple[str, ...]
    text: str
    relevant: tuple[str, ...] = ()
    relevant_other_publisher: tuple[str, ...] = ()
    answerable: bool = True
    election: bool = False
    difficulty: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """What the index said to one query."""

    query: Query
    found: tuple[str, ...]  # document ids, best first
    score: float  # of the first
    level: str | None  # act | suggest | None, of the first

    @property
    def rank(self) -> int | None:
        """Place of the first right document, from 1; None beyond the tenth."""
        places = [i for i, doc in enumerate(self.found, 1) if doc in self.query.relevant]
        return places[0] if places else None


def run(directory: Path, *, deep: bool = True, console: Console | None = None) -> dict[str, Any]:
    """Answer every query of the folder within its own corpora; see data/bench/README for layout."""
    documents = list(_read(directory / "kb.jsonl", Document))
    queries = list(_read(directory / "queries.jsonl", Query))
    started = time.perf_counter()
    answers = list(answer(documents, queries, deep=deep))
    result = report(answers)
    result["seconds"] = round(time.perf_counter() - started, 1)
    result["documents"] = len(documents)
    if console:
        print_report(result, console)
    return result


def answer(
    documents: Sequence[Document], queries: Sequence[Query], *, deep: bool
) -> Iterator[Answer]:
    """Search each query only in its corpora: one index for every set of corpora that is asked."""
    by_corpora: dict[tuple[str, ...], list[Query]] = defaultdict(list)
    for query in queries:
        by_corpora[tuple(sorted(query.corpora))].append(query)
    with tempfile.TemporaryDirectory() as folder:
        for number, (corpora, asked) in enumerate(sorted(by_corpora.items())):
            reviews = [as_review(d) for d in documents if d.corpus in corpora]
            index = ClaimIndex.build(reviews, Path(folder) / f"{number}.index")
            for query in asked:
                yield _answer(query, index.search(query.text, DEPTH, deep=deep))


def as_review(document: Document) -> ClaimReview:
    """A document of the benchmark as a claim review."""
    return ClaimReview(
        id=document.doc_id,
        claim=document.title,
        explanation_id=document.body or "",
        date=document.date or None,
        url=document.url or None,
    )


def _answer(query: Query, matches: Sequence[Match]) -> Answer:
    first = matches[0] if matches else None
    return Answer(
        query=query,
        found=tuple(m.review.id for m in matches),
        score=first.score if first else 0.0,
        level=first.level if first else None,
    )


def report(answers: Sequence[Answer]) -> dict[str, Any]:
    """The figures by track, by difficulty, for the election alone, and for posts without a match."""
    asked = [a for a in answers if a.query.answerable and a.query.relevant]
    none = [a for a in answers if not a.query.answerable]
    tracks = sorted({a.query.track for a in asked})
    bins = sorted({a.query.difficulty for a in asked if a.query.difficulty})
    return {
        "tracks": {
            t: _figures([a for a in asked if a.query.track == t])
            | {"election": _figures([a for a in asked if a.query.track == t and a.query.election])}
            for t in tracks
        },
        "difficulty": {b: _figures([a for a in asked if a.query.difficulty == b]) for b in bins},
        "election": _figures([a for a in asked if a.query.election]),
        "no_match": {
            "n": len(none),
            "false_rate": _share(a.level == "act" for a in none),
            "suggested_rate": _share(a.level is not None for a in none),
        },
        "acting": {
            "n": sum(a.level == "act" for a in asked),
            "share": _share(a.level == "act" for a in asked),
            "precision": _share(a.rank == 1 for a in asked if a.level == "act"),
        },
    }


def _figures(answers: Sequence[Answer]) -> dict[str, float | int]:
    ranks = [a.rank for a in answers]
    return {
        "n": len(ranks),
        "mrr10": _mean([1.0 / r if r else 0.0 for r in ranks]),
        "r1": _mean([float(r == 1) for r in ranks]),
        "r10": _mean([float(r is not None) for r in ranks]),
    }


def _share(answers: Iterable[bool]) -> float:
    return _mean([float(yes) for yes in answers])


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _read(path: Path, kind: type[Any]) -> Iterator[Any]:
    if not path.exists():
        raise DataError(
            "no such file; a retrieval folder holds kb.jsonl and queries.jsonl", file=path
        )
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield msgspec.json.decode(line, type=kind)
            except msgspec.DecodeError as problem:
                raise DataError(str(problem), file=path, line=number) from problem


def print_report(result: dict[str, Any], console: Console) -> None:
    """The same figures as a table."""
    table = Table(title="Retrieval")
    for name in ("", "n", "MRR@10", "R@1", "R@10"):
        table.add_column(name, justify="left" if not name else "right")
    for track, figures in result["tracks"].items():
        _row(table, track, figures)
        _row(table, "  election", figures["election"])
    for name, figures in result["difficulty"].items():
        _row(table, name, figures)
    _row(table, "election, all tracks", result["election"])
    console.print(table)
    none, acting = result["no_match"], result["acting"]
    console.print(
        f"no match: {none['n']} posts, {none['false_rate']:.2%} matched at the acting threshold, "
        f"{none['suggested_rate']:.2%} suggested; acting on {acting['share']:.1%} of the others, "
        f"{acting['precision']:.1%} of them right"
    )


def _row(table: Table, name: str, figures: dict[str, Any]) -> None:
    numbers = (f"{figures[key]:.3f}" for key in ("mrr10", "r1", "r10"))
    table.add_row(name, str(figures["n"]), *numbers)
