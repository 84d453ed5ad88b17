"""One medium, from its bytes to everything that is said, shown and known of it. Runs inside the media worker.

file ─► origin ─► pictures (codes, prints, words; one decoding) ─► sound (print; transcript or speech) ─► copies
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from suluh.media.found import Found, noted
from suluh.media.opening import Unreadable, kind_of
from suluh.media.provenance import origin_of
from suluh.media.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from suluh.media.prints.match import Match

Tell = Callable[[Found], None]
Stage = Callable[["Work", Found], Found]


class Work(NamedTuple):
    """What every stage is handed beside what was found before it."""

    path: Path
    settings: Settings
    matches: list[Match]  # known media that pictures are copies of, as far as pixels tell

    def tried(self, name: str, stage: Stage, found: Found) -> Found:
        """The stage's result, or what was there before with a note."""
        try:
            return stage(self, found)
        except Unreadable as error:
            return noted(found, str(error))
        except ImportError as error:
            return noted(found, f"{name} not read, a package is missing: {error.name or error}")
        except MemoryError:
            return noted(found, f"{name} needed more memory than allowed")
        except Exception as error:  # whatever one stage trips over, the others still have their say
            return noted(found, f"{name} failed: {type(error).__name__}: {error}"[:300])


def understand(
    path: Path, medium: int, settings: Settings = SETTINGS, tell: Tell | None = None
) -> Found:
    """Everything found in the file; `tell` is given what is known after each stage. Failures become notes."""
    work = Work(path, settings, [])
    found = work.tried("file", _file, Found(medium))
    for name, stage in _stages(found.kind):
        found = work.tried(name, stage, found)
        if tell is not None:
            tell(found)
    return found


def _stages(kind: str | None) -> tuple[tuple[str, Stage], ...]:
    if kind is None:
        return ()
    from suluh.media.heard import copied, heard
    from suluh.media.looked import looked_at_picture, looked_at_video

    senses: dict[str, tuple[tuple[str, Stage], ...]] = {
        "picture": (("pictures", looked_at_picture),),
        "video": (("pictures", looked_at_video), ("sound", heard)),
        "sound": (("sound", heard),),
    }
    return (("origin", _origin), *senses[kind], ("copies", copied))


def _file(work: Work, found: Found) -> Found:
    kind = kind_of(work.path, work.settings.limits)
    with work.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    found = replace(found, kind=kind, sha256=digest)
    return found if kind else noted(found, "no known format of picture, video or sound")


def _origin(work: Work, found: Found) -> Found:
    notes: list[str] = []
    limits, anchors = work.settings.limits, work.settings.anchors
    origin = origin_of(work.path, found.medium, limits, anchors=anchors, notes=notes)
    return noted(replace(found, origin=origin), *notes)
