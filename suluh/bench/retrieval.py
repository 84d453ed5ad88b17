"""How well known claims are found again: posts against claim reviews, by track and difficulty."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from rich.console import Console
from rich.table import Table

from suluh.claims.index import ClaimIndex, Match
from suluh.claims.meaning import EAR, meaning_of
from suluh.claims.review import ClaimReview
from suluh.claims.words import searchable
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
    score: float  # the surest of them
    levels: tuple[str | None, ...]  # act | suggest | None of each

    @property
    def acts(self) -> bool:
        """Whether any match is sure enough for the machine."""
        return "act" in self.levels

    @property
    def acts_rightly(self) -> bool:
        """Whether a match that is sure enough is a right one."""
        pairs = zip(self.found, self.levels, strict=True)
        return any(level == "act" and doc in self.query.relevant for doc, level in pairs)

    @property
    def rank(self) -> int | None:
        """Place of the first right document, from 1; None beyond the tenth."""
        places = [i for i, doc in enumerate(self.found, 1) if doc in self.query.relevant]
        return places[0] if places else None


def run(directory: Path, *, encoder: str = EAR, console: Console | None = None) -> dict[str, Any]:
    """Answer every query of the folder within its own corpora; without an encoder by words alone."""
    documents = list(read_lines(directory / "kb.jsonl", Document))
    queries = list(read_lines(directory / "queries.jsonl", Query))
    started = time.perf_counter()
    answers = list(answer(documents, queries, encoder))
    result = report(answers)
    apart = kept_apart(documents, answers)
    result["kept_apart"] = report(apart) | {"n": len(apart)}
    result["seconds"] = round(time.perf_counter() - started, 1)
    result["documents"] = len(documents)
    if console:
        print_report(result, console)
    return result


def answer(
    documents: Sequence[Document], queries: Sequence[Query], encoder: str
) -> Iterator[Answer]:
    """Search each query only in its corpora: one index for every set of corpora that is asked."""
    by_corpora: dict[tuple[str, ...], list[Query]] = defaultdict(list)
    for query in queries:
        by_corpora[tuple(sorted(query.corpora))].append(query)
    with tempfile.TemporaryDirectory() as folder:
        for number, (corpora, asked) in enumerate(sorted(by_corpora.items())):
            reviews = [as_review(d) for d in documents if d.corpus in corpora]
            path = Path(folder) / f"{number}.index"
            index = ClaimIndex.build(
                reviews, path, meaning=meaning_of(encoder) if encoder else None
            )
            for query in asked:
                yield _answer(query, index.search(query.text, DEPTH, deep=bool(encoder)))


def kept_apart(documents: Sequence[Document], answers: Sequence[Answer]) -> list[Answer]:
    """The answers of the half that the weights and thresholds were not fitted on."""
    titles = {d.doc_id: d.title for d in documents}
    return [a for a in answers if is_kept_apart(a.query, titles)]


def is_kept_apart(query: Query, titles: Mapping[str, str]) -> bool:
    """Whether a query is in that half: by hash of the claim's words.

    Split by claim, not by post, since several posts of one claim would otherwise fall on both sides.
    """
    title = titles.get(query.relevant[0]) if query.relevant else None
    return not _even(searchable(title) if title else query.qid)


def is_for_fitting(query: Query, titles: Mapping[str, str]) -> bool:
    """Whether a post of the other half is kept for weighing words against meaning.

    The encoder learns from the rest of that half. Weights fitted on posts that it has seen would trust it too much.
    """
    title = titles.get(query.relevant[0]) if query.relevant else None
    words = searchable(title) if title else query.qid
    return _even(words) and _even(f"fit {words}")


def _even(text: str) -> bool:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 0


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
    return Answer(
        query=query,
        found=tuple(m.review.id for m in matches),
        score=max((m.score for m in matches), default=0.0),
        levels=tuple(m.level for m in matches),
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
            "false_rate": _share(a.acts for a in none),
            "suggested_rate": _share(any(a.levels) for a in none),
        },
        "acting": {
            "n": sum(a.acts for a in asked),
            "share": _share(a.acts for a in asked),
            "precision": _share(a.acts_rightly for a in asked if a.acts),
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


Line = TypeVar("Line")


def read_lines(path: Path, kind: type[Line]) -> Iterator[Line]:
    """Each line of a JSONL file as `kind`; DataError names the line that is none."""
    if not path.exists():
        raise DataError(
            "no such file; a retrieval folder holds kb.jsonl and queries.jsonl", file=path
        )
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield msgspec.json.decode(line, type=kind)
            except (msgspec.DecodeError, UnicodeDecodeError) as problem:
                raise DataError(str(problem), file=path, line=number) from problem


def print_report(result: dict[str, Any], console: Console) -> None:
    """The same figures as tables: all posts, then the half kept apart from fitting."""
    for title, figures in (("Retrieval", result), ("Kept-apart half", result["kept_apart"])):
        _print_table(title, figures, console)


def _print_table(title: str, result: dict[str, Any], console: Console) -> None:
    table = Table(title=title)
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
