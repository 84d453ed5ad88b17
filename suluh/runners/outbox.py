"""The files of a run's folder: written at known offsets, synced, cut back to what the ledger sealed."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple

from suluh.errors import RequestError, ServiceError

DECISIONS, REJECTED = "decisions.jsonl", "rejected.jsonl"


class Offsets(NamedTuple):
    """How many bytes of each file are sealed."""

    decisions: int = 0
    rejected: int = 0


class Outbox:
    """decisions.jsonl and rejected.jsonl, open for appending after the sealed bytes."""

    def __init__(self, folder: Path, sealed: Offsets) -> None:
        self.folder, self.offsets = folder, sealed
        with writing(folder):
            self._decisions = _opened(folder / DECISIONS, sealed.decisions)
            self._rejected = _opened(folder / REJECTED, sealed.rejected)
            sync_folder(folder)

    def __enter__(self) -> Outbox:
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._decisions, self._rejected):
            file.close()

    def write(self, decisions: bytes, rejected: bytes) -> Offsets:
        """Both appended and on the disk when this returns; the new offsets."""
        with writing(self.folder):
            for file, data in ((self._decisions, decisions), (self._rejected, rejected)):
                if data:
                    _write_all(file, data)
                    os.fsync(file.fileno())
        before = self.offsets
        self.offsets = Offsets(before.decisions + len(decisions), before.rejected + len(rejected))
        return self.offsets


def _write_all(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) or 0 :]


def _opened(path: Path, sealed: int) -> BinaryIO:
    """The file, cut back to its sealed bytes: what lies beyond was written but never sealed."""
    size = path.stat().st_size if path.exists() else 0
    if size < sealed:
        raise RequestError(
            f"{path}: has {size} bytes where the ledger has sealed {sealed}; it was changed since. "
            "Put it back, or start over with --fresh"
        )
    file = path.open("ab", buffering=0)
    if size > sealed:
        file.truncate(sealed)
        os.fsync(file.fileno())
    return file


def make_folder(folder: Path) -> None:
    """The run's folder, made when it is not there.

    Raises RequestError when a file stands there, ServiceError when the disk does not take it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise RequestError(f"{folder}: this is a file, not a folder") from None
    except OSError as error:
        raise ServiceError(f"{folder}: cannot be made ({error.strerror})") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ServiceError(f"{folder}: cannot be written to")


def sync_folder(folder: Path) -> None:
    """New names in the folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class writing:  # noqa: N801 — reads as a word in `with writing(folder):`
    """A context in which a full or failing disk becomes a ServiceError, in words."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not isinstance(error, OSError):
            return
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise ServiceError(
                f"{self.place}: the disk is full; nothing sealed is lost, free some space and start again"
            ) from error
        raise ServiceError(
            f"{self.place}: cannot be written ({error.strerror or error})"
        ) from error
