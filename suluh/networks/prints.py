"""Sixty-four bits for a value: the same in every process, on every machine, in every order of the input."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]
_ODD = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio; odd, so that it has an inverse
_INVERSE = pow(_ODD, -1, 1 << 64)


def mixed(values: U64, salt: int = 0) -> U64:
    """The values stirred until every bit depends on every bit (the finisher of splitmix64)."""
    with np.errstate(over="ignore"):
        z = values + np.uint64((salt * _ODD + _ODD) % (1 << 64))
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(z ^ (z >> np.uint64(31)))


@lru_cache(16)
def _powers(size: int, inverse: bool, narrow: bool) -> npt.NDArray[Any]:
    """The first `size` powers of the base, or of its inverse, modulo 2^64, or 2^32 when narrow."""
    kind: Any = np.uint32 if narrow else np.uint64
    base = np.full(size, _INVERSE if inverse else _ODD, np.uint64).astype(kind)
    base[0] = 1
    return np.asarray(np.multiply.accumulate(base, dtype=kind))


def slices(data: U8, begins: I64, ends: I64, *, narrow: bool = False) -> U64:
    """A print for each piece `data[begin:end]`; equal bytes give equal prints wherever they stand.

    A polynomial over the bytes, taken from running sums, so that millions of words cost three passes. Narrow prints have
    32 bits and take half the time: of a million different words about a hundred pairs share one, which no text of
    several words notices.
    """
    kind: Any = np.uint32 if narrow else np.uint64
    size = 1 << (len(data) + 1).bit_length()
    running = np.zeros(len(data) + 1, kind)
    weighed = data.astype(kind)
    weighed += kind(1)
    weighed *= _powers(size, False, narrow)[: len(data)]
    np.cumsum(weighed, dtype=kind, out=running[1:])
    pieces = (running[ends] - running[begins]) * _powers(size, True, narrow)[begins]
    return mixed(pieces.astype(np.uint64))


def prints_of(values: Sequence[str]) -> U64:
    """A print for each value; equal values, equal prints."""
    encoded = [value.encode("utf-8", "replace") for value in values]
    ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    begins = np.concatenate((np.zeros(1, np.int64), ends[:-1]))
    return slices(np.frombuffer(b"".join(encoded), np.uint8), begins[: len(ends)], ends)


def distinct(values: U64) -> U64:
    """Sorted, each once. np.unique goes by hashing here, which is several times slower on prints."""
    ordered = np.sort(values)
    fresh: npt.NDArray[np.bool_] = np.ones(len(ordered), np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return np.asarray(ordered[fresh])
