"""What takes a while to work out is worked out once a machine, and kept under the hash of all it was made from."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

T = TypeVar("T")
_HERE = Path(__file__).parent


def cache_folder() -> Path:
    """Where what can be made again is kept: $SULUH_CACHE, or the user's cache folder."""
    if chosen := os.environ.get("SULUH_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "suluh"


def kept(name: str, sources: Iterable[Path], make: Callable[[], T], shape: type[T]) -> T:
    """`make()`, or what it made earlier from the same sources and the same reader of Indonesian.

    shape: a type that msgspec can write and read. A cache that cannot be read or written costs time, nothing else.
    """
    path = cache_folder() / f"{name}-{_digest(tuple(sources))}.msgpack"
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=shape)
    except (OSError, msgspec.MsgspecError):
        made = make()
        keep(path, msgspec.msgpack.encode(made))
        return made


def keep(path: Path, data: bytes) -> None:
    """Write whole or not at all; a full disk is no reason to stop here."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
    except OSError:
        return


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, put in its place only when everything was written. Raises OSError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def whole(path: Path, data: bytes) -> Path:
    """The file written whole, or left as it was; the path. Raises OSError."""
    with written(path) as file:
        file.write(data)
    return path


def _digest(sources: tuple[Path, ...]) -> str:
    digest = hashlib.sha256(_reader())
    for path in sources:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@cache
def _reader() -> bytes:
    """The hash of the code and word lists that read text, since what is kept was read with them."""
    digest = hashlib.sha256()
    text = _HERE / "text"
    for path in sorted([*text.glob("*.py"), *(text / "data").rglob("*.txt")]):
        digest.update(path.read_bytes())
    return digest.digest()
