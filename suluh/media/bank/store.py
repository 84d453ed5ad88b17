"""The bank on the disk: one file of events that is only ever added to, so that a removal can be undone and is remembered.

A line that a crash cut off is passed over and written over by the next event. Several processes may read while one
writes; writers wait for each other.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from suluh.errors import RequestError, ServiceError
from suluh.media.bank.known import Known

FILE = "known-media.jsonl"


class Added(msgspec.Struct, frozen=True, tag="added", tag_field="event"):
    known: Known


class Removed(msgspec.Struct, frozen=True, tag="removed", tag_field="event"):
    """A known medium that no longer counts. Adding it again brings it back."""

    id: str
    at: datetime
    by: str | None = None
    note: str = ""


Event = Added | Removed
_DECODER = msgspec.json.Decoder(Event)


def append(folder: Path, events: Iterable[Event]) -> None:
    """Add events. Raises ServiceError when the folder cannot be written."""
    data = b"".join(msgspec.json.encode(event) + b"\n" for event in events)
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _cut_unfinished(file)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ServiceError(f"cannot write {path}: {error.strerror}") from error


def _cut_unfinished(file: BinaryIO) -> None:
    """Drop what stands behind the last whole line."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return
    file.seek(size - 1)
    if file.read(1) != b"\n":
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)


def events(folder: Path) -> Iterator[Event]:
    """Every event in order. Raises RequestError with the line that cannot be read."""
    path = folder / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise ServiceError(f"{path}: cannot be read ({error.strerror})") from error
    *lines, _unfinished = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        try:
            yield _DECODER.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise RequestError(f"{path}: line {number}: {error}") from None


def standing(folder: Path) -> dict[str, Known]:
    """What counts now, by id, in the order in which it was added."""
    known: dict[str, Known] = {}
    for event in events(folder):
        if isinstance(event, Added):
            known.pop(event.known.id, None)
            known[event.known.id] = event.known
        else:
            known.pop(event.id, None)
    return known
