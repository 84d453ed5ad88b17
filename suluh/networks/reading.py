"""A file of posts read once into columns; what has to be shown later is read again from its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from suluh.errors import InputError
from suluh.intake.door import Rejected, excerpt
from suluh.intake.generic import read_post
from suluh.networks.columns import Columns, MediaPrint
from suluh.networks.line import Line, line_of
from suluh.networks.traffic import Traffic

_BATCH = 1 << 20  # bytes whose words and prints are taken at a time, to the end of the line
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
            for batch in _batches(stream):
                _add(columns, batch, rejected)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    return columns.traffic()


class Batch(NamedTuple):
    """Some lines as they stand, the number of the first, and where each begins in the file."""

    lines: list[bytes]
    number: int
    offsets: list[int]


def _batches(stream: BinaryIO) -> Iterator[Batch]:
    """The whole file."""
    number, offset = 1, 0
    while lines := stream.readlines(_BATCH):
        *offsets, end = accumulate(map(len, lines), initial=offset)
        if number == 1:
            lines[0] = lines[0].removeprefix(_MARK)
        yield Batch(lines, number, offsets)
        number, offset = number + len(lines), end


def _add(columns: Columns, batch: Batch, rejected: Complain) -> None:
    """The lines of a batch: all at once where each is what the contract says, and one by one where any is not."""
    try:
        if max(map(len, batch.lines)) >= _LONGEST:
            raise msgspec.DecodeError
        posts = [_decode(raw) for raw in batch.lines]
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        _add_each(columns, batch, rejected)
    else:
        columns.counts.lines += len(posts)
        columns.add(posts, batch.offsets)


def _add_each(columns: Columns, batch: Batch, rejected: Complain) -> None:
    """Blank lines are none."""
    posts: list[Line] = []
    offsets: list[int] = []
    for number, (raw, offset) in enumerate(
        zip(batch.lines, batch.offsets, strict=True), batch.number
    ):
        if raw.isspace():
            continue
        columns.counts.lines += 1
        line = understood(raw, number)
        if isinstance(line, Rejected):
            columns.counts.rejected += 1
            rejected(line)
        else:
            posts.append(line)
            offsets.append(offset)
    columns.add(posts, offsets)


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
