"""A post's words as they were meant, each still tied to the characters that were written.

    text    "gak blh n y o b l o s tgl 2️⃣7️⃣!!"
    normal  "tidak boleh mencoblos tanggal 27!!"

Detectors read `Normal.text`; what they show a person is `Normal.quote(start, end)`, cut from the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

import msgspec

from suluh.text.characters import Folded, fold
from suluh.text.repair import repaired
from suluh.text.slang import Entry, lexicon
from suluh.text.spelling import AS_WRITTEN, Piece, Reading
from suluh.text.tokens import Token, tokens_of, uncut, unswapped

DIGIT_BEFORE = re.compile(r"\d\s*$")
DIGIT_AFTER = re.compile(r"[\s.:]*\d")
BREAKS = re.compile(r"[ ._\-*~]")


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word meant. Offsets `start`, `end` are in Normal.text, `source_start`, `source_end` in the source."""

    text: str
    start: int
    end: int
    source_start: int
    source_end: int
    raw: str  # as written
    kind: str = "word"  # word | number | url | mention | email


class Run(NamedTuple):
    """A stretch of text and where it came from; `same`: character by character."""

    start: int
    end: int
    source_start: int  # in the folded text
    source_end: int
    same: bool


class Normal(msgspec.Struct, frozen=True):
    """A text as written (`source`) and as meant (`text`, lower case, one space between words, "\\n" for line breaks)."""

    source: str
    text: str
    words: tuple[Word, ...]
    runs: tuple[Run, ...]
    folded: Folded

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The source span that `text[start:end]` stands for. Offsets out of bounds are brought inside."""
        start = min(max(start, 0), len(self.text))
        end = min(max(end, start), len(self.text))
        if not self.runs:
            return 0, len(self.source)
        first = self._folded_start(start)
        last = self._folded_end(end) if end > start else first
        begin = self.folded.start(first)
        return begin, max(begin, self.folded.end(last) if end > start else begin)

    def quote(self, start: int, end: int) -> str:
        """The characters as written that `text[start:end]` stands for."""
        begin, until = self.origin(start, end)
        return self.source[begin:until]

    def word_at(self, offset: int) -> Word | None:
        """The word that covers `offset` of `text`, if one does."""
        i = bisect_right(self.words, offset, key=_word_start) - 1
        return self.words[i] if i >= 0 and offset < self.words[i].end else None

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that lie at least partly in `text[start:end]`."""
        low = bisect_right(self.words, start, key=_word_end)
        high = bisect_right(self.words, end - 1, key=_word_start)
        return self.words[low:high]

    def _folded_start(self, offset: int) -> int:
        run = self.runs[max(0, bisect_right(self.runs, offset, key=_run_start) - 1)]
        return run.source_start + (offset - run.start if run.same else 0)

    def _folded_end(self, offset: int) -> int:
        run = self.runs[max(0, bisect_right(self.runs, offset - 1, key=_run_start) - 1)]
        return run.source_start + (offset - run.start) if run.same else run.source_end


def _run_start(run: Run) -> int:
    return run.start


def _word_start(word: Word) -> int:
    return word.start


def _word_end(word: Word) -> int:
    return word.end


def normalise(text: str) -> Normal:
    """Read a text as it was meant. Any string is accepted; what is not understood stays as written, in lower case.

    >>> normalise("Ga laku, nyoblos tgl 2️⃣7️⃣").text
    'tidak laku, mencoblos tanggal 27'
    """
    folded = fold(text)
    tokens = repaired(folded.text, tokens_of(folded))
    languages = [token.reading.language for token in tokens if token.reading.language]
    settled = _settle(folded.lower, uncut(folded.lower, unswapped(tokens)), languages)
    return _compose(text, folded, _joined(folded.lower, settled, languages))


def _joined(lower: str, tokens: list[Token], languages: list[str]) -> list[Token]:
    """Forms of several words ("ora iso", "pil kada") become one token."""
    sequences = lexicon().sequences
    if sequences.keys().isdisjoint([token.written for token in tokens]):
        return tokens
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        entry = _sequence(lower, tokens, i, languages) if token.written in sequences else None
        if entry is None:
            out.append(token)
            i += 1
        else:
            count = entry.form.count(" ") + 1
            end = tokens[i + count - 1].end
            pieces = tuple(Piece(word, 0, end - token.start) for word in entry.standard.split())
            out.append(Token(token.start, end, "word", entry.form, Reading(pieces)))
            i += count
    return out


