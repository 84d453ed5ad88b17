"""Sixty-four bits for a value: the same in every process, on every machine, in every order of the input."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import numpy.typing as npt

U64 = npt.NDArray[np.uint64]
_ODD = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio; odd, so that it has an inverse
_INVERSE = pow(_ODD, -1, 1 << 64)


def print_of(value: str) -> int:
    """The print of one value. Never 0, which stands for "nothing there"."""
    digest = blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") or 1


def mixed(values: U64, salt: int = 0) -> U64:
    """The values stirred until every bit depends on every bit (the finisher of splitmix64)."""
    with np.errstate(over="ignore"):
        z = values + np.uint64((salt * _ODD + _ODD) % (1 << 64))
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(z ^ (z >> np.uint64(31)))


def powers(count: int, *, inverse: bool = False) -> U64:
    """The first `count` powers of the base, or of its inverse, modulo 2^64."""
    base = np.full(count, _INVERSE if inverse else _ODD, np.uint64)
    if count:
        base[0] = 1
    with np.errstate(over="ignore"):
        return np.asarray(np.multiply.accumulate(base))


def slices(data: npt.NDArray[np.uint8], begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> U64:
    """A print for each piece `data[begin:end]`; equal bytes give equal prints wherever they stand.

    A polynomial over the bytes, taken from running sums, so that millions of words cost three passes.
    """
    with np.errstate(over="ignore"):
        running = np.zeros(len(data) + 1, np.uint64)
        np.cumsum((data.astype(np.uint64) + np.uint64(1)) * powers(len(data)), out=running[1:])
        pieces = (running[ends] - running[begins]) * powers(len(data) + 1, inverse=True)[begins]
    return mixed(pieces)
