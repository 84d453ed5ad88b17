"""A post's words as they were meant, each still tied to the characters that were written.

    text    "gak blh n y o b l o s tgl 2️⃣7️⃣!!"
    normal  "tidak boleh mencoblos tanggal 27!!"

Detectors read `Normal.text`; what they show a person is `Normal.quote(start, end)`, cut from the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from suluh.text.characters import Folded, fold
from suluh.text.slang import Entry, lexicon
from suluh.text.spelling import AS_WRITTEN, Piece, Reading, read_word, split_known

CERTAIN_DOMAINS = (
    "id|com|net|org|ly|gov|link|site|xyz|club|apk|biz|gl|cc|shop|store|click|vip|icu|tk"
)
OTHER_DOMAINS = "info|me|co|to|my|top|live|online|app|io|page|web|asia|pro|space|website"
TOKEN = re.compile(
    r"""
    (?P<plain>[a-z]{2,}(?![\w@$!|*'._~+-]|://))                       # most words end here
  | (?P<email>[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)
  | (?P<url>https?://[^\s<>"]+ | www\.[^\s<>"]+
      | (?<![\w.@])(?:[a-z0-9][a-z0-9-]*\.)+(?:(?:CERTAIN)(?![\w-])(?:[/?:][^\s<>"]*)? | (?:OTHER)/[^\s<>"]*)
      | (?<![\w.@])[a-z0-9.]*(?:-|\d|kpu|bawaslu|pilkada|pemilu|cek)[a-z0-9-]*\.(?:OTHER)(?![\w-]) )
  | (?P<mention>(?<![\w@])@[a-z0-9_.]*[a-z0-9_])
  | (?P<tag>\#\w+)
  | (?P<spaced>(?<![^\W_])[a-z0-9](?P<gap>\ ?[.\-]\ |[ ._\-*~+])[a-z0-9$@!](?:(?P=gap)[a-z0-9$@!])+(?![^\W_]))
  | (?P<signed>[a-z0-9]+(?:[@$!|*]+[a-z0-9]+)+)
  | (?P<number>\d+(?:[.,:/]\d+)*(?![^\W_]))
  | (?P<word>(?:[^\W_])+(?:'[a-z]+)*)
  | (?P<space>[^\S\n]*\n\s* | [^\S\n]{2,} | [\t\r\f\v])
    """.replace("CERTAIN", CERTAIN_DOMAINS).replace("OTHER", OTHER_DOMAINS),
    re.VERBOSE,
)
SIMPLE = re.compile(r"(?P<number>\d+(?:[.,:/]\d+)*(?![^\W_]))|(?P<word>(?:[^\W_])+(?:'[a-z]+)*)")
URL_TAIL = re.compile(r"[.,;:!?)\"'\]]+$")
CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W_A-Za-z\d]+")
DIGIT_BEFORE = re.compile(r"\d\s*$")
DIGIT_AFTER = re.compile(r"[\s.:]*\d")
BETWEEN = re.compile(r" ?[ \-] ?")
BREAKS = re.compile(r"[ ._\-*~]")


SPACE = Reading((Piece(" ", 0, 0),))


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


class Token(NamedTuple):
    """A stretch of the folded text that may need rewriting."""

    start: int
    end: int
    kind: str
    reading: Reading = AS_WRITTEN


def normalise(text: str) -> Normal:
    """Read a text as it was meant. Any string is accepted; what is not understood stays as written, in lower case.

    >>> normalise("Ga laku, nyoblos tgl 2️⃣7️⃣").text
    'tidak laku, mencoblos tanggal 27'
    """
    folded = fold(text)
    tokens = list(_tokens(folded))
    languages = [token.reading.language for token in tokens if token.reading.language]
    settled = _settle(folded.lower, tokens, languages)
    return _compose(text, folded, _joined(folded.lower, settled, languages))


# --- finding the words --------------------------------------------------------------------------


def _tokens(folded: Folded) -> Iterator[Token]:
    lower = folded.lower
    for found in TOKEN.finditer(lower):
        kind = found.lastgroup or "word"
        start, end = found.span()
        if kind in ("plain", "word"):
            yield Token(start, end, "word", read_word(found.group()))
        elif kind == "number":
            yield Token(start, end, "number")
        else:
            yield from _unusual(folded, kind, start, end, found)


def _unusual(
    folded: Folded, kind: str, start: int, end: int, found: re.Match[str]
) -> Iterator[Token]:
    written = found.group()
    if kind == "space":
        yield Token(
            start, end, "space", Reading((Piece("\n" if "\n" in written else " ", 0, end - start),))
        )
    elif kind == "url":
        tail = URL_TAIL.search(written)
        yield Token(start, tail.start() + start if tail else end, "url")
    elif kind == "tag":
        yield from _tag_words(folded.text[start:end], start)
    elif kind == "gap" or kind == "spaced":
        reading = _read_spaced(written, len(found["gap"]))
        yield from (Token(start, end, "word", reading),) if reading else _simple(folded, start, end)
    elif kind == "signed":
        reading = read_word(written)
        yield from (
            (Token(start, end, "word", reading),) if reading.pieces else _simple(folded, start, end)
        )
    else:
        yield Token(start, end, kind)


def _simple(folded: Folded, start: int, end: int) -> Iterator[Token]:
    for found in SIMPLE.finditer(folded.lower, start, end):
        kind = found.lastgroup or "word"
        reading = read_word(found.group()) if kind == "word" else AS_WRITTEN
        yield Token(found.start(), found.end(), kind, reading)


def _tag_words(tag: str, start: int) -> Iterator[Token]:
    """#PilkadaDiundur and #pilkadadiundur as words; the # itself stays where it is."""
    after = False
    for part in CAMEL.finditer(tag, 1):
        word = part.group().lower()
        at = start + part.start()
        whole = Piece(word, 0, len(word))
        known = word.isdigit() or word in lexicon().vocabulary
        for piece in (whole,) if known else split_known(word) or (whole,):
            if after:
                yield Token(at + piece.start, at + piece.start, "space", SPACE)
            after = True
            kind = "number" if piece.text.isdigit() else "word"
            yield Token(at + piece.start, at + piece.end, kind, read_word(piece.text))


def _read_spaced(written: str, gap: int) -> Reading | None:
    """ "p i l k a d a": letters set apart by one and the same sign; None when they are not one word."""
    step = gap + 1
    letters = written[::step]
    if sum(c.isalpha() for c in letters) * 2 < len(letters):
        return None
    reading = read_word(letters)
    pieces = reading.pieces or split_known(letters)
    if pieces is None:
        if not (letters.isalpha() and (letters in lexicon().vocabulary or len(letters) > 4)):
            return None
        pieces = (Piece(letters, 0, len(letters)),)
    return Reading(tuple(_stretched(piece, step) for piece in _meant(pieces)))


def _meant(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    for piece in pieces:
        inner = read_word(piece.text)
        if inner.pieces and not inner.when:
            yield from (Piece(p.text, piece.start, piece.end, p.glue) for p in inner.pieces)
        else:
            yield piece


def _stretched(piece: Piece, step: int) -> Piece:
    return Piece(piece.text, piece.start * step, (piece.end - 1) * step + 1, piece.glue)


# --- words that belong together -----------------------------------------------------------------


def _joined(lower: str, tokens: list[Token], languages: list[str]) -> list[Token]:
    """Forms of several words ("ora iso", "pil kada") become one token."""
    sequences = lexicon().sequences
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        options = sequences.get(lower[token.start : token.end]) if token.kind == "word" else None
        entry, count = _sequence(lower, tokens, i, options, languages) if options else (None, 1)
        if entry is None:
            out.append(token)
            i += 1
            continue
        last = tokens[i + count - 1]
        length = last.end - token.start
        pieces = tuple(Piece(word, 0, length) for word in entry.standard.split())
        out.append(Token(token.start, last.end, "word", Reading(pieces)))
        i += count
    return out


def _sequence(
    lower: str,
    tokens: list[Token],
    i: int,
    options: list[tuple[tuple[str, ...], Entry]],
    languages: list[str],
) -> tuple[Entry | None, int]:
    for rest, entry in options:
        if entry.when and not _holds(entry.when, lower, tokens[i], languages):
            continue
        if i + len(rest) < len(tokens) and all(
            lower[tokens[i + n].start : tokens[i + n].end] == word
            and _near(lower[tokens[i + n - 1].end : tokens[i + n].start], entry.language)
            for n, word in enumerate(rest, 1)
        ):
            return entry, len(rest) + 1
    return None, 1


def _near(gap: str, language: str) -> bool:
    return gap in (" ", "-") or (language == "split" and len(gap) == 1 and bool(BREAKS.match(gap)))


def _settle(lower: str, tokens: list[Token], languages: list[str]) -> list[Token]:
    """Decide the words that hang on a condition: what stands beside them, which language the post is in."""
    if not any(token.reading.when for token in tokens):
        return tokens
    return [
        token._replace(reading=_settled(token.reading, lower, token, languages))
        if token.reading.when
        else token
        for token in tokens
    ]


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
    """The normal text while it is being written."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.runs: list[Run] = []

    def copy(self, lower: str, start: int, end: int) -> None:
        if start == end:
            return
        runs, length = self.runs, end - start
        if runs and runs[-1].same and runs[-1].source_end == start:
            last = runs[-1]
            runs[-1] = Run(last.start, last.end + length, last.source_start, end, True)
        else:
            runs.append(Run(self.length, self.length + length, start, end, True))
        self.parts.append(lower[start:end])
        self.length += length

    def write(self, text: str, start: int, end: int) -> None:
        self.parts.append(text)
        self.runs.append(Run(self.length, self.length + len(text), start, end, False))
        self.length += len(text)


def _compose(source: str, folded: Folded, tokens: list[Token]) -> Normal:
    lower, page, at = folded.lower, _Page(), 0
    words: list[Word] = []
    for token in tokens:
        page.copy(lower, at, token.start)
        pieces = token.reading.pieces
        if token.kind == "space":
            page.write(pieces[0].text if pieces else " ", token.start, token.end)
        elif pieces is None:
            begin = page.length
            page.copy(lower, token.start, token.end)
            words.append(
                _word(source, folded, lower[token.start : token.end], begin, token, token.kind)
            )
        else:
            _write_pieces(page, source, folded, token, pieces, words)
        at = token.end
    page.copy(lower, at, len(lower))
    return Normal(source, "".join(page.parts), tuple(words), tuple(page.runs), folded)


def _write_pieces(
    page: _Page,
    source: str,
    folded: Folded,
    token: Token,
    pieces: tuple[Piece, ...],
    words: list[Word],
) -> None:
    for number, piece in enumerate(pieces):
        part = Token(token.start + piece.start, token.start + piece.end, token.kind)
        if number:
            page.write(piece.glue, part.start, part.start)
        begin = page.length
        page.write(piece.text, part.start, part.end)
        kind = "number" if piece.text.isdigit() else "word"
        words.append(_word(source, folded, piece.text, begin, part, kind))


def _word(source: str, folded: Folded, text: str, begin: int, token: Token, kind: str) -> Word:
    start, end = folded.start(token.start), folded.end(token.end)
    return Word(text, begin, begin + len(text), start, end, source[start:end], kind)
