"""Vectors already computed, kept per user, so that an index is rebuilt without the encoder."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from suluh.kept import cache_folder

KEY = 16  # bytes of SHA-256 of the text
CHUNK = 256  # texts between two writes: what an interruption can lose


class VectorCache:
    """A file of records (key, float16 vector), only ever appended to, for one encoder."""

    def __init__(self, name: str, size: int):
        self._record = np.dtype([("key", f"V{KEY}"), ("vector", "<f2", (size,))])
        self._size = size
        self._path: Path = cache_folder() / f"vectors-{name}.bin"

    def get(
        self, texts: Sequence[str], encode: Callable[[Sequence[str]], NDArray[np.float32]]
    ) -> NDArray[np.float32]:
        """One row a text, from the file where it is there, computed and appended where not."""
        keys = [hashlib.sha256(text.encode()).digest()[:KEY] for text in texts]
        known = self._read()
        missing = list(dict.fromkeys(i for i, key in enumerate(keys) if key not in known))
        for start in range(0, len(missing), CHUNK):
            chosen = missing[start : start + CHUNK]
            known |= self._append([keys[i] for i in chosen], encode([texts[i] for i in chosen]))
        found = [known[key] for key in keys]
        return (
            np.stack(found).astype(np.float32) if found else np.zeros((0, self._size), np.float32)
        )

    def _read(self) -> dict[bytes, NDArray[np.float16]]:
        """Every whole record; a record cut off by a kill is passed over, and written again."""
        if not self._path.exists():
            return {}
        raw = self._path.read_bytes()
        whole = len(raw) // self._record.itemsize * self._record.itemsize
        records = np.frombuffer(raw[:whole], self._record)
        return {
            key.tobytes(): vector
            for key, vector in zip(records["key"], records["vector"], strict=True)
        }

    def _append(
        self, keys: Sequence[bytes], vectors: NDArray[np.float32]
    ) -> dict[bytes, NDArray[np.float16]]:
        records = np.zeros(len(keys), self._record)
        records["key"] = [np.void(key) for key in keys]
        records["vector"] = vectors.astype(np.float16)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # two builds at once must not cut each other's records
            file.seek(0, 2)
            beyond = file.tell() % self._record.itemsize
            file.truncate(file.tell() - beyond)
            file.write(records.tobytes())
        return dict(zip(keys, records["vector"], strict=True))
