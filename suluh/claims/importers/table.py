"""A table of fact-checks, CSV or TSV, with whatever Indonesian or English column names it has."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from suluh.claims.importers.headline import rating_of
from suluh.claims.importers.reading import note_on, text_of
from suluh.claims.importers.record import review_of
from suluh.claims.review import ClaimReview, Rejected
from suluh.claims.verdict import LEXICON
from suluh.errors import DataError

_SEVERAL = frozenset(
    {"verdict", "wording"}
)  # fields of which a table may have more than one column
_PUNCTUATION = re.compile(r"[\s_\-./]+")


def read(path: Path) -> Iterator[ClaimReview | Rejected]:
    """One review a row. A table without a column for the claim raises DataError."""
    found = text_of(path)
    text = found.text.replace("\0", "")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text[:8192], path))
    yield from _rows(_Rows(rows), note_on(found), path)


class _Rows:
    """The rows of a table with the line on which each begins."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[tuple[int, list[str] | csv.Error]]:
        while True:
            line = self.rows.line_num + 1
            try:
                yield line, next(self.rows)
            except StopIteration:
                return
            except csv.Error as problem:
                yield line, problem


def _rows(
    rows: Iterable[tuple[int, list[str] | csv.Error]], note: str, path: Path
) -> Iterator[ClaimReview | Rejected]:
    columns: dict[str, list[int]] = {}
    for line, row in rows:
        if isinstance(row, csv.Error):
            yield Rejected(str(path), line, str(row))
        elif not columns and _is_blank_or_separator(row):
            continue
        elif not columns:
            columns = _columns(row, path, line)
        elif any(cell.strip() for cell in row):
            yield _row(row, columns, note, path, line)
    if not columns:
        raise DataError("the table has no header", file=path, line=1)


def _is_blank_or_separator(row: list[str]) -> bool:
    """Spreadsheets may write "sep=;" before the header."""
    return not any(row) or row[0].lower().startswith("sep=")


def _row(
    row: list[str], columns: dict[str, list[int]], note: str, path: Path, line: int
) -> ClaimReview | Rejected:
    said = {
        name: [cell for place in places if place < len(row) and (cell := row[place].strip())]
        for name, places in columns.items()
    }
    fields = {name: cells[0] for name, cells in said.items() if cells}
    fields |= _verdict(said)
    patterns = tuple(p.strip() for p in fields.pop("patterns", "").split("|") if p.strip())
    claim = fields.pop("claim", "")
    patterns += tuple(w for w in said.get("wording", ()) if w != claim and len(w.split()) >= 4)
    fields.pop("wording", None)
    try:
        return review_of(claim, patterns=patterns, note=note, **fields)
    except ValueError as problem:
        return Rejected(str(path), line, str(problem), "\t".join(row)[:200])


def _verdict(said: dict[str, list[str]]) -> dict[str, str]:
    """The first cell that is a verdict; a conclusion in sentences is an explanation instead."""
    cells = said.get("verdict", [])
    understood = next((cell for cell in cells if rating_of(cell)), None)
    sentences = [cell for cell in cells if cell != understood and len(cell.split()) > 4]
    explained = (
        {} if said.get("explanation_id") or not sentences else {"explanation_id": sentences[0]}
    )
    if understood or not cells:
        return explained | ({"verdict": understood} if understood else {})
    return explained | {"verdict": next((c for c in cells if c not in sentences), "")}


def _columns(header: list[str], path: Path, line: int) -> dict[str, list[int]]:
    """Which columns hold each of our fields, the likeliest first; a column serves one field."""
    spelled = [_bare(cell) for cell in header]
    meant: dict[str, list[int]] = {}
    taken: set[int] = set()
    for field, names in _names().items():
        places = [spelled.index(name) for name in names if name in spelled]
        places = [place for place in dict.fromkeys(places) if place not in taken]
        kept = places if field in _SEVERAL else places[:1]
        if kept:
            meant[field] = kept
            taken |= set(kept)
    if "claim" not in meant:
        known = ", ".join(_names()["claim"])
        found = ", ".join(cell.strip()[:40] for cell in header[:12]) or "nothing"
        reason = f"no column holds the claim; found: {found}; known names: {known}"
        raise DataError(reason, file=path, line=line)
    return meant


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
    first, _, rest = start.lstrip().partition("\n")
    if first.lower().startswith("sep="):
        first = rest.partition("\n")[0]
    return max(",;\t|", key=first.count)
