"""Statements of reasons in a file of any size, one after the other: JSON lines or CSV, packed or not, or Parquet."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

import msgspec

from suluh.actions.dsa import dsa_schema
from suluh.errors import RequestError
from suluh.kept import written
from suluh.report.transparency import parquet
from suluh.report.transparency.flat import plain
from suluh.transparency.statements import Statement

Write: TypeAlias = Callable[[Iterable[Statement], Path], int]
APPEAL = "appeal_outcome"  # beside the DSA's fields: upheld, modified, overturned, or nothing


def form_of(path: Path) -> Write:
    """How a file of that name is written. The function returns how many statements there were, and raises OSError.

    Raises RequestError for a name that says none of .jsonl, .csv and .parquet.
    """
    if path.suffix == ".parquet":
        return as_parquet
    forms = {".jsonl": _json_lines, ".csv": _csv}
    name = path.name.removesuffix(".gz")
    form = forms.get(Path(name).suffix)
    if form is None:
        raise RequestError(
            f"{path}: a file of statements ends with .jsonl, .csv, .jsonl.gz, .csv.gz or .parquet"
        )

    def write(found: Iterable[Statement], path: Path) -> int:
        with written(path) as file:
            if path.suffix != ".gz":
                return form(found, file)
            with gzip.GzipFile(
                "", "wb", fileobj=file, mtime=0
            ) as packed:  # the same bytes each time
                return form(found, cast(BinaryIO, packed))

    return write


def as_parquet(found: Iterable[Statement], path: Path) -> int:
    """Statements as Parquet, lists as lists; how many there were. Raises OSError."""
    return parquet.write(path, map(_fields, found), columns())


def columns() -> dict[str, type]:
    """A statement's fields and their kinds, as the DSA's schema has them."""
    lists = {
        name
        for name, field in dsa_schema()["properties"].items()
        if "array" in field.get("type", ())
    }
    return {name: list if name in lists else str for name in [*dsa_schema()["properties"], APPEAL]}


def line(one: Statement) -> bytes:
    """One statement as a line of JSON, without its break."""
    return msgspec.json.encode(_fields(one))


def _fields(one: Statement) -> dict[str, object]:
    return {**one.record, APPEAL: one.appeal}


def _json_lines(found: Iterable[Statement], file: BinaryIO) -> int:
    count = 0
    for count, one in enumerate(found, 1):  # noqa: B007 — the last one is how many there were
        file.write(line(one) + b"\n")
    return count


def _csv(found: Iterable[Statement], file: BinaryIO) -> int:
    """Lists as the database's own files have them: a JSON array in a cell."""
    text = io.TextIOWrapper(file, "utf-8", newline="")
    writer = csv.DictWriter(text, columns(), lineterminator="\n")
    writer.writeheader()
    count = 0
    for count, one in enumerate(found, 1):  # noqa: B007
        writer.writerow({name: _cell(value) for name, value in _fields(one).items()})
    text.detach()
    return count


def _cell(value: object) -> object:
    return msgspec.json.encode(value).decode() if isinstance(value, list) else plain(value)
