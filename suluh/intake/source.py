"""A file, a folder or the standard input, opened as posts that can be read from any position on."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from suluh.content import Post
from suluh.errors import InputError
from suluh.intake.detect import detect
from suluh.intake.door import START, Door, Position, Rejected, Unit

HEAD = 1 << 16  # bytes looked at to tell the format and the identity of a file


class Cut(NamedTuple):
    """One unit, the door that understands it, and where the source stands after it."""

    door: Door
    unit: Unit
    file: str | None  # its name when the source is a folder
    after: Position

    def records(self) -> Iterator[Post | Rejected]:
        """The unit understood; a rejected record is told which file of a folder it is in."""
        for record in self.door.records(self.unit):
            yield inside(record, self.file)


def inside(record: Post | Rejected, file: str | None) -> Post | Rejected:
    """A record told which file of a folder it is in: media are named from the folder then, as the input is."""
    if not file:
        return record
    if isinstance(record, Rejected):
        return msgspec.structs.replace(record, file=file)
    below = Path(file).parent
    if not record.media or below == Path():
        return record
    media = tuple(name if "://" in name else str(below / name) for name in record.media)
    return msgspec.structs.replace(record, media=media)


class PostSource:
    """Posts from one place, in order. Iterating gives Post or Rejected; `cuts` allows resuming.

    The same id may come twice: both are posts, both are decided. Remembering ten million ids is not
    a reader's business, and a platform's export repeats a post that was edited.
    """

    def __init__(self, name: str, files: list[SourceFile], *, folder: bool = False) -> None:
        self.name, self.files, self.folder = name, files, folder
        self.skipped: list[str] = []  # files of a folder that are not posts (media, notes)

    def __iter__(self) -> Iterator[Post | Rejected]:
        for cut in self.cuts():
            yield from cut.records()

    def cuts(self, start: Position = START) -> Iterator[Cut]:
        """Every unit from `start` on. Raises InputError for a file that is cut off or not readable."""
        for index in range(start.file, len(self.files)):
            at = start if index == start.file else Position(file=index)
            yield from self._of_file(index, at)

    def _of_file(self, index: int, start: Position) -> Iterator[Cut]:
        file = self.files[index]
        label = file.name if self.folder else None
        count = start.unit
        try:
            for unit in file.units(start):
                count += 1
                after = Position(index, count, unit.next_line, unit.next_offset)
                yield Cut(file.door, unit, label, after)
        except (InputError, OSError) as caught:
            error = _unreadable(caught) if isinstance(caught, OSError) else caught
            if not self.folder:
                raise InputError(f"{file.name}: {error}") from None
            unit = Unit(0, str(error), 0, 0)
            yield Cut(_Complaint(), unit, label, Position(index + 1))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a door had to assume about a whole file, for the reader of the summary."""
        said = [(file.name, getattr(file.door, "note", "")) for file in self.files]
        return tuple(f"{name}: {note}" for name, note in said if note)

    @property
    def bytes_total(self) -> int | None:
        """The size of everything, when it can be known."""
        sizes = [file.size for file in self.files]
        return None if None in sizes else sum(size or 0 for size in sizes)

    def bytes_done(self, at: Position) -> int:
        """The bytes of the finished files and of the current one up to a position."""
        return sum(file.size or 0 for file in self.files[: at.file]) + at.offset

    def identity(self) -> str:
        """A hash that changes when another input, or a changed one, is given under the same name.

        It looks at names, sizes, formats and the first and last 64 KiB of each file, not at every byte.
        """
        seen = hashlib.sha256()
        for file in self.files:
            label = file.name if self.folder else ""
            seen.update(f"{label}\0{file.size}\0{file.door.name}\0".encode("utf-8", "replace"))
            seen.update(file.head_hash + file.tail_hash())
        return seen.hexdigest()


def _unreadable(error: OSError) -> InputError:
    return InputError(f"cannot be read ({error.strerror or error})")


class _Complaint(msgspec.Struct, frozen=True):
    """Stands in for the door of a file inside a folder that broke off."""

    name: str = "broken"
    seekable: bool = False

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        return iter(())

    def records(self, unit: Unit) -> Iterator[Post | Rejected]:
        yield Rejected(unit.line, unit.raw)


