"""Claim reviews in our own YAML: a list, one item a claim, with the lines kept for errors."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from suluh.claims.review import ClaimReview, Rejected
from suluh.claims.verdict import VERDICTS
from suluh.errors import DataError

FIELDS = {field.name for field in msgspec.structs.fields(ClaimReview)}


def load_reviews(path: Path) -> tuple[ClaimReview, ...]:
    """Every review of a file that must be whole: the first mistake raises DataError."""
    found = []
    for item in read(path):
        if isinstance(item, Rejected):
            raise DataError(item.reason, file=item.file, line=item.line)
        found.append(item)
    return tuple(found)


def read(path: Path) -> Iterator[ClaimReview | Rejected]:
    """Every item of the list, in order; an item with a mistake comes as Rejected."""
    items = _items(path)
    seen: dict[str, int] = {}
    for position, item in enumerate(items):
        line = items.lc.item(position)[0] + 1
        try:
            review = _review(item)
            _check_new(review.id, seen, line)
            yield review
        except (msgspec.ValidationError, ValueError) as problem:
            yield Rejected(str(path), line, str(problem), str(item)[:200])


def _items(path: Path) -> Any:
    try:
        loaded = YAML().load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as problem:
        mark = problem.problem_mark
        raise DataError(
            problem.problem or "not YAML", file=path, line=mark.line + 1 if mark else None
        ) from problem
    except UnicodeDecodeError as problem:
        line = path.read_bytes().count(b"\n", 0, problem.start) + 1
        raise DataError("not UTF-8 text; save the file as UTF-8", file=path, line=line) from problem
    except Exception as problem:  # ruamel raises its own zoo on control characters
        where = getattr(problem, "position", None)
        line = (
            path.read_text("utf-8", "replace").count("\n", 0, where) + 1
            if isinstance(where, int)
            else 1
        )
        raise DataError(f"not YAML: {problem}", file=path, line=line) from problem
    reviews = loaded.get("reviews") if isinstance(loaded, dict) else loaded
    if not isinstance(reviews, list):
        raise DataError("expected a list of claim reviews", file=path, line=1)
    return reviews


def _review(item: Any) -> ClaimReview:
    if not isinstance(item, dict):
        raise ValueError("expected a mapping with id, claim and verdict")
    fields = {str(key): value for key, value in item.items()}
    _check_names(fields)
    for needed in ("id", "claim", "verdict"):
        if not fields.get(needed):
            raise ValueError(f'"{needed}" is missing')
    _check_verdict(str(fields["verdict"]))
    first = (fields.get("sources") or [{}])[0]
    for name in ("publisher", "url", "date"):
        fields.setdefault(name, first.get(name) or ("" if name == "publisher" else None))
    if not fields["publisher"]:
        raise ValueError("a claim review without a source does not load: give sources or publisher")
    return msgspec.convert(fields, ClaimReview)


def _check_names(fields: dict[str, Any]) -> None:
    for name in fields:
        if name not in FIELDS:
            close = difflib.get_close_matches(name, FIELDS, 1)
            hint = f', did you mean "{close[0]}"?' if close else ""
            raise ValueError(f'unknown field "{name}"{hint}')


def _check_verdict(verdict: str) -> None:
    if verdict not in VERDICTS:
        close = difflib.get_close_matches(verdict, VERDICTS, 1)
        hint = f', did you mean "{close[0]}"?' if close else f"; one of {', '.join(VERDICTS)}"
        raise ValueError(f'unknown verdict "{verdict}"{hint}')


def _check_new(name: str, seen: dict[str, int], line: int) -> None:
    if name in seen:
        raise ValueError(f'id "{name}" was already used in line {seen[name]}')
    seen[name] = line
