"""A source cut into batches, with a running hash of everything that was read.

The hash goes over the units as they were cut (lines, rows, items), so it is the same whether a file could be sought or
not, and whether it was a file or a stream. A run that goes on reads its input again up to where it stopped and holds it
against the hash of every sealed batch: an edit anywhere in what was decided is noticed and named.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from suluh.errors import InputError, RequestError
from suluh.intake import START, Cut, Door, Position, PostSource, Unit
from suluh.runners.journal import Mark
from suluh.runners.work import Batch

BATCH = 2000  # units sealed together at most
HEAVY = 32  # so many units a post with media counts for: a second of work instead of milliseconds
FIRST_BATCH = 64  # the first ones are small, so that a short file keeps every worker busy
BATCH_BYTES = 4 << 20


class Batches:
    """Small at first, then up to a size; an input error waits at the end in `broken`."""

    def __init__(self, source: PostSource, size: int, *, media: bool = False) -> None:
        self.source, self.size, self.media = source, max(1, size), media
        self.after = START
        self.broken: InputError | None = None
        self._seen = hashlib.sha256()
        self._cuts = self._read()

    def pass_over(self, marks: Sequence[Mark]) -> None:
        """Read again what is sealed. Raises RequestError naming the first batch whose input has changed."""
        for number, mark in enumerate(marks):
            while _place(self.after) < _place(mark.position) and (cut := next(self._cuts, None)):
                self._take(cut)
            same = not mark.input_sha256 or self._seen.hexdigest() == mark.input_sha256
            if self.after != mark.position or not same:
                before = marks[number - 1].posts if number else 0
                raise RequestError(_changed(self.source.name, mark, before))

    def __iter__(self) -> Iterator[Batch]:
        number, limit = 0, min(FIRST_BATCH, self.size)
        units: list[tuple[Door, str | None, Unit]] = []
        held_from, weight = self.after.offset, 0
        for cut in self._cuts:
            if cut.after.file != self.after.file:
                held_from = 0
            self._take(cut)
            units.append((cut.door, cut.file, cut.unit))
            weight += HEAVY if self.media and names_media(cut.unit.raw) else 1
            if weight >= limit or self.after.offset - held_from >= BATCH_BYTES:
                yield Batch(number, units, self.after, self._seen.hexdigest())
                number, limit = number + 1, min(limit * 2, self.size)
                units, held_from, weight = [], self.after.offset, 0
        if units:
            yield Batch(number, units, self.after, self._seen.hexdigest())

    def _take(self, cut: Cut) -> None:
        self._seen.update(_bytes_of(cut.unit))
        self._seen.update(b"\n")
        self.after = cut.after

    def _read(self) -> Iterator[Cut]:
        try:
            yield from self.source.cuts()
        except InputError as error:
            self.broken = error


_MEDIA = re.compile(
    rb"\.(?:mp4|webm|mov|mkv|jpe?g|png|webp|gif|opus|ogg|mp3|m4a|wav)\b", re.IGNORECASE
)


def names_media(raw: object) -> bool:
    """Whether what was cut names a file that looks like a picture, a video or a sound.

    >>> names_media(b'{"id": "1", "media": ["a.mp4"]}'), names_media(b'{"id": "1"}')
    (True, False)
    """
    data = raw if isinstance(raw, bytes) else str(raw).encode("utf-8", "replace")
    return _MEDIA.search(data) is not None


def _place(position: Position) -> tuple[int, int]:
    return position.file, position.unit


def _bytes_of(unit: Unit) -> bytes:
    """What was cut, as bytes. A door hands out bytes, text, or lists of texts."""
    if isinstance(unit.raw, bytes):
        return unit.raw
    if isinstance(unit.raw, str):
        return unit.raw.encode("utf-8", "surrogatepass")
    return repr(unit.raw).encode("utf-8", "backslashreplace")


def _changed(name: str, mark: Mark, before: int) -> str:
    return (
        f"the run in this folder cannot go on: the input {name} was changed since within what is already decided, "
        f"between decision {before + 1} and {mark.posts} (batch sealed by event {mark.seq}). "
        "Put it back, choose another folder, or start over with --fresh"
    )
