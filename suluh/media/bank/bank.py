"""The bank of known media, opened for search. Nothing in it changes; its version is the hash of what it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.content import Copy, Segment
from suluh.media.bank.agree import agree
from suluh.media.bank.known import Known
from suluh.media.bank.store import standing
from suluh.media.found import Prints
from suluh.media.prints.sound import SoundIndex, SoundMatch, surely

FOLDER = "bank"  # within the user's own folder


class Bank:
    """Known media with the indexes that find copies of them. Not safe for two threads at once."""

    def __init__(self, known: Iterable[Known]):
        self.known = tuple(known)
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
    ) -> tuple[Copy, ...]:
        """The known media that this one is a copy of, surest first; empty when there are none.

        prints: what was found of the medium (`sound_views` beside `sound` finds it at another pitch or speed too).
        words: what is read and heard in it. A copy is `act` only when its print leaves no doubt and its words agree
        with those of the known medium.
        """
        copies = self._by_sound(prints, words, medium)
        return tuple(sorted(copies, key=lambda copy: (copy.level != "act", -copy.score)))

    @cached_property
    def _sounds(self) -> tuple[SoundIndex, tuple[Known, ...]]:
        sounding = tuple(known for known in self.known if known.sound)
        return SoundIndex([known.sound_numbers for known in sounding]), sounding

    def _by_sound(self, prints: Prints, words: Sequence[Segment], medium: int) -> Iterable[Copy]:
        if not prints.sound:
            return
        index, sounding = self._sounds
        for match in index.search(_views(prints)):
            yield _copy_by_sound(sounding[match.known], match, words, medium)


def open_bank(folder: Path) -> Bank | None:
    """The bank in the user's own folder (the one that holds `bank/`); None when it is empty or was never begun.

    Raises RequestError when its file was damaged, ServiceError when it cannot be read.
    """
    known = standing(folder / FOLDER)
    return Bank(known.values()) if known else None


def _views(prints: Prints) -> list[NDArray[np.uint32]]:
    views = prints.sound_views or (prints.sound,)
    return [np.array(view, np.uint32) for view in views]


def _copy_by_sound(known: Known, match: SoundMatch, words: Sequence[Segment], medium: int) -> Copy:
    same = agree(known.words, words)
    return Copy(
        medium=medium,
        known=known.id,
        claim=known.claim,
        level="act" if surely(match) and same else "suggest",
        by="sound",
        score=round(match.score, 3),
        at=round(match.at, 1),
        offset=round(match.offset, 1),
        coverage=round(match.coverage, 3),
        words_agree=same,
        by_person=known.decided_by is not None,
    )
