"""The media of a post turned into words, origins and copies before it is decided.

A relative path is looked for in the folder of the input. An address on the internet is never fetched. What could not
be looked at is a note on the post, and the post is decided by what is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from suluh.content import Origin, Post
from suluh.facts import Facts
from suluh.media.found import Found

if TYPE_CHECKING:
    from suluh.media.settings import Settings
    from suluh.media.worker import MediaWorker

HEARD = ("transcript", "speech")  # with such words in the post, nothing is listened to again


class MediaSettings(msgspec.Struct, frozen=True):
    """Where media lie, and which bank of known media to search."""

    folder: str | None = None  # where relative paths of media begin
    bank: str | None = None  # the user's own folder, which may hold a bank of known media


class Eyes:
    """Looks at media through a process of its own, started when the first medium comes."""

    def __init__(self, settings: MediaSettings, facts: Facts) -> None:
        self.settings, self.facts = settings, facts
        self._worker: MediaWorker | None = None

    def see(self, post: Post) -> Post:
        """The post with what its media say and show; the same post when there is none to look at."""
        there, notes = self._located(post.media)
        if not there:
            return replace(post, notes=post.notes + tuple(notes))
        heard = any(segment.place.kind in HEARD for segment in post.segments)
        found = self._ask(there, heard=heard)
        notes += [f"media {f.medium + 1}: {note}" for f in found for note in f.notes]
        return replace(
            post,
            segments=post.segments + tuple(s for f in found for s in f.segments),
            origins=tuple(f.origin or Origin(f.medium) for f in found if f.kind is not None),
            copies=tuple(copy for f in found for copy in f.copies),
            notes=post.notes + tuple(notes),
        )

    def close(self) -> None:
        """Ends the worker process."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _ask(self, there: list[tuple[int, str]], *, heard: bool) -> list[Found]:
        if self._worker is None:
            from suluh.media.worker import MediaWorker  # only a post with media pays for it

            self._worker = MediaWorker()
        return self._worker.understand(there, replace(self._senses, speech=not heard))

    @cached_property
    def _senses(self) -> Settings:
        from suluh.media.settings import Settings
        from suluh.media.speech.hints import hints_of

        return Settings(names=hints_of(self.facts).names, bank=self.settings.bank)

    def _located(self, media: Iterable[str]) -> tuple[list[tuple[int, str]], list[str]]:
        """The files that are there, by their place in the post, and a note for every other."""
        there, notes = [], []
        for index, name in enumerate(media):
            path = Path(self.settings.folder or ".") / name
            if "://" in name:
                notes.append(f"media {index + 1}: an address, not fetched")
            elif not path.is_file():
                notes.append(f"media {index + 1}: the file is not there: {Path(name).name}")
            else:
                there.append((index, str(path)))
        return there, notes
