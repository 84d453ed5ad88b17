"""The guide's search on hand-written questions: is the right page first, is what nobody has answered left unanswered?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from suluh.bench.table import Table
from suluh.errors import RequestError
from suluh.guide.search import Index, hear

HALVES = ("dev", "kept_apart")


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


def run(folder: Path, index: Index) -> list[Tried]:
    """folder: dev.jsonl and kept_apart.jsonl. Raises RequestError when one is missing or not understood."""
    return [
        Tried(half, asked, hear(asked.text, index).best)
        for half in HALVES
        for asked in _rows(folder / f"{half}.jsonl")
    ]


def tables(tried: list[Tried]) -> list[Table]:
    """Right first, by half, voice, language and form; refusals by half."""
    kinds: tuple[tuple[str, Callable[[Tried], str]], ...] = (
        ("half", lambda t: t.half),
        ("voice, kept apart", lambda t: t.asked.voice if t.half == HALVES[1] else ""),
        ("language, kept apart", lambda t: t.asked.lang if t.half == HALVES[1] else ""),
        ("form, kept apart", lambda t: t.asked.form if t.half == HALVES[1] else ""),
    )
    answered = [t for t in tried if t.asked.answers]
    refused = [t for t in tried if not t.asked.answers]
    return [
        *(_table(f"right answer first, by {name}", answered, key) for name, key in kinds),
        _table("no official answer, and none given, by half", refused, lambda t: t.half),
    ]


def _table(title: str, tried: Iterable[Tried], key: Callable[[Tried], str]) -> Table:
    groups: dict[str, list[bool]] = {}
    for one in tried:
        if key(one):
            groups.setdefault(key(one), []).append(one.right)
    rows = [(k, len(v), sum(v), sum(v) / len(v)) for k, v in sorted(groups.items())]
    return Table(title, ("", "questions", "right", "share"), rows)


def _rows(path: Path) -> list[Asked]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [msgspec.convert(json.loads(line), Asked) for line in lines if line.strip()]
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise RequestError(f"{path}: {error}") from error
