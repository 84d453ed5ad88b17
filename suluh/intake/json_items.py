"""The items of an array inside a large JSON document, one at a time, without holding the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from suluh.errors import InputError
from suluh.intake.door import LONGEST_RECORD, Unit
from suluh.intake.lines import BOM

Path = tuple[str, ...]  # keys from the top; an array adds "[]"
_CHUNK = 1 << 18
_PREAMBLE = 4096
# A string as a whole, or one structural character. A string still open at the end of the buffer
# matches the last branch alone, and waits for more.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]:,]|"', re.DOTALL)


def array_items(
    stream: BinaryIO, wanted: Callable[[Path], bool] | None = None, *, with_preamble: bool = False
) -> Iterator[Unit]:
    """Every item of the arrays whose path is wanted (default: the array at the top).

    A unit's raw is the item's bytes; with a preamble it is a pair: up to 4 KiB that stood before the
    array in the object that holds it, and the item. Raises InputError with the line when the document
    is cut off or brackets do not match; the items before that have been handed out by then.
    """
    walk = _Walk(stream, wanted or (lambda path: path == ("[]",)))
    for unit in walk.items():
        yield unit._replace(raw=(walk.preamble, unit.raw)) if with_preamble else unit


class _Walk:
    """A walk over the brackets, keeping only the item being read and a little of what came before."""

    def __init__(self, stream: BinaryIO, wanted: Callable[[Path], bool]) -> None:
        self.stream, self.wanted = stream, wanted
        self.buffer, self.at = b"", 0  # the bytes held, and how far they have been understood
        self.passed = 0  # bytes dropped from the buffer so far
        self.line, self.counted = 1, 0  # the line at this index of the buffer
        self.stack: list[str] = []  # what is open: "[]" or the current key of an object
        self.closers: list[bytes] = []
        self.begins: list[
            int
        ] = []  # where each open bracket stands, counted from the file's beginning
        self.preamble = b""
        self.key = ""
        self.item: int | None = None  # where the wanted item begins in the buffer
        self.depth = 0  # its depth
        self.found = False  # whether a wanted array was met at all

    def items(self) -> Iterator[Unit]:
        while self._more():
            yield from self._tokens()
            if (
                len(self.buffer) - (self.item if self.item is not None else self.at)
                > LONGEST_RECORD
            ):
                raise InputError(f"line {self._line_at(self.at)}: an item is longer than any post")
            self._drop()
        if self.closers:
            raise InputError(
                f"line {self._line_at(len(self.buffer))}: the file is cut off: "
                f"{len(self.closers)} bracket(s) opened and never closed"
            )
        if not self.found:
            raise InputError("line 1: the list of posts was not found in this JSON document")

    def _more(self) -> bool:
        chunk = self.stream.read(_CHUNK)
        if not self.passed and not self.buffer:
            chunk = chunk.removeprefix(BOM)
        self.buffer += chunk
        return bool(chunk)

    def _drop(self) -> None:
        keep = max(0, (self.at if self.item is None else min(self.item, self.at)) - _PREAMBLE)
        self._line_at(keep)
        self.passed += keep
        self.counted -= keep
        self.buffer = self.buffer[keep:]
        self.at -= keep
        if self.item is not None:
            self.item -= keep

    def _line_at(self, index: int) -> int:
        if index >= self.counted:
            self.line += self.buffer.count(b"\n", self.counted, index)
        else:
            self.line -= self.buffer.count(b"\n", index, self.counted)
        self.counted = index
        return self.line

    def _tokens(self) -> Iterator[Unit]:
        for match in _TOKEN.finditer(self.buffer, self.at):
            token = match.group()
            if token == b'"':
                self.at = match.start()  # a string not yet whole
                return
            if unit := self._step(token, match.start(), match.end()):
                yield unit
            self.at = match.end()

    def _step(self, token: bytes, start: int, end: int) -> Unit | None:
        first = token[:1]
        if first == b'"':
            self.key = "" if len(token) > 200 else token[1:-1].decode("utf-8", "replace")
            return None
        if first in b"{[":
            self._open(first, start, end)
            return None
        if first in b"}]":
            return self._close(first, start, end)
        if first == b":" and self.stack and self.closers[-1] == b"}":
            self.stack[-1] = self.key
        if first == b"," and self.item is not None and len(self.stack) == self.depth:
            return self._finish(start, end)
        return None

    def _open(self, bracket: bytes, start: int, end: int) -> None:
        self.closers.append(b"}" if bracket == b"{" else b"]")
        self.stack.append("[]" if bracket == b"[" else "")
        self.begins.append(self.passed + start)
        if len(self.stack) > 500:
            raise InputError(f"line {self._line_at(start)}: nested too deeply")
        if self.item is None and bracket == b"[" and self.wanted(tuple(self.stack)):
            self.item, self.depth, self.found = end, len(self.stack), True
            self.preamble = self._before(start)

    def _close(self, bracket: bytes, start: int, end: int) -> Unit | None:
        if not self.closers or self.closers.pop() != bracket:
            raise InputError(f"line {self._line_at(start)}: an unexpected {bracket.decode()}")
        unit = None
        if self.item is not None and len(self.stack) == self.depth:
            unit = self._finish(start, end)
            self.item = None
        self.stack.pop()
        self.begins.pop()
        return unit

    def _before(self, start: int) -> bytes:
        """What stood in the object that holds the array, before the array."""
        if len(self.begins) < 2:
            return b""
        return self.buffer[max(start - _PREAMBLE, self.begins[-2] - self.passed, 0) : start]

    def _finish(self, start: int, end: int) -> Unit | None:
        begin = self.item or 0
        raw = self.buffer[begin:start]
        self.item = end
        if not raw.strip():
            return None
        lead = len(raw) - len(raw.lstrip())
        line = self._line_at(begin + lead)
        passed_lines = line + raw.count(b"\n", lead)
        return Unit(line, raw.strip(), passed_lines, self.passed + end)
