"""A dump: all events up to a head, one a line, or only their hashes; the tree counted anew over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from suluh_verify.heads import Head, Key, check_signature, head_in
from suluh_verify.reading import as_hash, fields, parsed
from suluh_verify.receipts import event_hash, event_in
from suluh_verify.result import Broken, Fault, Result
from suluh_verify.tree import Root

FORM = "suluh-dump/1"
LONGEST = 64 << 20  # bytes of a line
LISTED = 100  # faults that are named
BEGINNING = "0" * 64


def check_dump(path: Path, key: Key | None, kept: Head | None = None) -> Result:
    """Whether every event is as it was hashed and follows the one before, and all of them make the signed tree.

    kept: a head that was kept; the beginning of the dump must make its tree too. Raises Broken where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return _Walk(file, key, kept).result()
    except OSError as error:
        raise Broken("unreadable", f"{path}: {error.strerror}") from error


class _Walk:
    def __init__(self, file: BinaryIO, key: Key | None, kept: Head | None) -> None:
        self.lines, self.kept, self.found = _lines(file), kept, Result()
        told = fields(next(self.lines, None), "line 1", form=str, content=str, head=dict)
        if told["form"] != FORM or told["content"] not in ("full", "hashes"):
            raise Broken("other_form", "line 1")
        self.full = told["content"] == "full"
        self.head = head_in(told["head"])
        self.root, self.before, self.number = Root(), BEGINNING, 0
        check_signature(self.head, key, self.found)

    def result(self) -> Result:
        self._compare_kept()
        for value in self.lines:
            self._step(value)
        self.found.must(self.root.size == self.head.size, "other_count", f"{self.root.size}")
        same = self.root.size != self.head.size or self.root.value() == self.head.root
        self.found.must(same, "other_root", "head")
        if self.kept and self.kept.size > self.root.size:
            self.found.must(False, "shorter_than_kept", f"{self.root.size}")
        if not self.full:
            self.found.open.append("only_hashes")
        return self.found

    def _step(self, value: Any) -> None:
        where = f"event {self.root.size + 1}"
        told = event_in(value, where) if self.full else fields(value, where, seq=int, hash=str)
        self._note(list(self._faults(told)))
        self.root.push(as_hash(told["hash"], where))
        self.before, self.number = told["hash"], told["seq"]
        self._compare_kept()

    def _faults(self, told: dict[str, Any]) -> Iterator[Fault]:
        """Held against the event before as it stands there, so that one gap is one fault."""
        if told["seq"] != self.number + 1:
            yield Fault("other_number", f"event {told['seq']}")
        if self.full and told["prev_hash"] != self.before:
            yield Fault("other_before", f"event {told['seq']}")
        if self.full and event_hash(told) != told["hash"]:
            yield Fault("event_altered", f"event {told['seq']}")

    def _note(self, faults: list[Fault]) -> None:
        room = max(0, LISTED - len(self.found.faults))
        self.found.faults += faults[:room]

    def _compare_kept(self) -> None:
        if self.kept and self.kept.size == self.root.size:
            same = self.kept.root == self.root.value() and self.kept.log_id == self.head.log_id
            self.found.must(same, "two_histories", f"event {self.root.size}")


def _lines(file: BinaryIO) -> Iterator[Any]:
    """Each line as JSON. Raises Broken for one that is too long or no JSON."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise Broken("too_large", f"line {number}")
        yield parsed(line, f"line {number}")
