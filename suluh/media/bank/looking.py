"""What the bank needs of a file: its prints, and what is read and heard in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec.structs import replace

from suluh.media.found import Found, Prints
from suluh.media.limits import LIMITS, Limits
from suluh.media.opening import RATE, Unreadable, kind_of, sound
from suluh.media.prints.sound import sound_views


def looked_at(path: Path, limits: Limits = LIMITS) -> Found:
    """Kind, hash and prints of one file. Raises Unreadable with the cause when it is no medium at all."""
    kind = kind_of(path)
    if kind is None:
        raise Unreadable("is neither a picture nor a video nor a sound")
    if path.stat().st_size > limits.bytes:
        raise Unreadable(f"is larger than {limits.bytes >> 20} MB")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    found = Found(0, kind, sha256=digest)
    return found if kind == "picture" else _with_sound(found, path, limits)


def _with_sound(found: Found, path: Path, limits: Limits) -> Found:
    """The print of the sound; a medium whose sound cannot be read says so in a note."""
    try:
        samples = sound(path, RATE, limits)
    except Unreadable as error:
        return replace(found, notes=(*found.notes, str(error)))
    views = tuple(tuple(map(int, view)) for view in sound_views(samples, RATE))
    return replace(
        found,
        seconds=len(samples) / RATE if len(samples) else None,
        prints=Prints(found.prints.frames, views[0], views),
    )
