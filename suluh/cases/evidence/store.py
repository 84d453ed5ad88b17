"""Bytes kept under their SHA-256 in a folder: written once, never changed, checked each time they are read."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from suluh.errors import InputError, RequestError, ServiceError

SHA256 = re.compile(r"[0-9a-f]{64}")
CHUNK = 1 << 20  # bytes read at a time
LARGEST = 512 << 20  # bytes of one item; a longer recording is kept in parts (project decision)


class EvidenceStore:
    """A folder of bytes, two levels deep: ab/cd/abcd….

    Raises RequestError for a name that is no hash or is not there, InputError for bytes that are no longer what they
    were or are too many, ServiceError where the disk fails.
    """

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self.folder, self.largest = folder, largest

    def put(self, source: bytes | BinaryIO) -> tuple[str, int]:
        """Keep the bytes; (SHA-256, size). The same bytes are kept once."""
        digest, size = hashlib.sha256(), 0
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
                name = Path(file.name)
                try:
                    for chunk in _chunks(source):
                        size += len(chunk)
                        self._must_fit(size)
                        digest.update(chunk)
                        file.write(chunk)
                    file.flush()
                    os.fsync(file.fileno())
                    self._settle(name, digest.hexdigest())
                finally:
                    name.unlink(missing_ok=True)
        except OSError as error:
            raise ServiceError(f"evidence cannot be kept: {error}") from error
        return digest.hexdigest(), size

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash are, or would be."""
        if not SHA256.fullmatch(sha256):
            raise RequestError(f"not a SHA-256: {sha256!r}")
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def __contains__(self, sha256: str) -> bool:
        return bool(SHA256.fullmatch(sha256)) and self.path(sha256).is_file()

    def read(self, sha256: str) -> Iterator[bytes]:
        """The bytes in pieces; the last piece comes only if all of them hash to the name."""
        path = self.path(sha256)
        digest, last = hashlib.sha256(), b""
        try:
            with path.open("rb") as file:
                for chunk in _chunks(file):
                    digest.update(chunk)
                    if last:
                        yield last
                    last = chunk
        except FileNotFoundError as error:
            raise RequestError(f"no evidence {sha256}") from error
        except OSError as error:
            raise ServiceError(f"evidence cannot be read: {error}") from error
        if digest.hexdigest() != sha256:
            raise InputError(f"evidence {sha256} is no longer what was put in")
        yield last

    def _must_fit(self, size: int) -> None:
        if size > self.largest:
            raise InputError(f"more than {self.largest} bytes in one item of evidence")

    def _settle(self, name: Path, sha256: str) -> None:
        goal = self.path(sha256)
        goal.parent.mkdir(parents=True, exist_ok=True)
        if not goal.exists():
            name.chmod(0o440)
            name.replace(goal)


def _chunks(source: bytes | BinaryIO) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    while chunk := source.read(CHUNK):
        yield chunk
