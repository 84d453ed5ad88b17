"""Words that show how something is meant, found in a text cut into sentences and pieces."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

import msgspec
import yaml

from suluh.errors import DataError
from suluh.text.normal import normalise

STANCE_FILE = Path(__file__).parent / "data" / "stance.yaml"
LANGUAGES = ("id", "jv", "su", "en")

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(
    r"[.!?…]+(?=[\s\"”')\]]|$)|\n+|[.!?]+(?=[^\W\d_]{3})|(?<=\s)[|•](?=\s)|[❌✖🚫⛔❎✅✔☑]\ufe0f?"
)
_PIECE_END = re.compile(r"[,;:()\[\]\"“”–—]|\s-\s")
_ABBREVIATED = frozenset(
    "no tgl hal dr drs ir prof st pkl jl kab sdr rp dll dsb s.d s.h tn ny h".split()
)
CONJUNCTIONS = frozenset(
    "tapi tetapi namun padahal karena sebab soalnya sedangkan sementara melainkan makanya jadinya sehingga but because "
    "nanging amarga amargo tur mergo sabab tapina however so although meskipun walaupun biarpun meski".split()
)


class Cue(msgspec.Struct, frozen=True, gc=False):
    """A word or phrase that shows how something is meant; offsets in the normalised text."""

    kind: str
    start: int
    end: int
    first: int = 0  # index of its first token
    last: int = 0  # index of its last token


class Token(msgspec.Struct, frozen=True, gc=False):
    text: str
    start: int
    end: int


class Sentence(msgspec.Struct, frozen=True):
    """A sentence and the pieces that commas, colons, brackets and conjunctions cut it into."""

    start: int
    end: int
    asks: bool  # ends in a question mark
    pieces: tuple[tuple[int, int], ...]


class Marks(msgspec.Struct, frozen=True):
    """Everything about a text that reading its stance needs, found once."""

    text: str
    tokens: tuple[Token, ...]
    cues: tuple[Cue, ...]
    sentences: tuple[Sentence, ...]
    kinds: frozenset[str]
    token_starts: tuple[int, ...]

    def of(self, *kinds: str) -> Iterator[Cue]:
        if self.kinds.isdisjoint(kinds):
            return iter(())
        return (cue for cue in self.cues if cue.kind in kinds)

    def within(self, start: int, end: int, *kinds: str) -> list[Cue]:
        """Cues of these kinds that begin inside a stretch of the text."""
        return [cue for cue in self.of(*kinds) if start <= cue.start < end]

    def sentence_at(self, position: int) -> int:
        """Index of the sentence a position lies in."""
        starts = [s.start for s in self.sentences]
        return max(0, bisect_right(starts, position) - 1)

    def piece_at(self, sentence: int, position: int) -> int:
        starts = [p[0] for p in self.sentences[sentence].pieces]
        return max(0, bisect_right(starts, position) - 1)

    def words(self, start: int, end: int) -> list[Token]:
        i, found = bisect_left(self.token_starts, start), []
        while i < len(self.tokens) and self.tokens[i].end <= end:
            found.append(self.tokens[i])
            i += 1
        return found


Book = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def cue_book(path: Path = STANCE_FILE) -> Book:
    """Phrases by their first word, longest first: {word: (((word, ...), kind), ...)}.

    A phrase is found as written and as the normaliser leaves it; where the normalised form is already
    another kind's own phrase ("menawa" becomes "kalau"), that kind keeps it.
    """
    written: dict[tuple[str, ...], set[str]] = {}
    normalised: dict[tuple[str, ...], set[str]] = {}
    for kind, phrase in read_cues(path):
        written.setdefault(_words(phrase.lower()), set()).add(kind)
        normalised.setdefault(_words(normalise(phrase).text), set()).add(kind)
    book: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, kinds in {**normalised, **written}.items():
        if form:
            book.setdefault(form[0], []).extend((form, kind) for kind in sorted(kinds))
    return {
        word: tuple(sorted(entries, key=lambda e: (-len(e[0]), e)))
        for word, entries in book.items()
    }


def read_cues(path: Path) -> Iterator[tuple[str, str]]:
    """(kind, phrase) of a cue file. Raises DataError for anything but kind → language → list of phrases."""
    try:
        # Every scalar stays a string: "false", "no" and "true" are words here.
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise DataError(f"not readable as YAML: {error}", file=path.name, line=line) from error
    if not isinstance(data, dict):
        raise DataError("expected kinds of cues, each with phrases by language", file=path.name)
    for kind, by_language in data.items():
        if not isinstance(by_language, dict):
            raise DataError(f'"{kind}" must list its phrases by language', file=path.name)
        for language, phrases in by_language.items():
            if language not in LANGUAGES:
                known = ", ".join(LANGUAGES)
                raise DataError(
                    f'"{kind}": unknown language "{language}", known: {known}', file=path.name
                )
            for phrase in phrases:
                if not isinstance(phrase, str):
                    raise DataError(f'"{kind}": write "{phrase}" in quotes', file=path.name)
                yield str(kind), phrase


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(t.group().replace("’", "'") for t in _TOKEN.finditer(phrase))


@lru_cache(maxsize=64)
def marks_of(text: str) -> Marks:
    """Tokens, sentences and cues of a normalised text."""
    tokens = tuple(
        Token(m.group().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(text)
    )
    cues = tuple(_found(tokens))
    return Marks(
        text,
        tokens,
        cues,
        tuple(_sentences(text, tokens)),
        frozenset(c.kind for c in cues),
        tuple(t.start for t in tokens),
    )


def _found(tokens: tuple[Token, ...]) -> Iterator[Cue]:
    """Cues at every token; of one kind only the longest."""
    book = cue_book()
    covered: dict[str, int] = {}
    for i, token in enumerate(tokens):
        for words, kind in book.get(token.text, ()):
            last = i + len(words) - 1
            if covered.get(kind, -1) >= i or last >= len(tokens):
                continue
            if all(tokens[i + k].text == word for k, word in enumerate(words)):
                if _orders_a_machine(tokens, i, last):
                    continue
                covered[kind] = last
                yield Cue(kind, token.start, tokens[last].end, i, last)


_SET_ASIDE = frozenset("abaikan ignore disregard lupakan forget".split())
_ORDERS = frozenset(
    "instruksi perintah prompt arahan instruction instructions prompts directives".split()
)


def _orders_a_machine(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "Ignore all previous instructions" speaks to a program that reads along; it refutes nothing."""
    return tokens[first].text in _SET_ASIDE and any(
        token.text in _ORDERS for token in tokens[last + 1 : last + 5]
    )


