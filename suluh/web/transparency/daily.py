"""The statements of each day as a Parquet file, made again when one of that day has changed."""

from __future__ import annotations

from pathlib import Path

import msgspec

from suluh.report.transparency import parquet
from suluh.report.transparency.dump import columns
from suluh.web.transparency.shelf import Shelf


def bring(shelf: Shelf, folder: Path) -> None:
    """Writes what is missing or has changed. What is cut off is done the next time. Raises OSError."""
    folder.mkdir(exist_ok=True)
    there = {day for day, _ in shelf.days()}
    missing = {day for day in there if not file_of(folder, day).exists()}
    for day in sorted(shelf.changed() | missing):
        if day in there:
            rows = map(msgspec.json.decode, shelf.lines(day))
            parquet.write(file_of(folder, day), rows, columns())
        else:
            file_of(folder, day).unlink(missing_ok=True)
        shelf.written(day)


def file_of(folder: Path, day: str) -> Path:
    """Where a day's statements are."""
    return folder / f"alasan-{day}.parquet"
