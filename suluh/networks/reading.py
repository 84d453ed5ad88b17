"""A file of posts read once into columns; what has to be shown later is read again from its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from suluh.errors import InputError
from suluh.intake.door import Rejected, excerpt
from suluh.intake.generic import read_post
from suluh.networks.columns import Columns, MediaPrint
from suluh.networks.line import Line, line_of
from suluh.networks.traffic import Traffic

_BATCH = 1 << 12  # lines whose words and prints are taken at a time
_LONGEST = 1 << 24  # bytes of a line; a longer one is no post
_MARK = b"\xef\xbb\xbf"  # the mark with which some programs begin a text
_decode = msgspec.json.Decoder(Line).decode
Complain = Callable[[Rejected], object]


def understood(raw: bytes, number: int) -> Line | Rejected:
    """A line of JSON as a post, read kindly where it is not quite what the contract says."""
    if len(raw) >= _LONGEST:
        return Rejected(
            number, f"longer than {_LONGEST >> 20} MiB: not a post", excerpt(raw[:1000])
        )
    try:
        return _decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        post = read_post(raw, number)
        return post if isinstance(post, Rejected) else line_of(post)


def read(path: Path, rejected: Complain, medium: MediaPrint = str) -> Traffic:
    """All posts of a file of JSON lines. `rejected` is told of each line that is none.

    medium: what stands for a medium, when the same picture may have several names.
    Raises InputError when the file cannot be read.
    """
    columns = Columns(medium)
    try:
        with path.open("rb") as stream:
            lines = _lines(stream)
            while batch := list(islice(lines, _BATCH)):
                _add(columns, batch, rejected)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    return columns.traffic()


def _add(columns: Columns, batch: list[tuple[int, int, bytes]], rejected: Complain) -> None:
    """Some lines, each with its number and place."""
    posts: list[Line] = []
    offsets: list[int] = []
    for number, offset, raw in batch:
        line = understood(raw, number)
        if isinstance(line, Rejected):
            columns.counts.rejected += 1
            rejected(line)
        else:
            posts.append(line)
            offsets.append(offset)
    columns.counts.lines += len(batch)
    columns.add(posts, offsets)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Number, place and bytes of each line that is not blank."""
    offset = 0
    for number, raw in enumerate(stream, 1):
        begin, offset = offset, offset + len(raw)
        if number == 1:
            raw = raw.removeprefix(_MARK)
        if not raw.isspace():
            yield number, begin, raw


def again(path: Path, offsets: list[int]) -> list[Line]:
    """The posts whose lines begin at these places. Raises InputError when the file has changed meanwhile."""
    found = []
    try:
        with path.open("rb") as stream:
            for offset in offsets:
                stream.seek(offset)
                line = understood(stream.readline().removeprefix(_MARK), 0)
                if isinstance(line, Rejected):
                    raise InputError(f"{path}: the file was changed while it was read")
                found.append(line)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    return found