class SourceFile:
    """One readable file (or the standard input) with its door."""

    def __init__(self, path: Path | None, head: bytes, door: Door, name: str) -> None:
        self.path, self.door, self.name = path, door, name
        self.head = b"" if path else head  # of a stream only: a folder may hold very many files
        self.head_hash = hashlib.sha256(head).digest()
        self.size = path.stat().st_size if path else None

    def units(self, start: Position) -> Iterator[Unit]:
        """The units after a position: sought when the door can, skipped otherwise."""
        with self._stream() as stream:
            if self.door.seekable and stream.seekable():
                stream.seek(start.offset)
                yield from self.door.units(stream, start)
                return
            for number, unit in enumerate(self.door.units(stream, START), 1):
                if number > start.unit:
                    yield unit

    def start(self) -> bytes:
        """The first 64 KiB; of a stream, what was looked at to tell its format."""
        if not self.path:
            return self.head
        with self.path.open("rb") as stream:
            return stream.read(HEAD)

    def tail_hash(self) -> bytes:
        """A hash over the last 64 KiB; nothing for a stream."""
        if not self.path or not self.size:
            return b""
        with self.path.open("rb") as stream:
            stream.seek(max(0, self.size - HEAD))
            return hashlib.sha256(stream.read(HEAD)).digest()

    def _stream(self) -> BinaryIO:
        if self.path:
            return self.path.open("rb")
        return io.BufferedReader(_Again(self.head, sys.stdin.buffer), 1 << 18)


class _Again(io.RawIOBase):
    """A stream whose first bytes were already looked at, given once more from the beginning."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head, self.rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        chunk = self.head[: len(buffer)] or self.rest.read(len(buffer))
        self.head = self.head[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


def open_posts(
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002
    *,
    leave_out: Path | None = None,
) -> PostSource:
    """The posts of a file, of a folder (every readable file in it, sorted by name), or of `-`.

    The format is told from the content and the name unless given (see `suluh.intake.detect.FORMATS`).
    Hidden files and the folder `leave_out` (where the decisions go) are no part of a folder.
    Raises InputError with the cause when there is nothing readable.
    """
    if str(path) == "-":
        head = _read_head(sys.stdin.buffer)
        return PostSource("-", [_file(None, head, "standard input", format)])
    place = Path(path)
    try:
        if place.is_dir():
            return _folder(place, format, leave_out)
        with place.open("rb") as stream:
            head = _read_head(stream)
    except FileNotFoundError:
        raise InputError(f"{place}: no such file or folder") from None
    except OSError as error:
        raise InputError(f"{place}: cannot be read ({error.strerror})") from None
    return PostSource(str(place), [_file(place, head, str(place), format)])


def _read_head(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < HEAD and (chunk := stream.read(HEAD - len(head))):
        head += chunk
    return head


def _file(path: Path | None, head: bytes, name: str, format: str | None) -> SourceFile:  # noqa: A002
    try:
        return SourceFile(path, head, detect(path, head, format), name)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None


def _folder(folder: Path, format: str | None, leave_out: Path | None) -> PostSource:  # noqa: A002
    source = PostSource(str(folder), [], folder=True)
    out = leave_out.resolve() if leave_out else None
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or (out and out in path.resolve().parents and out != folder.resolve()):
            continue
        name = path.relative_to(folder).as_posix()
        try:
            with path.open("rb") as stream:
                source.files.append(_file(path, _read_head(stream), name, format))
        except (InputError, OSError):
            source.skipped.append(name)
    source.skipped = [name for name in source.skipped if not _belongs_to_a_video(name, source)]
    if not source.files:
        raise InputError(f"{folder}: holds no file of posts that Suluh can read")
    return source


def _belongs_to_a_video(name: str, source: PostSource) -> bool:
    """Whether a file is the video, picture or subtitles of a post that yt-dlp wrote beside it: read, not skipped."""
    stems = (
        file.name.removesuffix(".info.json") for file in source.files if file.door.name == "ytdlp"
    )
    return any(name.startswith(stem + ".") for stem in stems)
