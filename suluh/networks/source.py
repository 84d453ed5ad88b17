"""Any file of posts as lines of JSON that can be read twice: as it is, or written out once beside.

Lines under the contract's names are read where they lie. Every other door of Suluh, and tables whose columns are named on
the way in, are written into a temporary file first.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from suluh.errors import InputError, RequestError, ServiceError
from suluh.intake.door import Rejected
from suluh.intake.generic import JsonPosts
from suluh.intake.source import Cut, PostSource, open_posts
from suluh.networks.columns import listed_media
from suluh.networks.line import Line, line_of
from suluh.networks.reading import understood

FIELDS = (
    "id", "text", "platform", "posted_at", "media", "parent", "link", "sound", "hashtags", "repost",
    "author", "author.id", "author.name", "author.bio", "author.kind", "author.created_at",
)  # fmt: skip
_NEEDED = ("author", "posted_at")
Complain = Callable[[Rejected], object]


@contextmanager
def lines_of(posts: str, columns: Mapping[str, str], rejected: Complain) -> Iterator[Path]:
    """A path to lines of JSON with these posts. Raises InputError, RequestError, ServiceError.

    columns: field of FIELDS to the name of the column in a table; empty when the file says it itself.
    rejected: told of records that could not be read on the way.
    """
    if columns:
        with _spooled(_of_table(posts, columns, rejected)) as path:
            yield path
        return
    source = open_posts(posts)
    if as_it_is := _lines_already(source):
        yield as_it_is
    else:
        with _spooled(_of_doors(source, rejected)) as path:
            yield path


def _lines_already(source: PostSource) -> Path | None:
    """The file itself, when it holds one post of the contract a line."""
    file = source.files[0]
    plain = isinstance(file.door, JsonPosts) and file.door.layout == "lines"
    return file.path if plain and not source.folder else None


def _of_doors(source: PostSource, rejected: Complain) -> Iterator[object]:
    for cut in source.cuts():
        for record in _records(cut):
            if isinstance(record, Rejected):
                rejected(record)
            else:
                yield record


def _records(cut: Cut) -> Iterator[Line | Rejected]:
    """The lines of one unit. JSON under the contract's names keeps what a post of the contract has no place for."""
    if isinstance(cut.door, JsonPosts) and isinstance(cut.unit.raw, bytes):
        yield _moved(understood(cut.unit.raw, cut.unit.line), cut.file)
        return
    for record in cut.records():
        yield record if isinstance(record, Rejected) else line_of(record)


def _moved(line: Line | Rejected, file: str | None) -> Line | Rejected:
    """A line of a file in a folder: its media lie beside the file, and are named from the folder."""
    if isinstance(line, Rejected):
        return msgspec.structs.replace(line, file=file)
    below = Path(file or "").parent
    if line.media and below != Path():
        names = listed_media(line.media)
        return msgspec.structs.replace(
            line, media=[name if "://" in name else str(below / name) for name in names]
        )
    return line


@contextmanager
def _spooled(records: Iterator[object]) -> Iterator[Path]:
    """The records in a temporary file. Raises ServiceError when the disk is full."""
    encode = msgspec.json.Encoder().encode
    with tempfile.TemporaryDirectory(prefix="suluh-networks-") as folder:
        path = Path(folder) / "posts.jsonl"
        try:
            with path.open("wb") as file:
                for record in records:
                    file.write(encode(record) + b"\n")
        except OSError as error:
            raise ServiceError(f"cannot write {path}: {error.strerror}") from error
        yield path


# --- tables with columns of their own names


def _of_table(
    posts: str, columns: Mapping[str, str], rejected: Complain
) -> Iterator[dict[str, Any]]:
    """The rows of a table. Raises RequestError for a field or column that is not there, InputError for the file."""
    if unknown := sorted(set(columns) - set(FIELDS)):
        raise RequestError(f'no field "{unknown[0]}"; there are {", ".join(FIELDS)}')
    if missing := [name for name in _NEEDED if name not in columns and f"{name}.id" not in columns]:
        raise RequestError(f"--column {missing[0]}=… is needed: who posted, and when")
    try:
        with _opened(posts) as stream:
            yield from _rows(stream, posts, columns, rejected)
    except FileNotFoundError:
        raise InputError(f"{posts}: no such file or folder") from None
    except (OSError, EOFError, UnicodeError) as error:
        raise InputError(f"{posts}: cannot be read ({error})") from None


@contextmanager
def _opened(posts: str) -> Iterator[IO[str]]:
    """The table as text; .gz is unpacked on the way."""
    if posts == "-":
        yield io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", "replace", newline="")
    elif posts.endswith(".gz"):
        with gzip.open(posts, "rt", encoding="utf-8-sig", errors="replace", newline="") as stream:
            yield stream
    else:
        with Path(posts).open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            yield stream


def _rows(
    stream: IO[str], name: str, columns: Mapping[str, str], rejected: Complain
) -> Iterator[dict[str, Any]]:
    head = stream.readline()
    delimiter = max(",;\t|", key=head.count)
    written = next(csv.reader([head], delimiter=delimiter), [])
    if absent := [column for column in columns.values() if column not in written]:
        found = ", ".join(written[:20]) or "nothing"
        raise RequestError(f'{name}: no column "{absent[0]}"; found: {found}')
    wanted = {field: written.index(column) for field, column in columns.items()}
    reader = csv.reader(stream, delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            rejected(Rejected(reader.line_num + 1, str(error)))
            continue
        if len(row) < len(written):
            reason = f"{len(row)} cells where the header has {len(written)}"
            if row:
                rejected(Rejected(reader.line_num + 1, reason, delimiter.join(row)[:160]))
            continue
        yield _record({field: row[at] for field, at in wanted.items()})


def _record(cells: dict[str, str]) -> dict[str, Any]:
    """The cells as a line; those of the author as an object."""
    author = {name.removeprefix("author."): cell for name, cell in cells.items() if "." in name}
    record: dict[str, Any] = {name: cell for name, cell in cells.items() if "." not in name}
    if author:
        if "author" in record:
            author["handle"] = record["author"]
        record["author"] = author
    return record
