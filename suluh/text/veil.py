"""A text in which words stand for names and regions, so that nothing that reads it can tell who or where is meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec


class Hidden(NamedTuple):
    """A stretch of a text, and the word that stands instead of it."""

    start: int
    end: int
    word: str


class Veiled(msgspec.Struct, frozen=True):
    """A text with stretches behind one word each, and the way back to the original's characters."""

    text: str
    cuts: tuple[
        tuple[int, int, int, int], ...
    ] = ()  # start and end here, start and end in the original

    @classmethod
    def of(cls, text: str, hidden: Iterable[Hidden]) -> Veiled:
        """The text with words in place of stretches, which are in order and do not overlap."""
        parts, cuts, done, length = [], [], 0, 0
        for first, last, word in hidden:
            start = length + first - done
            parts += [text[done:first], word]
            length = start + len(word)
            cuts.append((start, length, first, last))
            done = last
        return cls("".join((*parts, text[done:])), tuple(cuts)) if cuts else cls(text)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of this text in the original; a veil that is touched stands for the whole name."""
        return self._place(start, at_end=False), self._place(end, at_end=True)

    def _place(self, position: int, *, at_end: bool) -> int:
        shift = 0
        for start, end, first, last in self.cuts:
            if position <= start:
                break
            if position < end or (at_end and position == end):
                return last if at_end else first
            shift = last - end
        return position + shift
