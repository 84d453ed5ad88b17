"""Which kind of medium a file is, told by its first bytes, and that it may be opened at all."""

from __future__ import annotations

import stat
from pathlib import Path

from suluh.media.limits import LIMITS, Limits

HEAD = 1024  # bytes looked at
TS_PACKET = 188  # bytes of one MPEG transport packet, each beginning with "G"


class Unreadable(Exception):
    """A medium that cannot be looked at, with the cause."""


PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
STILL_BRANDS = (b"heic", b"heix", b"mif1", b"avif")
SOUNDS = (
    b"ID3",
    b"fLaC",
    b"\xff\xfb",
    b"\xff\xf3",
    b"\xff\xf2",
    b"\xff\xf1",
    b"\xff\xf9",
    b"#!AMR",
)
BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip")


def head_of(path: Path, limits: Limits = LIMITS) -> bytes:
    """The first bytes of a regular file of a bearable size. Raises Unreadable: a pipe or a device may never end."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("not a regular file")
        if about.st_size > limits.bytes:
            raise Unreadable(f"{about.st_size} bytes are more than allowed")
        with path.open("rb") as file:
            return file.read(HEAD)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        cause = getattr(error, "strerror", None) or error
        raise Unreadable(f"cannot be opened: {cause}") from None


def kind_of(path: Path, limits: Limits = LIMITS) -> str | None:
    """picture | video | sound by content, never by name; None for anything else.

    A moving GIF, WebP or PNG is a video; a container without a moving picture is a sound, its cover aside.
    Raises Unreadable when the file cannot be opened.
    """
    from suluh.media.opening.animation import is_moving
    from suluh.media.opening.container import has_moving_picture

    head = head_of(path, limits)
    kind = kind_by_head(head)
    if kind == "picture" and is_moving(path, head):
        return "video"
    if kind == "video" and has_moving_picture(path, limits) is False:
        return "sound"
    return kind


def kind_by_head(head: bytes) -> str | None:
    """What the first bytes alone say.

    >>> kind_by_head(b"GIF89a"), kind_by_head(b"#EXTM3U\\nhttp://example.org"), kind_by_head(b"<svg")
    ('picture', None, None)
    """
    if _is_picture(head):
        return "picture"
    if head.startswith(SOUNDS) or (head[:4] == b"RIFF" and head[8:12] == b"WAVE"):
        return "sound"
    return "video" if _is_container(head) else None


def _is_picture(head: bytes) -> bool:
    return (
        head.startswith(PICTURES)
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in STILL_BRANDS)
    )


def _is_container(head: bytes) -> bool:
    """Formats that hold pictures and sound: MP4 and kin, Matroska, Ogg, AVI, FLV, MPEG."""
    if head[4:8] in BOXES or head.startswith(
        (b"\x1aE\xdf\xa3", b"OggS", b"FLV\x01", b"\0\0\x01\xba")
    ):
        return True
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return True
    return head[:1] == b"G" and head[TS_PACKET : TS_PACKET + 1] == b"G" == head[2 * TS_PACKET :][:1]
