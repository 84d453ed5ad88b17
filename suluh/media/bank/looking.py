"""What the bank needs of a file beyond what is understood of every medium: the points of its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from suluh.media.bank.known import Known
from suluh.media.found import Found, noted
from suluh.media.limits import Limits
from suluh.media.opening import Unreadable, frames, picture
from suluh.media.prints.known import Look, Remembered, remember_picture, remember_video
from suluh.media.prints.search import Copies
from suluh.media.settings import SETTINGS, Settings
from suluh.media.understand import understand

PER_SECOND = 2.0  # frames of a video that are looked at


def looked_at(
    path: Path,
    medium: int,
    settings: Settings = SETTINGS,
    tell: Callable[[Found], None] | None = None,
) -> Found:
    """As `understand`, with the points of its pictures. To be called in a media worker; failures become notes."""
    found = understand(path, medium, settings, tell)
    if found.kind not in ("picture", "video"):
        return found
    try:
        looks = msgspec.msgpack.encode(_looks(path, found.kind, settings.limits))
    except (Unreadable, ImportError) as error:
        return noted(found, str(error))
    return replace(found, prints=replace(found.prints, looks=looks))


def _looks(path: Path, kind: str, limits: Limits) -> tuple[Look, ...]:
    if kind == "picture":
        return remember_picture(picture(path, limits)).looks
    return remember_video(frames(path, PER_SECOND, limits)).looks


def remembered(known: Known) -> Remembered:
    """A known medium as the search for copies takes it."""
    looks = msgspec.msgpack.decode(known.looks, type=tuple[Look, ...]) if known.looks else ()
    kind = "video" if known.kind == "video" else "picture"
    return Remembered(kind, known.prints.frames, looks, known.seconds)


def copies_of(known: Iterable[Known]) -> Copies:
    """The index of all known media that were seen."""
    copies = Copies()
    copies.add_all((each.id, remembered(each)) for each in known if each.frames)
    return copies
