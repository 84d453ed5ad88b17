"""The writing in a picture that a visitor sent: read in the media worker's own process, and thrown away."""

from __future__ import annotations

import atexit
import tempfile
import threading
from collections.abc import Iterable
from functools import cache

from suluh.content import Post, Segment
from suluh.facts import Facts
from suluh.runners.seeing import Eyes, MediaSettings

WAITING = 3  # pictures at once in this process; the next is told to come again
SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")  # JPEG, PNG, WebP
UNREADABLE = "not a readable picture"  # the worker's note
_places = threading.BoundedSemaphore(WAITING)


class NoPicture(Exception):
    """It is none, or none that can be opened."""


class Busy(Exception):
    """Too many pictures are being read."""


def words_in(pieces: Iterable[bytes], facts: Facts) -> tuple[Segment, ...]:
    """What can be read in it. Raises NoPicture, Busy."""
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        return _read(pieces, facts)
    finally:
        _places.release()


def _read(pieces: Iterable[bytes], facts: Facts) -> tuple[Segment, ...]:
    with tempfile.NamedTemporaryFile(prefix="benarkah-") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        file.seek(0)
        head = file.read(12)
        if not head.startswith(SIGNS) or (head.startswith(b"RIFF") and head[8:] != b"WEBP"):
            raise NoPicture
        seen = _eyes(facts.version, facts).see(Post(id="benarkah", text="", media=(file.name,)))
    if not seen.origins or any(UNREADABLE in note for note in seen.notes):
        raise NoPicture
    return seen.segments


@cache
def _kept(version: str) -> list[Eyes]:
    return []


def _eyes(version: str, facts: Facts) -> Eyes:
    """One worker for this process, and for each version of the facts that it has seen."""
    kept = _kept(version)
    if not kept:
        kept.append(Eyes(MediaSettings(), facts))
        atexit.register(kept[0].close)
    return kept[0]
