"""One file that holds named arrays, opened by memory-mapping and written all or nothing.

Layout: b"SULUHIX1", u64 length of the header, header (JSON: meta, and for each array its type, shape
and place), then the arrays, each at a multiple of 64 bytes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.errors import DataError

MAGIC = b"SULUHIX1"
ALIGN = 64


class _Place(msgspec.Struct, frozen=True):
    dtype: str
    shape: tuple[int, ...]
    offset: int  # from the end of the header


class _Header(msgspec.Struct, frozen=True):
    meta: dict[str, Any]
    arrays: dict[str, _Place]


def write_arrays(
    path: Path, meta: Mapping[str, Any], arrays: Mapping[str, NDArray[np.generic]]
) -> None:
    """Write beside `path`, then rename: a reader sees the old file or the new one, never a half."""
    places, offset = {}, 0
    for name, array in arrays.items():
        places[name] = _Place(array.dtype.str, array.shape, offset)
        offset += -(-array.nbytes // ALIGN) * ALIGN
    header = msgspec.json.encode(_Header(dict(meta), places))
    header += b" " * (-(len(MAGIC) + 8 + len(header)) % ALIGN)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        try:
            file.write(MAGIC + len(header).to_bytes(8, "little") + header)
            for array in arrays.values():
                raw = np.ascontiguousarray(array)
                file.write(raw.data if raw.nbytes else b"")
                file.write(b"\0" * (-array.nbytes % ALIGN))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def open_arrays(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The meta data and the arrays, which stay on disk until they are touched."""
    if not path.exists():
        raise DataError("no such index; build it first", file=path)
    if path.stat().st_size < len(MAGIC) + 8:
        raise DataError("not a claim index; build it again", file=path)
    raw = np.memmap(path, np.uint8, "r")
    if raw[: len(MAGIC)].tobytes() != MAGIC:
        raise DataError("not a claim index, or made by another version; build it again", file=path)
    start = len(MAGIC) + 8
    length = int.from_bytes(raw[len(MAGIC) : start].tobytes(), "little")
    try:
        header = msgspec.json.decode(raw[start : start + length].tobytes(), type=_Header)
        return header.meta, {
            name: _view(raw, place, start + length) for name, place in header.arrays.items()
        }
    except (msgspec.DecodeError, ValueError) as problem:
        raise DataError(f"the index is cut off: {problem}; build it again", file=path) from problem


def _view(raw: NDArray[np.uint8], place: _Place, base: int) -> NDArray[Any]:
    dtype = np.dtype(place.dtype)
    size = int(np.prod(place.shape)) * dtype.itemsize
    begin = base + place.offset
    if begin + size > len(raw):
        raise ValueError(f"{begin + size - len(raw)} bytes are missing")
    view: NDArray[Any] = np.asarray(raw[begin : begin + size]).view(dtype).reshape(place.shape)
    return view
