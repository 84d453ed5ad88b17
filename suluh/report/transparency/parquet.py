"""Rows of any number as Parquet: written as lines of JSON, which DuckDB turns into columns a group of rows at a time.

DuckDB is loaded only here, when something is written. Its extensions are those of its wheel; none is fetched. One
thread, so that the same rows make the same bytes.
"""

from __future__ import annotations

import errno
import glob
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from suluh.kept import written

TYPES = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", list: "VARCHAR[]"}
GROUP = 20_000  # rows that are held at a time
_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "512MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def write(path: Path, rows: Iterable[Mapping[str, Any]], columns: Mapping[str, type]) -> int:
    """How many rows there were; the file is whole, or as it was. columns: name and kind, one of TYPES.

    Lines and columns both stand beside the file until it is whole. Raises OSError.
    """
    lines = path.with_name(f".{path.name}.lines")
    try:
        count = _lines(lines, rows)
        with written(path) as file:
            _columns(lines, Path(file.name), columns)
    finally:
        lines.unlink(missing_ok=True)
    return count


def _lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    with path.open("wb") as file:
        for count, row in enumerate(rows, 1):  # noqa: B007 — the last one is how many there were
            file.write(msgspec.json.encode(row) + b"\n")
    return count


def _columns(lines: Path, path: Path, columns: Mapping[str, type]) -> None:
    import duckdb

    kinds = {name: TYPES[kind] for name, kind in columns.items()}
    copy = (
        f"COPY (SELECT * FROM read_json($lines, format = 'newline_delimited', columns = {kinds})) "
        f"TO $path (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})"
    )
    try:
        with duckdb.connect(config=_ALONE) as engine:
            engine.execute(copy, {"lines": glob.escape(str(lines)), "path": str(path)})
    except duckdb.Error as error:
        raise OSError(errno.EIO, str(error).splitlines()[0], str(path)) from error
