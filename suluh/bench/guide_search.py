"""The guide's search on hand-written questions: is the right page first, is what nobody has answered left unanswered?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from suluh.bench.table import Table
from suluh.errors import RequestError
from suluh.guide.book import Book
from suluh.guide.search import Index, Nearness, hear, index_of

HALVES = ("dev", "kept_apart")
FOLDS = 5


class Asked(msgspec.Struct, frozen=True):
    """One row of a table. `answers`: the ids of the questions that answer it, none when nothing official does."""

    text: str
    answers: tuple[str, ...]
    lang: str
    form: str
    voice: str = "first"


class Tried(msgspec.Struct, frozen=True):
    """What the search made of a row."""

    half: str
    asked: Asked
    best: str

    @property
    def right(self) -> bool:
        return self.best in self.asked.answers if self.asked.answers else not self.best

    @property
    def misled(self) -> bool:
        """Whether a page was given that does not answer: worse than none."""
        return bool(self.best) and not self.right


Listening: TypeAlias = Callable[[Index], Nearness | None]


def run(
    folder: Path,
    book: Book,
    listening: Listening = lambda index: None,
    halves: Sequence[str] = HALVES,
) -> list[Tried]:
    """folder: dev.jsonl and kept_apart.jsonl. Raises RequestError when one is missing or not understood.

    listening: makes the ear of an index. halves: those to ask. The search has learned from dev.jsonl; its rows are asked
    in FOLDS parts, each of an index that has not seen them.
    """
    return [
        tried
        for half in halves
        for part in _parts(half, rows(folder / f"{half}.jsonl"))
        for tried in _tried(half, part, book, listening)
    ]


def _parts(half: str, every: list[Asked]) -> list[list[Asked]]:
    if half != HALVES[0]:
        return [every]
    return [[a for a in every if fold(a.text) == part] for part in range(FOLDS)]


def _tried(half: str, rows: Sequence[Asked], book: Book, listening: Listening) -> Iterator[Tried]:
    index = index_of(book, without={asked.text for asked in rows})
    near = listening(index)
    return (Tried(half, asked, hear(asked.text, index, near).best) for asked in rows)


def fold(text: str) -> int:
    """In which of the parts it is asked."""
    return hashlib.sha256(text.encode()).digest()[1] % FOLDS


def tables(tried: list[Tried], name: str) -> list[Table]:
    """Right first, by half, voice, language and form; refusals by half. name: of the way that was tried."""
    kinds: tuple[tuple[str, Callable[[Tried], str]], ...] = (
        ("half", lambda t: t.half),
        ("half and voice", lambda t: f"{t.half}, {t.asked.voice}"),
        ("language, kept apart", lambda t: t.asked.lang if t.half == HALVES[1] else ""),
        ("form, kept apart", lambda t: t.asked.form if t.half == HALVES[1] else ""),
    )
    answered = [t for t in tried if t.asked.answers]
    refused = [t for t in tried if not t.asked.answers]
    unanswered = f"{name}: no official answer, and none given"
    return [
        *(_table(f"{name}: right answer first, by {what}", answered, key) for what, key in kinds),
        *(_table(f"{unanswered}, by {what}", refused, key) for what, key in kinds[:2]),
    ]


def _table(title: str, tried: Iterable[Tried], key: Callable[[Tried], str]) -> Table:
    groups: dict[str, list[Tried]] = {}
    for one in tried:
        if key(one):
            groups.setdefault(key(one), []).append(one)
    shares = [
        (
            k,
            len(v),
            sum(t.right for t in v),
            sum(t.right for t in v) / len(v),
            sum(t.misled for t in v),
        )
        for k, v in sorted(groups.items())
    ]
    return Table(title, ("", "questions", "right", "share", "wrong page"), shares)


def rows(path: Path) -> list[Asked]:
    """Raises RequestError for a file that is missing or not understood."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [msgspec.convert(json.loads(line), Asked) for line in lines if line.strip()]
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise RequestError(f"{path}: {error}") from error
