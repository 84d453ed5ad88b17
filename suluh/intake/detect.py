"""Which door a file belongs to, told from its content and its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from suluh.errors import InputError
from suluh.intake.csv_posts import csv_door, looks_like_table
from suluh.intake.door import Door
from suluh.intake.generic import JsonPosts
from suluh.intake.lines import BOM

Opener = Callable[[Path | None, bytes], Door]

FORMATS: dict[str, Opener] = {
    "jsonl": lambda path, head: JsonPosts(),
    "json": lambda path, head: JsonPosts(array=True),
    "csv": lambda path, head: csv_door(head),
}


def detect(path: Path | None, head: bytes, format: str | None = None) -> Door:  # noqa: A002
    """The door for a file with this name and these first bytes. Raises InputError saying what was seen."""
    if format is not None:
        if format not in FORMATS:
            raise InputError(f"unknown format {format!r}; known: {', '.join(FORMATS)}")
        return FORMATS[format](path, head)
    name = path.name.lower() if path else ""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("line 1: this is UTF-16 text; save it as UTF-8")
    text = head.removeprefix(BOM).lstrip()
    if not text:
        return _empty(name)
    if text.startswith(b"["):
        return JsonPosts(array=True)
    if text.startswith(b"{"):
        return JsonPosts()
    if name.endswith((".csv", ".tsv")) or looks_like_table(head):
        return csv_door(head)
    if name.endswith((".jsonl", ".ndjson")):
        return JsonPosts()
    raise InputError(
        "line 1: neither JSON, nor a table with an id column, nor a chat export; "
        f"name the format if you know it ({', '.join(FORMATS)})"
    )


def _empty(name: str) -> Door:
    """An empty hour of a log is no mistake; any other empty file is."""
    if name.endswith((".jsonl", ".ndjson")):
        return JsonPosts()
    raise InputError("line 1: the file is empty")
