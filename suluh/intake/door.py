"""The nouns at the doors: where a record stands in its file, the record as read, and one that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple, Protocol

import msgspec

from suluh.content import Post

LONGEST_RECORD = 16 * 1024 * 1024  # bytes; no platform's post comes near, so more is a broken file
EXCERPT = 160  # characters of a rejected record that are kept to recognise it


class Position(msgspec.Struct, frozen=True):
    """How far a source has been read: everything before this has been handed out.

    `file` counts the finished files of a folder; the rest is about the file being read: units handed
    out, lines passed, bytes passed. Doors that can seek use the bytes, the others skip that many units.
    """

    file: int = 0
    unit: int = 0
    line: int = 0
    offset: int = 0


START = Position()


class Unit(NamedTuple):
    """What a door cuts out of a file before understanding it: a line, a CSV row, an item of an array.

    Cutting is cheap and happens in one process; `Door.records` understands the unit, in any process.
    """

    line: int  # where it begins, counted from 1
    raw: Any  # picklable; what it is, is the door's own business
    next_line: int  # lines passed after it
    next_offset: int  # bytes passed after it


class Rejected(msgspec.Struct, frozen=True):
    """A record that is not a post, with the reason. It never stops the records after it."""

    line: int  # counted from 1; 0 when the whole file is meant
    reason: str
    raw: str = ""  # its beginning, not yet masked
    file: str | None = None  # the name inside a folder


class Door(Protocol):
    """One way in which posts arrive. Small and picklable, so that any process can understand a unit."""

    @property
    def name(self) -> str:
        """The word for `--format`."""

    @property
    def seekable(self) -> bool:
        """Whether reading may begin at a byte offset instead of skipping units."""

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        """The stream, from `start` (already sought when seekable), cut into units. May raise InputError."""

    def records(self, unit: Unit) -> Iterable[Post | Rejected]:
        """The posts in a unit, mostly one. Never raises because of what the unit contains."""


def excerpt(raw: object) -> str:
    """The beginning of a record, printable, for the person who has to find it again.

    >>> excerpt(b'{"id": 1, "te')
    '{"id": 1, "te'
    """
    if isinstance(raw, bytes | bytearray):
        raw = bytes(raw[: EXCERPT * 4]).decode("utf-8", "replace")
    text = raw if isinstance(raw, str) else str(raw)[: EXCERPT * 4]
    text = text.encode("utf-8", "replace").decode("utf-8").strip()
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
