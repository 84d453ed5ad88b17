"""The bank of known media, opened for search. Nothing in it changes; its version is the hash of what it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.content import Copy, Segment
from suluh.kept import cache_folder
from suluh.media.bank.agree import agree
from suluh.media.bank.known import Known
from suluh.media.bank.store import standing
from suluh.media.found import Prints
from suluh.media.prints.sound import SoundIndex, surely

if TYPE_CHECKING:
    from suluh.media.bank.kept import Opened
    from suluh.media.prints.match import Match
from suluh.media.prints.search import Copies

FOLDER = "bank"  # within the user's own folder


class Bank:
    """Known media with the indexes that find copies of them. Not safe for two threads at once."""

    def __init__(self, known: Iterable[Known], kept: Path | None = None):
        """kept: the folder in which its picture index lies between two starts; made anew each time without one."""
        self.known = tuple(known)
        self._kept = kept
        self._by_id = {each.id: each for each in self.known}

    def __len__(self) -> int:
        return len(self.known)

    def get(self, known_id: str) -> Known | None:
        return self._by_id.get(known_id)

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that stand for everything in the bank; a decision records them."""
        digest = hashlib.sha256()
        for each in sorted(self.known, key=lambda known: known.id):
            digest.update(msgspec.msgpack.encode(each))
        return digest.hexdigest()[:12]

    def search(
        self,
        prints: Prints,
        words: Sequence[Segment] = (),
        *,
        medium: int = 0,
        matches: Sequence[Match] = (),
    ) -> tuple[Copy, ...]:
        """The known media that this one is a copy of, surest first; empty when there are none.

        prints: what was found of the medium (`sound_views` beside `sound` finds it at another pitch or speed too).
        words: what is read and heard in it. matches: what `pictures` found of its picture or frames. A copy is `act`
        only when pixels or sound leave no doubt and its words agree with those of the known medium.
        """
        said: dict[str, bool | None] = {}
        found: dict[str, Copy] = {}
        for match in (*self._by_sound(prints), *map(_seen, matches)):
            known = self._by_id.get(match.known)
            if known is None:
                continue
            if known.id not in said:
                said[known.id] = agree(known.words, words)
            copy = _copy(known, match, said[known.id], medium)
            held = found.get(known.id)
            if held is None or _surer(copy) > _surer(held):
                found[known.id] = copy
        return tuple(sorted(found.values(), key=_surer, reverse=True))

    @cached_property
    def pictures(self) -> Copies:
        """The index of pictures and frames: `find_picture(image)` and `find_video(frames)` give `matches`."""
        return self.index.copies

    @cached_property
    def index(self) -> Opened:
        """The same, and how it came to be."""
        from suluh.media.bank.kept import Opened, opened  # OpenCV, only where there are pictures
        from suluh.media.bank.looking import copies_of

        if self._kept is None:
            return Opened(copies_of(self.known), len(self.known))
        return opened(self.known, self._kept)

    @cached_property
    def _sounds(self) -> tuple[SoundIndex, tuple[Known, ...]]:
        sounding = tuple(known for known in self.known if known.sound)
        return SoundIndex([known.sound_numbers for known in sounding]), sounding

    def _by_sound(self, prints: Prints) -> Iterator[_Evidence]:
        if not prints.sound:
            return
        index, sounding = self._sounds
        for match in index.search(_views(prints)):
            yield _Evidence(
                sounding[match.known].id,
                "sound",
                surely(match),
                match.score,
                match.at,
                match.offset,
                match.coverage,
            )


class _Evidence(NamedTuple):
    """What pixels or sound say, before the words are compared."""

    known: str
    by: str
    sure: bool
    score: float
    at: float | None
    offset: float | None
    coverage: float | None


def _seen(match: Match) -> _Evidence:
    sure = match.level == "act"
    return _Evidence(
        match.known, match.by, sure, match.score, match.at, match.offset, match.coverage
    )


def _copy(known: Known, seen: _Evidence, same: bool | None, medium: int) -> Copy:
    return Copy(
        medium=medium,
        known=known.id,
        claim=known.claim,
        level="act" if seen.sure and same else "suggest",
        by=seen.by,
        score=round(seen.score, 3),
        at=None if seen.at is None else round(seen.at, 1),
        offset=None if seen.offset is None else round(seen.offset, 1),
        coverage=None if seen.coverage is None else round(seen.coverage, 3),
        words_agree=same,
        by_person=known.decided_by is not None,
    )


def _surer(copy: Copy) -> tuple[bool, float]:
    return copy.level == "act", copy.score


def open_bank(folder: Path) -> Bank | None:
    """The bank in the user's own folder (the one that holds `bank/`); None when it is empty or was never begun.

    Its picture index is kept in the cache folder (suluh/kept.py), since it can be made again.
    Raises RequestError when its file was damaged, ServiceError when it cannot be read.
    """
    known = standing(folder / FOLDER)
    return Bank(known.values(), cache_folder() / FOLDER) if known else None


def _views(prints: Prints) -> list[NDArray[np.uint32]]:
    views = prints.sound_views or (prints.sound,)
    return [np.array(view, np.uint32) for view in views]
