"""Posts in a table: CSV with the contract's column names or the usual Indonesian ones, as spreadsheets write it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, ClassVar, NamedTuple, TypeVar

import msgspec

from suluh.content import Post
from suluh.errors import InputError
from suluh.intake.door import LONGEST_RECORD, START, Position, Rejected, Unit, excerpt
from suluh.intake.generic import WireAuthor, WireMetrics, WirePost, post_of
from suluh.intake.json_door import reason_of
from suluh.intake.kindly import Notes, kindly
from suluh.intake.lines import BOM
from suluh.intake.values import BadValue
from suluh.text.encoding import WINDOWS, decoded
from suluh.text.stamps import is_month_first

T = TypeVar("T")

_POST = {"id", "text", "platform", "url", "posted_at", "media", "region", "parent"}
_METRICS = {"views", "likes", "shares", "comments"}
_AUTHOR = {"id", "handle", "name", "followers", "created_at", "verified", "bio", "kind"} | {
    "avatar", "former_names", "links",
}  # fmt: skip
KNOWN = (
    _POST
    | _METRICS
    | {"author", "metrics", "tags"}
    | {f"author.{name}" for name in _AUTHOR}
    | {f"metrics.{name}" for name in _METRICS}
)
# What people here, and the platforms' own tables, call the contract's columns.
_ALIASES = {
    "id": "id unggahan, id_unggahan, post_id, tweet_id, id_str, kode, nomor, no, no.",
    "text": "teks, isi, isi unggahan, isi_unggahan, unggahan, caption, full_text, video_description",
    "posted_at": "tanggal, waktu, tanggal unggah, tanggal_unggah, waktu unggah, created_at, create_time, timestamp",
    "author": "akun, penulis, pengunggah, nama akun, nama_akun, username",
    "author.followers": "pengikut, jumlah pengikut",
    "url": "tautan, link, alamat",
    "platform": "media sosial, medsos, sumber platform",
    "region": "wilayah, kode wilayah, kode_wilayah",
    "views": "tayangan, ditonton, dilihat, jumlah tayangan, view_count, public_metrics.impression_count",
    "likes": "suka, disukai, jumlah suka, like_count, public_metrics.like_count",
    "shares": "dibagikan, bagikan, jumlah dibagikan, share_count, public_metrics.retweet_count",
    "comments": "komentar, jumlah komentar, comment_count, public_metrics.reply_count",
}
ALIASES = {alias.strip(): name for name, said in _ALIASES.items() for alias in said.split(",")}
_MOMENTS = ("posted_at", "author.created_at")
csv.field_size_limit(1 << 20)  # a caption of a million characters is a quote that never closed


class CsvPosts(msgspec.Struct, frozen=True):
    """The door for tables. `columns` are the header's names in order, None where unknown."""

    columns: tuple[str | None, ...]
    delimiter: str = ","
    header: int = 1  # its line; spreadsheets may write "sep=;" before it
    month_first: bool = False  # 11/27/2024
    name: ClassVar[str] = "csv"

    seekable: ClassVar[bool] = True  # a position always stands between two rows

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        """Each row as a list of cells, the header left out."""
        return _Rows(stream, self.delimiter, start).rows(self.header)

    @property
    def note(self) -> str:
        """What was assumed about the dates of the whole file."""
        return "dates read as month/day/year: no other way fits" if self.month_first else ""

    def records(self, unit: Unit) -> Iterator[Post | Rejected]:
        """One post a row."""
        if isinstance(unit.raw, str):
            reason, _, rest = unit.raw.partition("\n")
            yield Rejected(unit.line, reason, excerpt(rest))
        else:
            yield self._post(unit.raw, unit.line)

    def _post(self, row: _Row, line: int) -> Post | Rejected:
        raw = excerpt(self.delimiter.join(row.cells))
        wanted = len(self.columns)
        if len(row.cells) < wanted or any(row.cells[wanted:]):
            reason = f"{len(row.cells)} cells where the header has {wanted}"
            return Rejected(line, reason, raw)
        cells = {name: cell for name, cell in zip(self.columns, row.cells, strict=False) if name}
        notes = Notes([f"the row is {WINDOWS}"] if row.windows else [])
        try:
            return post_of(_wire(cells, notes), notes, month_first=self.month_first)
        except (BadValue, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            return Rejected(line, reason_of(error), raw)


class _Row(NamedTuple):
    """The cells of a row, and whether they had to be read as Windows-1252."""

    cells: list[str]
    windows: bool


def csv_door(head: bytes) -> CsvPosts:
    """The door for a file that begins with these bytes. Raises InputError when it is no such table."""
    line, _, rest = head.removeprefix(BOM).partition(b"\n")
    separated = line[:4].lower() == b"sep="
    if separated:
        line = rest.partition(b"\n")[0]
    title = decoded(line).text.strip("\r")
    best = max((_columns(title, delimiter) for delimiter in ",;\t|"), key=lambda found: found[0])
    _, delimiter, columns, written = best
    if "id" not in columns or not {"text", "media"} & set(columns):
        names = ", ".join(written[:12]) or "nothing"
        raise InputError(
            f"line 1: a table of posts needs the columns id and text (or media); found: {names}"
        )
    if doubled := {name for name in columns if name and columns.count(name) > 1}:
        raise InputError(f"line 1: the column {sorted(doubled)[0]} is there twice")
    door = CsvPosts(columns, delimiter, 2 if separated else 1)
    return msgspec.structs.replace(door, month_first=_month_first(door, head))


def _month_first(door: CsvPosts, head: bytes) -> bool:
    """Whether the dates in the first rows can only be month first; a column is written in one way."""
    places = [door.columns.index(name) for name in _MOMENTS if name in door.columns]
    rows = [unit.raw for unit in door.units(BytesIO(head), START)] if places else []
    whole = [row.cells for row in rows if isinstance(row, _Row)]
    return any(is_month_first([row[at] for row in whole if at < len(row)]) for at in places)


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
    columns = _named([name.strip().casefold() for name in written])
    return len([name for name in columns if name]), delimiter, columns, [n[:40] for n in written]


def _named(names: list[str]) -> tuple[str | None, ...]:
    """What each column means: the contract's own names win over other words for the same."""
    taken = {name for name in names if name in KNOWN}
    found: list[str | None] = []
    for name in names:
        meant = name if name in KNOWN else ALIASES.get(name)
        if meant != name and meant in taken:
            meant = None
        taken |= {meant} if meant else set()
        found.append(meant)
    return tuple(found)


def _wire(cells: dict[str, str], notes: Notes) -> WirePost:
    filled = {name: cell for name, cell in cells.items() if cell.strip()}
    wire = WirePost(**{name: filled[name] for name in _POST & filled.keys()})  # type: ignore[arg-type]
    wire.author = notes.of(_author, filled, notes, default=None)
    wire.metrics = notes.of(_metrics, filled, notes, default=None)
    wire.tags = filled.get("tags")
    return wire


def _author(cells: dict[str, str], notes: Notes) -> str | WireAuthor | None:
    whole = cells.get("author", "").strip()
    if whole.startswith("{"):
        return _in_cell(whole, WireAuthor, "author", notes)
    parts = {n: cells[f"author.{n}"] for n in _AUTHOR if f"author.{n}" in cells}
    if parts:
        return WireAuthor(**({"handle": whole or None} | parts))
    return whole or None


def _metrics(cells: dict[str, str], notes: Notes) -> WireMetrics | None:
    whole = cells.get("metrics", "").strip()
    if whole.startswith("{"):
        return _in_cell(whole, WireMetrics, "metrics", notes)
    parts = {n: cells.get(f"metrics.{n}") or cells.get(n) for n in _METRICS}
    return WireMetrics(**parts) if any(parts.values()) else None


def _in_cell(cell: str, kind: type[T], name: str, notes: Notes) -> T:
    """An object written as JSON into a cell."""
    try:
        found, said = kindly(cell.encode("utf-8", "replace"), kind)
    except (msgspec.MsgspecError, RecursionError):
        raise BadValue(f"{name}: begins like a JSON object but is none") from None
    notes.extend(f"{name}.{note}" for note in said)
    return found


class _Rows:
    """A CSV reader that knows the bytes and lines passed, and finds its feet again after a stray quote."""

    def __init__(self, stream: BinaryIO, delimiter: str, start: Position) -> None:
        self.stream, self.delimiter = stream, delimiter
        self.line, self.offset = start.line, start.offset
        self.windows = False  # whether the row being read is not UTF-8
        self.row_lines: list[bytes] = []  # the lines of the row being read
        self.waiting: deque[bytes] = deque()  # lines to be read again

    def rows(self, header: int) -> Iterator[Unit]:
        reader = csv.reader(self._feed(), delimiter=self.delimiter, strict=True)
        while True:
            begin, self.row_lines, self.windows = self.line + 1, [], False
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
            if begin > header and any(cell.strip() for cell in row):
                yield Unit(begin, _Row(row, self.windows), self.line, self.offset)

    def _feed(self) -> Iterator[str]:
        while raw := self.waiting.popleft() if self.waiting else self._read():
            self.line += 1
            self.offset += len(raw)
            self.row_lines.append(raw)
            text, windows = decoded(raw.removeprefix(BOM) if self.line == 1 else raw)
            self.windows |= windows
            yield text

    def _read(self) -> bytes:
        return self.stream.readline(LONGEST_RECORD)

    def _stray(self, begin: int, error: csv.Error) -> Unit:
        """The row's first line is given up; the lines after it are read again as rows of their own."""
        again = self.row_lines[1:]
        self.waiting.extendleft(reversed(again))
        self.line -= len(again)
        self.offset -= sum(map(len, again))
        first = decoded(self.row_lines[0]).text if self.row_lines else ""
        reason = f"a quotation mark is out of place or never closed ({error})"
        return Unit(begin, f"{reason}\n{first}", self.line, self.offset)
