"""What the JSON doors share: how a document is laid out, and reading one value without ever raising."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal

import msgspec

from suluh.content import Post
from suluh.errors import InputError
from suluh.intake.door import Position, Rejected, Unit, excerpt
from suluh.intake.json_items import Path, array_items
from suluh.intake.lines import lines
from suluh.intake.values import BadValue

Layout = Literal["lines", "items", "whole"]
"""One value a line; the items of an array, streamed; or one document, read whole."""

LARGEST_WHOLE = 256 * 1024 * 1024


def cut_json(
    stream: BinaryIO, start: Position, layout: Layout, wanted: Callable[[Path], bool] | None = None
) -> Iterator[Unit]:
    """The units of a JSON file in this layout."""
    if layout == "lines":
        return lines(stream, start)
    if layout == "items":
        return array_items(stream, wanted)
    return _whole(stream)


def _whole(stream: BinaryIO) -> Iterator[Unit]:
    raw = stream.read(LARGEST_WHOLE + 1)
    if len(raw) > LARGEST_WHOLE:
        raise InputError("line 1: larger than 256 MiB; write one response a line (.jsonl) instead")
    try:
        msgspec.json.decode(raw, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"line {1 + raw.count(10)}: not JSON, or cut off: {error}") from None
    yield Unit(1, raw, raw.count(b"\n"), len(raw))


def reading(
    raw: bytes | str,
    line: int,
    read: Callable[[bytes], Iterator[Post | Rejected]],
    *,
    private: bool = False,
) -> Iterator[Post | Rejected]:
    """What `read` makes of a value; anything wrong with the value becomes one Rejected.

    Of private people's messages nothing is shown, only the line and the reason.
    """
    if isinstance(raw, str):
        yield Rejected(line, raw)
        return
    try:
        yield from read(raw)
    except RecursionError:
        yield Rejected(line, "nested too deeply", "" if private else excerpt(raw))
    except (BadValue, msgspec.MsgspecError, UnicodeError) as error:
        yield Rejected(line, reason_of(error), "" if private else excerpt(raw))


def reason_of(error: Exception) -> str:
    """The reason in words, from the decoder's or our own error."""
    if isinstance(error, msgspec.ValidationError):
        return f"a field has the wrong type: {error}"
    if isinstance(error, msgspec.DecodeError):
        return f"not JSON, or cut off: {error}"
    if isinstance(error, UnicodeError):
        return "the text is not UTF-8"
    return str(error)
