"""A table of fact-checks, CSV or TSV, with whatever Indonesian or English column names it has."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from suluh.claims.importers.record import review_of
from suluh.claims.review import ClaimReview, Rejected
from suluh.claims.verdict import LEXICON
from suluh.errors import DataError

_PUNCTUATION = re.compile(r"[\s_\-./]+")


def read(path: Path) -> Iterator[ClaimReview | Rejected]:
    """One review a row. A table without a column for the claim raises DataError."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        start = text.read(8192)
        text.seek(0)
        rows = csv.reader(_without_nul(text), delimiter=_delimiter(start, path))
        yield from _rows(rows, path)


def _rows(rows: Iterator[list[str]], path: Path) -> Iterator[ClaimReview | Rejected]:
    reader = rows
    header = next(reader, None)
    columns = _columns(header or [], path)
    while True:
        line: int = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            yield Rejected(str(path), line, str(problem))
            continue
        if any(cell.strip() for cell in row):
            yield _row(row, columns, path, line)


def _row(row: list[str], columns: dict[int, str], path: Path, line: int) -> ClaimReview | Rejected:
    fields = {name: row[i].strip() for i, name in columns.items() if i < len(row)}
    patterns = tuple(p.strip() for p in fields.pop("patterns", "").split("|") if p.strip())
    try:
        return review_of(fields.pop("claim", ""), patterns=patterns, **fields)
    except ValueError as problem:
        return Rejected(str(path), line, str(problem), "\t".join(row)[:200])


def _columns(header: list[str], path: Path) -> dict[int, str]:
    """Which of our fields each column holds; the first column that fits a field keeps it."""
    meant: dict[str, int] = {}
    for field, names in _names().items():
        spelled = [_bare(cell) for cell in header]
        place = next((spelled.index(name) for name in names if name in spelled), None)
        if place is not None and place not in meant.values():
            meant[field] = place
    if "claim" not in meant:
        known = ", ".join(_names()["claim"])
        raise DataError(f"no column holds the claim; known names: {known}", file=path, line=1)
    return {place: field for field, place in meant.items()}


@lru_cache(maxsize=1)
def _names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = YAML(typ="safe").load(LEXICON / "columns.yaml")
    return names


def _bare(cell: str) -> str:
    return _PUNCTUATION.sub("", cell.strip().lower())


def _delimiter(start: str, path: Path) -> str:
    """Tab for .tsv, otherwise whichever of , ; tab the first line has most of."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    first = start.partition("\n")[0]
    return max(",;\t", key=first.count)


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)
