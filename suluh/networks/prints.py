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


def in_bytes(values: Sequence[str], between: bytes = b"") -> tuple[U8, I64, I64]:
    """The values one after the other as UTF-8, and where each begins and ends. What UTF-8 cannot say is a "?"."""
    joined = between.decode().join(values)
    if joined.isascii():
        data, sizes = joined.encode(), map(len, values)
    else:
        encoded = [value.encode("utf-8", "replace") for value in values]
        data, sizes = between.join(encoded), map(len, encoded)
    lengths = np.fromiter(sizes, np.int64, len(values))
    ends = np.cumsum(lengths + len(between)) - len(between)
    return np.frombuffer(data, np.uint8), ends - lengths, ends


def prints_of(values: Sequence[str]) -> U64:
    """A print for each value; equal values, equal prints."""
    return slices(*in_bytes(values))


def distinct(values: U64, *, in_runs: bool = False) -> U64:
    """Sorted, each once. np.unique goes by hashing here, which is several times slower on prints.

    in_runs: whether the values are in order but for their neighbours, as words of one text after another are; a sort
    that merges runs is four times as fast on them, and slower on others.
    """
    ordered = np.sort(values, kind="stable" if in_runs else None)
    fresh: npt.NDArray[np.bool_] = np.ones(len(ordered), np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return np.asarray(ordered[fresh])


def sorted_with_places(values: U64) -> tuple[U64, I64]:
    """The values in order, less their lowest bits, and the place that each had; of equal ones the first place first.

    Value and place are packed into one word, which sorts several times faster than places alone. The bits that the
    places need are lost: of a million prints 44 are left, and two different ones are taken for one once in thirty runs.
    """
    bits = np.uint64(max(len(values) - 1, 0).bit_length())
    packed = np.sort(values >> bits << bits | np.arange(len(values), dtype=np.uint64))
    mask = np.uint64((1 << int(bits)) - 1)
    return packed & ~mask, (packed & mask).astype(np.int64)