def _sequence(lower: str, tokens: list[Token], i: int, languages: list[str]) -> Entry | None:
    for rest, entry in lexicon().sequences[tokens[i].written]:
        if entry.when and not _holds(entry.when, lower, tokens[i], languages):
            continue
        following = tokens[i + 1 : i + 1 + len(rest)]
        if tuple(token.written for token in following) == rest and all(
            _near(lower[a.end : b.start], entry.language)
            for a, b in zip(tokens[i:], following, strict=False)
        ):
            return entry
    return None


def _near(gap: str, language: str) -> bool:
    return gap in (" ", "-") or (language == "split" and len(gap) == 1 and bool(BREAKS.match(gap)))


def _settle(lower: str, tokens: list[Token], languages: list[str]) -> list[Token]:
    """Decide the words that hang on a condition: what stands beside them, which language the post is in."""
    if not any(token.reading.when for token in tokens):
        return tokens
    for token in tokens:
        if token.reading.when:
            token.reading = _settled(token.reading, lower, token, languages)
    return tokens


def _settled(reading: Reading | None, lower: str, token: Token, languages: list[str]) -> Reading:
    while reading is not None:
        if reading.when is None or _holds(reading.when, lower, token, languages):
            return reading._replace(when=None)
        reading = reading.otherwise
    return AS_WRITTEN


def _holds(when: str, lower: str, token: Token, languages: list[str]) -> bool:
    if when.startswith("among "):
        return languages.count(when[6:]) >= 2
    if when.startswith("not among "):
        return languages.count(when[10:]) < 2
    if when == "not before dot":
        return not lower.startswith(".", token.end)
    if when == "before number":
        return bool(DIGIT_AFTER.match(lower, token.end))
    after = bool(DIGIT_BEFORE.search(lower[max(0, token.start - 3) : token.start]))
    return after if when == "after number" else not after


# --- writing it down ----------------------------------------------------------------------------


class _Page:
    """The normal text while it is being written, unchanged stretches in one go."""

    def __init__(self, source: str, folded: Folded) -> None:
        self.source, self.folded = source, folded
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.words: list[Word] = []
        self.length = 0  # of the text written
        self.at = 0  # how far the folded text has been used

    def keep(self, token: Token) -> None:
        """A word as it was written; its stretch is copied later."""
        start, end = token.start, token.end
        shift = self.length - self.at
        first, last = self._source_span(start, end)
        raw = self.source[first:last]
        self.words.append(
            Word(token.written, start + shift, end + shift, first, last, raw, token.kind)
        )

    def copy_until(self, end: int) -> None:
        """What stands before `end`, unchanged."""
        length = end - self.at
        if length > 0:
            self.runs.append(Run(self.length, self.length + length, self.at, end, True))
            self.parts.append(self.folded.lower[self.at : end])
            self.length += length
            self.at = end

    def write(self, text: str, start: int, end: int) -> None:
        """Other text for what stands from `start` to `end`."""
        self.parts.append(text)
        self.runs.append(Run(self.length, self.length + len(text), start, end, False))
        self.length += len(text)

    def write_word(self, text: str, start: int, end: int) -> None:
        """Another word for what stands from `start` to `end`."""
        first, last = self._source_span(start, end)
        begin, kind = self.length, "number" if text.isdigit() else "word"
        self.write(text, start, end)
        self.words.append(
            Word(text, begin, self.length, first, last, self.source[first:last], kind)
        )

    def _source_span(self, start: int, end: int) -> tuple[int, int]:
        starts = self.folded.starts
        if starts is None:
            return start, end
        if 0 < end < len(starts) and starts[end] != starts[end - 1]:
            return starts[start], starts[end]
        return self.folded.start(start), self.folded.end(end)


def _compose(source: str, folded: Folded, tokens: list[Token]) -> Normal:
    page = _Page(source, folded)
    for token in tokens:
        pieces = token.reading.pieces
        if pieces is None:
            page.keep(token)
            continue
        page.copy_until(token.start)
        if token.kind == "space":
            page.write(pieces[0].text, token.start, token.end)
        else:
            _write_pieces(page, token.start, pieces)
        page.at = token.end
    page.copy_until(len(folded.lower))
    return Normal(source, "".join(page.parts), tuple(page.words), tuple(page.runs), folded)


def _write_pieces(page: _Page, start: int, pieces: tuple[Piece, ...]) -> None:
    for number, piece in enumerate(pieces):
        if number:
            page.write(piece.glue, start + piece.start, start + piece.start)
        page.write_word(piece.text, start + piece.start, start + piece.end)
