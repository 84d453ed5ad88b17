"""Which stretches of a text are words, numbers, links or tags, and which letters were cut apart or written as digits.

    "n y o b l o s"   one word, spaced
    "me-nyo-blos"     one word, cut
    "m0r0w4l1"        one word, digits for letters

What the words mean in Indonesian is `normal.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from suluh.text.characters import Folded
from suluh.text.slang import lexicon
from suluh.text.spelling import AS_WRITTEN, Piece, Reading, read_word, split_known

CERTAIN_DOMAINS = (
    "id|com|net|org|ly|gov|link|site|xyz|club|apk|biz|gl|cc|shop|store|click|vip|icu|tk"
)
OTHER_DOMAINS = "info|me|co|to|my|top|live|online|app|io|page|web|asia|pro|space|website"
TOKEN = re.compile(
    r"""
    (?P<plain>[a-z]{2,}(?!\w|[@$!|*'._~+-]\w|://))                      # most words end here
  | (?P<digits>\d+(?!\w|[@$!|*'._~+,:/-]\w))
  | (?P<email>[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)
  | (?P<url>https?://[^\s<>"]+ | www\.[^\s<>"]+
      | (?<![\w.@])(?:[a-z0-9][a-z0-9-]*\.)+(?:(?:CERTAIN)(?![\w-])(?:[/?:][^\s<>"]*)? | (?:OTHER)/[^\s<>"]*)
      | (?<![\w.@])[a-z0-9.]*(?:-|\d|kpu|bawaslu|pilkada|pemilu|cek)[a-z0-9-]*\.(?:OTHER)(?![\w-]) )
  | (?P<mention>(?<![\w@])@[a-z0-9_.]*[a-z0-9_])
  | (?P<tag>\#\w+)
  | (?P<spaced>(?<![^\W_])[a-z0-9]
      (?P<gap>\ ?[.\-]\ |[ ._\-*~+]|[^\x00-\x7f\w\s])[a-z0-9$@!](?:(?P=gap)[a-z0-9$@!])+(?![^\W_]))
  | (?P<signed>[a-z0-9]+(?:[@$!|*]+[a-z0-9]+)+)
  | (?P<number>\d+(?:[.,:/]\d+)*(?![^\W_]))
  | (?P<word>(?:[^\W_])+(?:'[a-z]+)*)
  | (?P<space>_+ | [^\S\n]*\n\s* | [^\S\n]{2,} | [\t\r\f\v])
    """.replace("CERTAIN", CERTAIN_DOMAINS).replace("OTHER", OTHER_DOMAINS),
    re.VERBOSE,
)
SIMPLE = re.compile(r"(?P<number>\d+(?:[.,:/]\d+)*(?![^\W_]))|(?P<word>(?:[^\W_])+(?:'[a-z]+)*)")
URL_TAIL = re.compile(r"[.,;:!?)\"'\]]+$")
CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W_A-Za-z\d]+")
CAMEL_TAG = re.compile(r"#\w*[a-z][A-Z]")


SPACE = Reading((Piece(" ", 0, 0),))


class Token(msgspec.Struct, gc=False):
    """A stretch of the folded text, and how it is to be read."""

    start: int
    end: int
    kind: str
    written: str
    reading: Reading = AS_WRITTEN


def tokens_of(folded: Folded) -> list[Token]:
    tokens: list[Token] = []
    for found in TOKEN.finditer(folded.lower):
        kind, written = found.lastgroup, found.group()
        if kind == "plain" or kind == "word":
            tokens.append(Token(*found.span(), "word", written, read_word(written)))
        elif kind == "digits" or kind == "number":
            tokens.append(Token(*found.span(), "number", written))
        else:
            tokens.extend(_unusual(folded, found))
    return tokens


def _unusual(folded: Folded, found: re.Match[str]) -> Iterator[Token]:
    kind, written = found.lastgroup or "word", found.group()
    start, end = found.span()
    if kind == "space":
        space = Piece("\n" if "\n" in written else " ", 0, end - start)
        yield Token(start, end, "space", written, Reading((space,)))
    elif kind == "url":
        tail = URL_TAIL.search(written)
        end = start + tail.start() if tail else end
        yield Token(start, end, "url", folded.lower[start:end])
    elif kind == "tag":
        in_sentence = len(CAMEL_TAG.findall(folded.text)) > 1
        yield from _tag_words(folded.text[start:end], start, in_sentence)
    elif kind in ("spaced", "signed"):
        reading = _read_spaced(written, len(found["gap"])) if found["gap"] else read_word(written)
        if reading and reading.pieces:
            yield Token(start, end, "word", written, reading)
        else:
            yield from _simple(folded, start, end)
    else:
        yield Token(start, end, kind, written)


def _simple(folded: Folded, start: int, end: int) -> Iterator[Token]:
    for found in SIMPLE.finditer(folded.lower, start, end):
        kind = found.lastgroup or "word"
        reading = read_word(found.group()) if kind == "word" else AS_WRITTEN
        yield Token(*found.span(), kind, found.group(), reading)


def _tag_words(tag: str, start: int, in_sentence: bool) -> Iterator[Token]:
    """#PilkadaDiundur and #pilkadadiundur as words; the # stays, unless a sentence is made of such tags."""
    after = False
    if in_sentence and CAMEL_TAG.match(tag):
        yield Token(start, start + 1, "space", "#", Reading((Piece("", 0, 1),)))
    for part in CAMEL.finditer(tag, 1):
        word = part.group().lower()
        at = start + part.start()
        whole = Piece(word, 0, len(word))
        known = word.isdigit() or word in lexicon().vocabulary
        for piece in (whole,) if known else split_known(word) or (whole,):
            if after:
                yield Token(at + piece.start, at + piece.start, "space", "", SPACE)
            after = True
            kind = "number" if piece.text.isdigit() else "word"
            yield Token(at + piece.start, at + piece.end, kind, piece.text, read_word(piece.text))


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


_CUTS = frozenset(".-*~|/'")
FEWEST_CUT = 4  # letters: "n.a" and "a/b" say something else
OFTEN = 3  # cuts of unknown words: then somebody does it on purpose


def uncut(lower: str, tokens: list[Token]) -> list[Token]:
    """Two halves of a known word around one sign ("co.blos") are that word, unless both are words of their own.

    Where a post does it again and again, so are halves of a word that nobody knows.
    """
    cuts = sum(_is_cut(lower, a, b) for a, b in pairwise(tokens))
    if not cuts:
        return tokens
    out = [tokens[0]]
    for token in tokens[1:]:
        last = out[-1]
        whole = last.written + token.written
        if _is_cut(lower, last, token) and (cuts >= OFTEN or _is_known(whole)):
            length = token.end - last.start
            pieces = read_word(whole).pieces or (Piece(whole, 0, 0),)
            joined = tuple(Piece(p.text, 0, length, p.glue) for p in pieces)
            out[-1] = Token(last.start, token.end, "word", whole, Reading(joined))
        else:
            out.append(token)
    return out


def _is_cut(lower: str, first: Token, second: Token) -> bool:
    known = lexicon().vocabulary
    return (
        first.kind == second.kind == "word"
        and lower[first.end : second.start] in _CUTS
        and len(first.written) + len(second.written) > FEWEST_CUT
        and not (first.written in known and second.written in known)
    )


def _is_known(word: str) -> bool:
    return word in lexicon().vocabulary or bool(read_word(word).pieces)


_DIGITS_FOR = str.maketrans("01345", "oieas")
SWAPS = 2  # words with digits for letters that were read: then the short ones are read too


def unswapped(tokens: list[Token]) -> list[Token]:
    """ "1n1" and "k3" are "ini" and "ke" in a post that swaps digits for letters elsewhere; alone they may be a code."""
    mixed = [
        t for t in tokens if t.kind == "word" and not (t.written.isalpha() or t.written.isdigit())
    ]
    if sum(bool(t.reading.pieces) for t in mixed) < SWAPS:
        return tokens
    for token in mixed:
        meant = token.written.translate(_DIGITS_FOR)
        if not token.reading.pieces and meant in lexicon().vocabulary:
            token.reading = Reading((Piece(meant, 0, token.end - token.start),))
    return tokens


# --- words that belong together -----------------------------------------------------------------
