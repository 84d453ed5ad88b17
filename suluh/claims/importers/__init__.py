"""Claim reviews out of the files in which fact-checkers publish them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from suluh.claims.importers import claim_review_json, feed, table, yaml_file
from suluh.claims.review import ClaimReview, Rejected
from suluh.errors import DataError

Reader = Callable[[Path], Iterator[ClaimReview | Rejected]]

READERS: dict[str, Reader] = {
    ".yaml": yaml_file.read,
    ".yml": yaml_file.read,
    ".json": claim_review_json.read,
    ".jsonld": claim_review_json.read,
    ".jsonl": claim_review_json.read_lines,
    ".ndjson": claim_review_json.read_lines,
    ".html": claim_review_json.read_html,
    ".htm": claim_review_json.read_html,
    ".csv": table.read,
    ".tsv": table.read,
    ".rss": feed.read,
    ".atom": feed.read,
    ".xml": feed.read,
}


def read_reviews(path: Path) -> Iterator[ClaimReview | Rejected]:
    """Every review in a file or folder, and every record that is none, with its line and reason.

    The ending of the name tells the form: YAML, JSON-LD, HTML that carries JSON-LD, CSV/TSV, RSS
    or Atom. A file that cannot be read at all raises DataError; inside a folder it is one Rejected.
    """
    if path.is_dir():
        for inner in sorted(p for p in path.rglob("*") if p.suffix.lower() in READERS):
            yield from _of_folder(inner)
        return
    if not path.exists():
        raise DataError("no such file", file=path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise DataError(f"cannot tell what kind of file this is; known endings: {known}", file=path)
    try:
        yield from reader(path)
    except OSError as problem:
        raise DataError(f"cannot be read ({problem.strerror or problem})", file=path) from None


def _of_folder(path: Path) -> Iterator[ClaimReview | Rejected]:
    try:
        yield from read_reviews(path)
    except DataError as error:
        yield Rejected(str(path), error.line, error.problem)
