"""A stream cut into lines, with memory bounded whatever the file contains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from suluh.intake.door import LONGEST_RECORD, Position, Unit

BOM = b"\xef\xbb\xbf"


def lines(stream: BinaryIO, start: Position) -> Iterator[Unit]:
    """Each line that is not blank, as bytes; a line too long becomes a unit of text: the reason.

    A text unit is how a cutter hands on a complaint that the understanding side turns into Rejected.
    """
    line, offset = start.line, start.offset
    while raw := stream.readline(LONGEST_RECORD):
        line += 1
        size = len(raw)
        if size == LONGEST_RECORD and not raw.endswith(b"\n"):
            offset += size + _skip_line(stream)
            yield Unit(line, _too_long(), line, offset)
            continue
        offset += size
        if line == 1:
            raw = raw.removeprefix(BOM)
        if raw := raw.strip():
            yield Unit(line, raw, line, offset)


def _skip_line(stream: BinaryIO) -> int:
    passed = 0
    while rest := stream.readline(LONGEST_RECORD):
        passed += len(rest)
        if rest.endswith(b"\n"):
            break
    return passed


def _too_long() -> str:
    return f"longer than {LONGEST_RECORD // (1024 * 1024)} MiB: not a post"
