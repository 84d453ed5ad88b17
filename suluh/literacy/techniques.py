"""Techniques of manipulation: how each works, an example that we made up, what to do, and the research behind it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from suluh.errors import DataError
from suluh.literacy.reading import DATA, read, read_file


class Technique(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`example` is always our own invention and is shown marked as such. `sources` are full references."""

    id: str
    title: str
    short: str
    how: str
    example: str
    do: tuple[str, ...]
    sources: tuple[str, ...]


@cache
def techniques(lang: str, folder: Path = DATA) -> tuple[Technique, ...]:
    """In the order in which they are taught. Raises DataError for an unknown source or one technique told twice."""
    found = read("techniques.yaml", lang, tuple[Technique, ...], folder)
    known = read_file(folder / "sources.yaml", dict[str, str])
    if len({t.id for t in found}) < len(found):
        raise DataError("a technique stands here twice", file="techniques.yaml")
    return tuple(
        msgspec.structs.replace(t, sources=tuple(_source(s, known) for s in t.sources))
        for t in found
    )


def _source(key: str, known: dict[str, str]) -> str:
    if key not in known:
        raise DataError(f'unknown source "{key}"', file="techniques.yaml")
    return known[key]
