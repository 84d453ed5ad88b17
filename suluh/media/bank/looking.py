"""What the bank needs of a file: its prints, the points of a few pictures, and the copies found of known ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from suluh.media.bank.known import Known
from suluh.media.found import Found, Prints
from suluh.media.limits import LIMITS, Limits
from suluh.media.opening import RATE, Unreadable, frames, kind_of, picture, sound
from suluh.media.prints.known import Look, Remembered, remember_picture, remember_video
from suluh.media.prints.search import Copies, Match
from suluh.media.prints.sound import sound_views

PER_SECOND = 2.0  # frames of a video that are printed


def looked_at(path: Path, limits: Limits = LIMITS) -> tuple[Found, bytes]:
    """Kind, hash and prints of one file, and the packed points of its pictures.

    Raises Unreadable with the cause when it is no medium at all; a part that cannot be read is a note.
    """
    kind = kind_of(path)
    if kind is None:
        raise Unreadable("is neither a picture nor a video nor a sound")
    if path.stat().st_size > limits.bytes:
        raise Unreadable(f"is larger than {limits.bytes >> 20} MB")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    found, looks = Found(0, kind, sha256=digest), b""
    if kind != "sound":
        found, looks = _with_pictures(found, path, limits)
    return (found if kind == "picture" else _with_sound(found, path, limits)), looks


def _with_pictures(found: Found, path: Path, limits: Limits) -> tuple[Found, bytes]:
    try:
        if found.kind == "picture":
            seen = remember_picture(picture(path, limits))
        else:
            seen = remember_video(frames(path, PER_SECOND, limits))
    except Unreadable as error:
        return replace(found, notes=(*found.notes, str(error))), b""
    prints = replace(found.prints, frames=seen.rows)
    return replace(found, prints=prints, seconds=seen.seconds), packed_looks(seen.looks)


def matches_in(
    path: Path, kind: str | None, copies: Copies, limits: Limits = LIMITS
) -> Sequence[Match]:
    """The known pictures and videos that a file is a copy of; none when it cannot be read."""
    try:
        if kind == "picture":
            return copies.find_picture(picture(path, limits))
        return copies.find_video(frames(path, PER_SECOND, limits)) if kind == "video" else ()
    except Unreadable:
        return ()


def packed_looks(looks: Iterable[Look]) -> bytes:
    return msgspec.msgpack.encode(tuple(looks))


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


def _with_sound(found: Found, path: Path, limits: Limits) -> Found:
    """The print of the sound; a medium whose sound cannot be read says so in a note."""
    try:
        samples = sound(path, RATE, limits)
    except Unreadable as error:
        return replace(found, notes=(*found.notes, str(error)))
    views = tuple(tuple(map(int, view)) for view in sound_views(samples, RATE))
    return replace(
        found,
        seconds=max(found.seconds or 0.0, len(samples) / RATE) or None,
        prints=Prints(found.prints.frames, views[0], views),
    )
