"""What is heard in a medium: its print, and the transcript that came with it or else speech."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from suluh.content import Segment
from suluh.media.found import Found, noted, with_segments
from suluh.media.looked import bank_of
from suluh.media.opening import RATE, sound

if TYPE_CHECKING:
    from suluh.media.understand import Work

Samples = NDArray[np.float32]


def heard(work: Work, found: Found) -> Found:
    """Segments of speech and the print of the sound. Raises Unreadable, ImportError."""
    settings = work.settings
    told = work.tried("transcript", _transcript, found) if settings.speech else found
    notes: list[str] = []
    samples = sound(work.path, RATE, settings.limits, notes)
    found = noted(told, *notes)
    if not len(samples):
        return found
    found = replace(found, seconds=found.seconds or round(len(samples) / RATE, 2))
    if settings.prints:
        found = work.tried("sound prints", lambda _, so_far: _prints(so_far, samples), found)
    if settings.speech and not _has_transcript(found):
        found = work.tried("speech", lambda _, so_far: _speech(work, so_far, samples), found)
    return found


def _transcript(work: Work, found: Found) -> Found:
    from suluh.media.speech import transcript_beside

    return with_segments(found, transcript_beside(work.path, found.medium) or ())


def _has_transcript(found: Found) -> bool:
    return any(segment.place.kind in ("transcript", "speech") for segment in found.segments)


def _prints(found: Found, samples: Samples) -> Found:
    from suluh.media.prints.sound import sound_views

    views = tuple(tuple(map(int, view)) for view in sound_views(samples, RATE))
    return replace(found, prints=replace(found.prints, sound=views[0], sound_views=views))


def _speech(work: Work, found: Found, samples: Samples) -> Found:
    from suluh.media.speech import Hints, hear

    said = hear(samples, Hints(work.settings.names), work.settings.limits)
    return with_segments(found, _placed(said, found.medium))


def _placed(segments: Sequence[Segment], medium: int) -> list[Segment]:
    return [replace(each, place=replace(each.place, medium=medium)) for each in segments]


def copied(work: Work, found: Found) -> Found:
    """The known media that this one is a copy of, by what was seen, heard and said. Raises RequestError."""
    bank = bank_of(work.settings.bank)
    if bank is None:
        return found
    copies = bank.search(
        found.prints, found.segments, medium=found.medium, matches=tuple(work.matches)
    )
    return replace(found, copies=copies)
