"""A known medium: what it looks and sounds like, what it says, the claim it spreads, and who decided about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.content import Segment
from suluh.media.found import Found, Prints
from suluh.text.privacy import mask

FRAME = np.dtype([("at", "<f4"), ("quality", "u1"), ("bits", "u1", (32,))])
IN_MEDIA = frozenset({"picture", "speech", "transcript"})


class Known(msgspec.Struct, frozen=True, omit_defaults=True):
    """One medium of the bank. Prints are packed, since a bank may hold a million frames."""

    id: str
    claim: str  # id of the claim review that it belongs to
    kind: str  # picture | video | sound
    added_at: datetime
    frames: bytes = b""  # for each print: seconds as float32, quality 0..100, 256 bits
    sound: bytes = b""  # unsigned 32-bit numbers, little-endian
    looks: bytes = b""  # the points of a few pictures (prints/known.py Look), as MessagePack
    words: tuple[Segment, ...] = ()  # read and heard in it, personal data masked
    decided_by: str | None = None  # the person who decided about it
    seconds: float | None = None
    sha256: str | None = None  # of the file's bytes
    note: str = ""
    source: str = ""  # the file's name, or the list it was imported from

    @property
    def prints(self) -> Prints:
        """The prints as `Found` holds them."""
        rows = np.frombuffer(self.frames, FRAME)
        frames = (
            (round(float(row["at"]), 3), int(row["quality"]), row["bits"].tobytes().hex())
            for row in rows
        )
        return Prints(tuple(frames), tuple(map(int, self.sound_numbers)))

    @property
    def sound_numbers(self) -> NDArray[np.uint32]:
        return np.frombuffer(self.sound, "<u4").astype(np.uint32)

    @property
    def frame_count(self) -> int:
        return len(self.frames) // FRAME.itemsize


def packed_frames(frames: Iterable[tuple[float, int, str]]) -> bytes:
    """(seconds, quality, 64 hex digits) of each print, packed. Raises ValueError for other than 64 hex digits."""
    frames = tuple(frames)
    rows = np.zeros(len(frames), FRAME)
    for i, (at, quality, digits) in enumerate(frames):
        bits = bytes.fromhex(digits)
        if len(bits) != 32:
            raise ValueError(f"a print has 64 hex digits, not {len(digits)}")
        rows[i] = (at, quality, np.frombuffer(bits, np.uint8))
    return rows.tobytes()


def packed_sound(numbers: Iterable[int]) -> bytes:
    """The numbers of a sound's print, packed."""
    return np.fromiter(numbers, np.uint32).astype("<u4").tobytes()


def known_of(
    found: Found,
    claim: str,
    *,
    now: datetime,
    decided_by: str | None = None,
    note: str = "",
    source: str = "",
) -> Known:
    """What the bank keeps of a medium that was looked at. The same file under the same claim has the same id."""
    return Known(
        id=known_id(found.sha256 or "", claim),
        claim=claim,
        kind=found.kind or "",
        added_at=now,
        frames=packed_frames(found.prints.frames),
        sound=packed_sound(found.prints.sound),
        looks=found.prints.looks,
        words=masked(found.segments),
        decided_by=decided_by,
        seconds=found.seconds,
        sha256=found.sha256,
        note=note,
        source=source,
    )


def known_id(content: str, claim: str) -> str:
    """Twelve hex digits. content: what the medium is told apart by, such as its file's hash."""
    return hashlib.sha256(f"{content}|{claim}".encode()).hexdigest()[:12]


def masked(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """What is read and heard in a medium, with personal data masked: a bank is passed on."""
    return tuple(
        Segment(mask(segment.text).text, segment.place)
        for segment in segments
        if segment.place.kind in IN_MEDIA
    )
