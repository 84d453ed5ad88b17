"""A statement in its surroundings, as the readers of stance see it."""

from __future__ import annotations

import msgspec

from suluh.text.cues import Cue, Marks
from suluh.text.frames import PostFrame


class Statement(msgspec.Struct, frozen=True):
    """A statement in its surroundings."""

    marks: Marks
    frame: PostFrame
    span: tuple[int, int]
    sentence: int
    piece: int
    quoted: bool = False

    @property
    def sentence_range(self) -> tuple[int, int]:
        s = self.marks.sentences[self.sentence]
        return s.start, s.end

    @property
    def piece_range(self) -> tuple[int, int]:
        return self.marks.sentences[self.sentence].pieces[self.piece]

    def in_piece(self, *kinds: str) -> list[Cue]:
        return self.marks.within(*self.piece_range, *kinds)

    def in_sentence(self, *kinds: str) -> list[Cue]:
        return self.marks.within(*self.sentence_range, *kinds)

    def words_before(self, position: int, count: int) -> list[str]:
        i = sum(1 for t in self.marks.tokens if t.end <= position)
        return [t.text for t in self.marks.tokens[max(0, i - count) : i]]


class Found(msgspec.Struct, frozen=True):
    stance: str
    cues: tuple[Cue, ...]
    sure: bool = True
