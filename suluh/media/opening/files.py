"""Which kind of medium a file is, told by its first bytes."""

from __future__ import annotations

from pathlib import Path


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


def kind_of(path: Path) -> str | None:
    """picture | video | sound by content; None for anything else. Raises Unreadable when the file cannot be opened."""
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from None
    if head.startswith(PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        return "picture"
    if head.startswith(SOUNDS) or (head[:4] == b"RIFF" and head[8:12] == b"WAVE"):
        return "sound"
    if head[4:8] == b"ftyp" and head[8:11] in (b"M4A", b"M4B"):
        return "sound"
    if head.startswith(b"OggS"):
        return "video" if b"theora" in head else "sound"
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"wide") or head.startswith(
        b"\x1aE\xdf\xa3"
    ):
        return "video"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "video"
    return "video" if head.startswith((b"FLV", b"\x00\x00\x01\xba", b"G@")) else None
