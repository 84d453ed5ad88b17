"""Bytes that somebody brings as evidence: told by their content, bounded, kept under their hash, never opened by name."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from django.http import HttpRequest

from suluh.cases.evidence import EvidenceStore
from suluh.web import home
from suluh.web.api.problems import TooLarge, WrongType

LARGEST = (
    25_000_000  # bytes; project decision: a screenshot or a short video. Longer ones come in parts.
)
_PIECE = 1 << 16
_HEADS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (8, b"WEBP", "image/webp"),
    (0, b"GIF8", "image/gif"),
    (0, b"%PDF-", "application/pdf"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (8, b"WAVE", "audio/wav"),
)
TAKEN = tuple(dict.fromkeys(kind for *_, kind in _HEADS))


class Brought(NamedTuple):
    """What came, and what it is by its content."""

    sha256: str
    size: int
    media_type: str


def keep(request: HttpRequest) -> Brought:
    """The body, kept. Raises TooLarge; WrongType for what is not one of TAKEN, or not what the header says it is."""
    said = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return keep_pieces(iter(lambda: request.read(_PIECE), b""), said)


def keep_pieces(pieces: Iterable[bytes], said: str = "application/octet-stream") -> Brought:
    """Bytes in pieces, kept. said: of which type whoever sent them says they are. Raises as `keep` does."""
    with _received(pieces) as (path, size):
        media_type = _kind(path)
        if said not in (media_type, "application/octet-stream"):
            raise WrongType("type_differs")
        if media_type.startswith("image/"):
            _bearable(path)
        with path.open("rb") as file:
            sha256, _ = store().put(file)
    return Brought(sha256, size, media_type)


def store() -> EvidenceStore:
    """The installation's evidence."""
    return EvidenceStore(home.folder() / "evidence", LARGEST)


@contextmanager
def _received(pieces: Iterable[bytes]) -> Iterator[tuple[Path, int]]:
    """The body in a file of its own, which is gone afterwards; never more than LARGEST of it."""
    with tempfile.NamedTemporaryFile(dir=home.folder(), prefix="incoming-") as file:
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                raise TooLarge(LARGEST)
            file.write(piece)
        file.flush()
        yield Path(file.name), size


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        head = _head(file)
    for at, mark, kind in _HEADS:
        if head[at : at + len(mark)] == mark:
            return kind
    raise WrongType("not_evidence")


def _head(file: IO[bytes]) -> bytes:
    return file.read(16)


def _bearable(path: Path) -> None:
    """A picture whose header is readable and that does not unfold into more pixels than a machine can bear."""
    try:
        from suluh.media.opening.files import Unreadable
        from suluh.media.opening.picture import opened_picture
    except ImportError:  # without the media packages nothing here opens a picture either
        return
    try:
        with opened_picture(path):
            pass
    except Unreadable:
        raise WrongType("not_readable") from None
