"""A million 256-bit codes asked at once: which of them differ from this one by few bits.

Exact while there are few. Beyond that the codes are grouped round codes drawn from among themselves (an inverted file),
and a question looks at the nearest groups only; `suluh bench media` says what that loses. Drawn codes stand in for
k-means, which takes minutes where these take none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import faiss
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Labels = NDArray[np.int64]

BITS = 256
EXACT = 200_000  # codes looked through one by one; 0.3 ms on one core
LOOKED_AT = 96  # groups a question looks at
REGROUP = 4  # times its size at the last grouping before it is grouped anew


class Near(NamedTuple):
    """Three rows of one length: which question, which label, how many bits apart."""

    question: Labels
    label: Labels
    distance: NDArray[np.int32]


class Index:
    """256-bit codes with a number each. Not safe to add to from two threads."""

    def __init__(self, codes: Any = None, labels: Labels | None = None) -> None:
        self._codes: Any = codes if codes is not None else faiss.IndexBinaryFlat(BITS)
        self._labels = labels if labels is not None else np.zeros(0, np.int64)
        self._grouped_at = 0 if codes is None else len(self._labels)
        self._lies_in: Path | None = (
            None  # the file that the codes are read from as they are needed
        )

    def __len__(self) -> int:
        return len(self._labels)

    @property
    def largest(self) -> int:
        """The largest number; -1 when there is none."""
        return int(self._labels.max()) if len(self._labels) else -1

    @property
    def exact(self) -> bool:
        """Whether every code is looked at."""
        return isinstance(self._codes, faiss.IndexBinaryFlat)

    def add(self, bits: Bytes, labels: Labels) -> None:
        """Take in n × 32 bytes with n numbers; a number may stand for many codes."""
        if not len(bits):
            return
        self._take_over()
        self._labels = np.concatenate([self._labels, np.asarray(labels, np.int64)])
        if len(self) > max(EXACT, REGROUP * self._grouped_at):
            self._codes = _grouped(np.concatenate([self._all(), bits]))
            self._grouped_at = len(self)
        else:
            self._codes.add(np.ascontiguousarray(bits))

    def within(self, bits: Bytes, most: int) -> Near:
        """All codes at most `most` bits from each of n × 32 bytes."""
        if not len(self) or not len(bits):
            return _nothing()
        ends, distances, rows = self._codes.range_search(np.ascontiguousarray(bits), most + 1)
        questions = np.repeat(np.arange(len(bits)), np.diff(ends.astype(np.int64)))
        return Near(questions, self._labels[rows], distances.astype(np.int32))

    def nearest(self, bits: Bytes, count: int) -> Near:
        """The `count` nearest codes of each of n × 32 bytes, fewer when there are fewer."""
        if not len(self) or not len(bits):
            return _nothing()
        distances, rows = self._codes.search(np.ascontiguousarray(bits), min(count, len(self)))
        found = rows >= 0
        questions = np.repeat(np.arange(len(bits)), found.sum(1))
        return Near(questions, self._labels[rows[found]], distances[found].astype(np.int32))

    def save(self, folder: Path, name: str) -> None:
        """Two files in the folder, each replaced whole. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, write in (("codes", self._write_codes), ("labels", self._write_labels)):
            fresh = folder / f".{name}.{suffix}.new"
            write(fresh)
            fresh.replace(folder / f"{name}.{suffix}")

    @classmethod
    def open(cls, folder: Path, name: str) -> Index:
        """As saved; codes stay on the disk until asked for. Raises OSError or ValueError when it cannot be read."""
        labels = _mapped(folder / f"{name}.labels")
        codes = _read(folder / f"{name}.codes", faiss.IO_FLAG_MMAP_IFC)
        if codes.ntotal != len(labels):
            raise ValueError(f"{name}: {codes.ntotal} codes but {len(labels)} numbers")
        opened = cls(codes, labels)
        opened._lies_in = folder / f"{name}.codes"
        return opened

    def _take_over(self) -> None:
        """Codes that lie in a file are read into memory before any is added; faiss ends the process otherwise."""
        if self._lies_in:
            self._codes = _read(self._lies_in, 0)
            self._lies_in = None

    def _all(self) -> Bytes:
        if not self.exact:
            self._codes.make_direct_map()
        count = self._codes.ntotal
        if not count:
            return np.zeros((0, BITS // 8), np.uint8)
        return np.asarray(self._codes.reconstruct_n(0, count), np.uint8)

    def _write_codes(self, path: Path) -> None:
        try:
            faiss.write_index_binary(self._codes, str(path))
        except RuntimeError as error:  # faiss says so of a full disk
            raise OSError(f"{path.name} cannot be written: {str(error)[:80]}") from None

    def _write_labels(self, path: Path) -> None:
        path.write_bytes(self._labels.astype("<i8").tobytes())


def _read(path: Path, how: int) -> Any:
    try:
        return faiss.read_index_binary(str(path), how)
    except RuntimeError as error:  # faiss says so of a missing, cut or foreign file
        raise ValueError(f"{path.name} is not an index: {str(error)[:80]}") from None


def _mapped(path: Path) -> Labels:
    """Numbers read from the file as they are needed. Raises OSError, or ValueError for a cut file."""
    if not path.stat().st_size:  # an empty file cannot be mapped
        return np.zeros(0, np.int64)
    return np.memmap(path, "<i8", "r")


def _grouped(bits: Bytes) -> Any:
    """An inverted file of four to eight groups for each root of the number of codes."""
    groups = int(min(8192, 2 ** np.floor(np.log2(8 * np.sqrt(len(bits))))))
    drawn = np.random.default_rng(len(bits)).choice(len(bits), groups, replace=False)
    middles = faiss.IndexBinaryFlat(BITS)
    middles.add(np.ascontiguousarray(bits[drawn]))
    made: Any = faiss.IndexBinaryIVF(middles, BITS, groups)
    made.own_fields = False
    made.middles = middles  # held here, since faiss does not own it
    made.is_trained = True
    made.nprobe = LOOKED_AT
    made.add(np.ascontiguousarray(bits))
    return made


def _nothing() -> Near:
    return Near(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32))
