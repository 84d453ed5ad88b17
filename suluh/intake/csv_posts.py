"""Posts in a table: CSV with the contract's column names, as spreadsheets write it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

import msgspec

from suluh.content import Post
from suluh.errors import InputError
from suluh.intake.door import LONGEST_RECORD, Position, Rejected, Unit, excerpt
from suluh.intake.generic import WireAuthor, WireMetrics, WirePost, post_of
from suluh.intake.json_door import reason_of
from suluh.intake.lines import BOM
from suluh.intake.values import BadValue

_POST = {"id", "text", "platform", "url", "posted_at", "media", "region", "parent"}
_METRICS = {"views", "likes", "shares", "comments"}
_AUTHOR = {"id", "handle", "name", "followers", "created_at", "verified", "bio", "kind"}
KNOWN = (
    _POST
    | _METRICS
    | {"author", "metrics", "tags"}
    | {f"author.{name}" for name in _AUTHOR}
    | {f"metrics.{name}" for name in _METRICS}
)
_author_decoder = msgspec.json.Decoder(WireAuthor)
_metrics_decoder = msgspec.json.Decoder(WireMetrics)
csv.field_size_limit(1 << 20)  # a caption of a million characters is a quote that never closed


class CsvPosts(msgspec.Struct, frozen=True):
    """The door for tables. `columns` are the header's names in order, None where unknown."""

    columns: tuple[str | None, ...]
    delimiter: str = ","
    header: int = 1  # its line; spreadsheets may write "sep=;" before it
    name: ClassVar[str] = "csv"

    seekable: ClassVar[bool] = True  # a position always stands between two rows

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        """Each row as a list of cells, the header left out."""
        return _Rows(stream, self.delimiter, start).rows(self.header)

    def records(self, unit: Unit) -> Iterator[Post | Rejected]:
        """One post a row."""
        if isinstance(unit.raw, str):
            reason, _, rest = unit.raw.partition("\n")
            yield Rejected(unit.line, reason, excerpt(rest))
        else:
            yield self._post(unit.raw, unit.line)

    def _post(self, row: list[str], line: int) -> Post | Rejected:
        raw = excerpt(self.delimiter.join(row))
        if len(row) != len(self.columns):
            reason = f"{len(row)} cells where the header has {len(self.columns)}"
            return Rejected(line, reason, raw)
        try:
            cells = {
                name: cell for name, cell in zip(self.columns, row, strict=True) if name and cell
            }
            _fit_for_text(row)
            return post_of(_wire(cells))
        except (BadValue, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            return Rejected(line, reason_of(error), raw)


def csv_door(head: bytes) -> CsvPosts:
    """The door for a file that begins with these bytes. Raises InputError when it is no such table."""
    line, _, rest = head.removeprefix(BOM).partition(b"\n")
    separated = line[:4].lower() == b"sep="
    if separated:
        line = rest.partition(b"\n")[0]
    title = line.decode("utf-8", "replace").strip("\r")
    best = max((_columns(title, delimiter) for delimiter in ",;\t|"), key=lambda found: found[0])
    _, delimiter, columns, written = best
    if "id" not in columns or not {"text", "media"} & set(columns):
        names = ", ".join(written[:12]) or "nothing"
        raise InputError(
            f"line 1: a table of posts needs the columns id and text (or media); found: {names}"
        )
    if doubled := {name for name in columns if name and columns.count(name) > 1}:
        raise InputError(f"line 1: the column {sorted(doubled)[0]} is there twice")
    return CsvPosts(columns, delimiter, 2 if separated else 1)


def looks_like_table(head: bytes) -> bool:
    """Whether the first line is a header with the contract's names."""
    try:
        csv_door(head)
    except InputError:
        return False
    return True


def _columns(line: str, delimiter: str) -> tuple[int, str, tuple[str | None, ...], list[str]]:
    try:
        written = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        written = []
    names = [name.strip().casefold() for name in written]
    columns = tuple(name if name in KNOWN else None for name in names)
    return len([name for name in columns if name]), delimiter, columns, [n[:40] for n in written]


def _fit_for_text(row: list[str]) -> None:
    for cell in row:
        if not cell.isascii() and any("\ud800" <= char <= "\udfff" for char in cell):
            raise BadValue("not UTF-8 text; save the table as 'CSV UTF-8'")


def _wire(cells: dict[str, str]) -> WirePost:
    wire = WirePost(**{name: cells[name] for name in _POST & cells.keys()})  # type: ignore[arg-type]
    wire.author = _author(cells)
    wire.metrics = _metrics(cells)
    if "tags" in cells:
        wire.tags = tuple(tag.strip() for tag in cells["tags"].split(";") if tag.strip())
    return wire


def _author(cells: dict[str, str]) -> str | WireAuthor | None:
    whole = cells.get("author", "").strip()
    if whole.startswith("{"):
        return _author_decoder.decode(whole)
    parts = {n: cells[f"author.{n}"] for n in _AUTHOR if f"author.{n}" in cells}
    if parts:
        return WireAuthor(**({"handle": whole or None} | parts))
    return whole or None


def _metrics(cells: dict[str, str]) -> WireMetrics | None:
    whole = cells.get("metrics", "").strip()
    if whole.startswith("{"):
        return _metrics_decoder.decode(whole)
    parts = {n: cells.get(f"metrics.{n}") or cells.get(n) for n in _METRICS}
    return WireMetrics(**parts) if any(parts.values()) else None


class _Rows:
    """A CSV reader that knows the bytes and lines passed, and finds its feet again after a stray quote."""

    def __init__(self, stream: BinaryIO, delimiter: str, start: Position) -> None:
        self.stream, self.delimiter = stream, delimiter
        self.line, self.offset = start.line, start.offset
        self.row_lines: list[bytes] = []  # the lines of the row being read
        self.waiting: deque[bytes] = deque()  # lines to be read again

    def rows(self, header: int) -> Iterator[Unit]:
        reader = csv.reader(self._feed(), delimiter=self.delimiter, strict=True)
        while True:
            begin, self.row_lines = self.line + 1, []
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield self._stray(begin, error)
                if not self.row_lines:
                    return
                reader = csv.reader(self._feed(), delimiter=self.delimiter, strict=True)
                continue
            if row and begin > header:
                yield Unit(begin, row, self.line, self.offset)

    def _feed(self) -> Iterator[str]:
        while raw := self.waiting.popleft() if self.waiting else self._read():
            self.line += 1
            self.offset += len(raw)
            self.row_lines.append(raw)
            text = raw.removeprefix(BOM) if self.line == 1 else raw
            yield text.decode("utf-8", "surrogateescape")

    def _read(self) -> bytes:
        return self.stream.readline(LONGEST_RECORD)

    def _stray(self, begin: int, error: csv.Error) -> Unit:
        """The row's first line is given up; the lines after it are read again as rows of their own."""
        again = self.row_lines[1:]
        self.waiting.extendleft(reversed(again))
        self.line -= len(again)
        self.offset -= sum(map(len, again))
        first = self.row_lines[0].decode("utf-8", "replace") if self.row_lines else ""
        reason = f"a quotation mark is out of place or never closed ({error})"
        return Unit(begin, f"{reason}\n{first}", self.line, self.offset)
