"""What was found in the media of a post: words with their place, codes, where a medium comes from, its prints, copies."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from suluh.content import Copy, Origin, Segment


class Prints(msgspec.Struct, frozen=True):
    """What finds copies of a medium again.

    frames: (seconds from the start, quality 0..100, 256 bits as 64 hex digits) of every print of the picture or of the
    frames looked at, several views each; sound: the sub-fingerprints of the sound as unsigned 32-bit numbers;
    sound_views: the same of the sound at other pitches and speeds (prints/chroma.py VIEWS), with which it is searched.
    """

    frames: tuple[tuple[float, int, str], ...] = ()
    sound: tuple[int, ...] = ()
    sound_views: tuple[tuple[int, ...], ...] = ()
    looks: bytes = b""  # the points of a few pictures, packed; filled only for the bank


class Found(msgspec.Struct, frozen=True):
    """Everything that was understood of one medium. Whatever failed is a note, never an exception."""

    medium: int  # index into Post.media
    kind: str | None = None  # picture | video | sound; None when it could not be told
    seconds: float | None = None
    width: int | None = None
    height: int | None = None
    sha256: str | None = None  # of the file's bytes
    segments: tuple[Segment, ...] = ()
    origin: Origin | None = None
    prints: Prints = Prints()
    copies: tuple[Copy, ...] = ()
    notes: tuple[str, ...] = ()  # in English; what could not be read, which limit was reached


def noted(found: Found, *notes: str) -> Found:
    """The same with notes added, each once."""
    return msgspec.structs.replace(found, notes=tuple(dict.fromkeys((*found.notes, *notes))))


def with_segments(found: Found, segments: Iterable[Segment]) -> Found:
    """The same with more segments."""
    return msgspec.structs.replace(found, segments=(*found.segments, *segments))