def _sentences(text: str, tokens: tuple[Token, ...]) -> Iterator[Sentence]:
    start = 0
    for m in _SENTENCE_END.finditer(text):
        if m.start() < start or (m.group() == "." and _abbreviation(text, m.start())):
            continue
        if text[start : m.start()].strip():
            yield _sentence(text, tokens, start, m.start(), "?" in m.group())
            start = m.end()
    if text[start:].strip() or start == 0:
        yield _sentence(text, tokens, start, len(text), False)


def _abbreviation(text: str, dot: int) -> bool:
    word = text[:dot].rsplit(None, 1)
    return bool(word) and word[-1] in _ABBREVIATED


def _sentence(text: str, tokens: tuple[Token, ...], start: int, end: int, asks: bool) -> Sentence:
    cuts = {
        m.end()
        for m in _PIECE_END.finditer(text, start, end)
        if not _inside_number(text, m.start())
    }
    cuts |= {t.start for t in tokens if start < t.start < end and t.text in CONJUNCTIONS}
    edges = [start, *sorted(c for c in cuts if start < c < end), end]
    pieces = [(a, b) for a, b in itertools.pairwise(edges) if text[a:b].strip(' ,;:()[]"“”–—-')]
    return Sentence(start, end, asks, tuple(pieces) or ((start, end),))


def _inside_number(text: str, at: int) -> bool:
    return text[at] in ",:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
