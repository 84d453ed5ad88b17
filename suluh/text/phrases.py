"""Many phrases looked for at once in normalised text.

A phrase book names concepts and the ways people say them:

    tidak boleh diwakilkan: [tidak boleh * diwakilkan, (tidak|tanpa) bisa diwakilkan]

`(a|b)` are alternatives, an empty one allowed; `*` is a gap of up to three words, `*5` of up to five,
never across the end of a sentence. Words may carry -nya, -lah, -kah, -pun, -ku, -mu.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import ahocorasick_rs
import msgspec

from suluh.errors import DataError
from suluh.kept import kept
from suluh.text.normal import Normal, normalise

CLITIC = re.compile(r"(?:-?(?:nya|ku|mu))?(?:lah|kah|pun|tah)?(?![^\W_])")
CHOICE = re.compile(r"\(([^()]*)\)")
GAP = re.compile(r"\s*(?<!\S)\*(\d*)(?!\S)\s*")
SENTENCE_END = re.compile(r"[.?!;\n]")
NO_LETTER = re.compile(r"[\W_]")
SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}
CLITIC_STARTS = "nkmlpt"
USUAL_GAP = 3


class Found(msgspec.Struct, frozen=True, gc=False, order=True):
    """A phrase seen in `normal.text[start:end]`; `phrase` is as listed in the book."""

    start: int
    end: int
    concept: str
    phrase: str


class _Pattern(msgspec.Struct, frozen=True):
    """One way to say a concept: parts that follow each other, with at most `gaps[i]` words after part i."""

    concept: str
    phrase: str
    parts: tuple[int, ...]
    gaps: tuple[int, ...]


class _Written(msgspec.Struct):
    """A book as it is kept on disk."""

    needles: list[str]
    single: dict[int, list[_Pattern]]
    broken: dict[int, list[_Pattern]]


class PhraseBook:
    """Phrases of many concepts, found in one pass. Build it once; finding is safe from many threads."""

    def __init__(self, patterns: Iterable[tuple[str, str]]):
        """Patterns are (concept, phrase). Raises DataError for a phrase without words."""
        self._needles: dict[str, int] = {}
        self._single: dict[int, list[_Pattern]] = {}
        self._broken: dict[int, list[_Pattern]] = {}  # by their first part
        for concept, phrase in patterns:
            self._add(concept, phrase)
        self._ready()

    def _ready(self) -> None:
        self._forms = list(self._needles)
        self._finder = (
            ahocorasick_rs.AhoCorasick(
                [_bounded(form) for form in self._needles], store_patterns=False
            )
            if self._needles
            else None
        )
        self._concepts = frozenset(
            pattern.concept
            for filed in (self._single, self._broken)
            for patterns_of_one in filed.values()
            for pattern in patterns_of_one
        )

    @classmethod
    def of(cls, mapping: Mapping[str, Iterable[str]]) -> PhraseBook:
        """A book from concept to phrases."""
        return cls((concept, phrase) for concept, phrases in mapping.items() for phrase in phrases)

    @classmethod
    def load(cls, path: str | Path) -> PhraseBook:
        """A book from a YAML file of `concept: [phrase, ...]`. Raises DataError with file and line."""
        return cls.of(read_phrases(Path(path)))

    @classmethod
    def kept(
        cls, name: str, sources: Iterable[Path], concepts: Callable[[], Mapping[str, Iterable[str]]]
    ) -> PhraseBook:
        """The book of these concepts, made once a machine from these files: normalising phrases takes seconds."""
        made = kept(name, sources, lambda: cls.of(concepts())._written(), _Written)
        book = cls(())
        book._needles = {form: number for number, form in enumerate(made.needles)}
        book._single, book._broken = made.single, made.broken
        book._ready()
        return book

    def _written(self) -> _Written:
        return _Written(self._forms, self._single, self._broken)

    @property
    def concepts(self) -> frozenset[str]:
        """The concepts this book knows."""
        return self._concepts

    def find(self, normal: Normal) -> list[Found]:
        """Every phrase seen, overlapping ones too, in the order they stand.

        >>> book = PhraseBook.of({"batal": ["tidak * digelar"]})
        >>> [normalised.phrase for normalised in book.find(normalise("pilkada ga jadi digelar"))]
        ['tidak * digelar']
        """
        if self._finder is None:
            return []
        text = normal.text.replace("\n", " ") if "\n" in normal.text else normal.text
        seen = self._needles_in(text)
        found = {
            Found(start, end, pattern.concept, pattern.phrase)
            for needle, spans in seen.items()
            for pattern in self._single.get(needle, ())
            for start, end in spans
        }
        if self._broken:
            found.update(self._find_broken(normal, seen))
        return sorted(found)

    def seen_in(self, normal: Normal) -> frozenset[str]:
        """The concepts that a text speaks of."""
        return frozenset(found.concept for found in self.find(normal))

    def _needles_in(self, text: str) -> dict[int, list[tuple[int, int]]]:
        seen: dict[int, list[tuple[int, int]]] = {}
        assert self._finder is not None
        for needle, start, bound in self._finder.find_matches_as_indexes(_bounded(text), True):
            end = bound - 1
            if end < len(text) and text[end].isalpha() and text[end] not in CLITIC_STARTS:
                continue
            if text.startswith(self._forms[needle], start):
                until = _word_end(text, end)
                if until is not None:
                    seen.setdefault(needle, []).append((start, until))
        return seen

    def _find_broken(
        self, normal: Normal, seen: Mapping[int, list[tuple[int, int]]]
    ) -> Iterator[Found]:
        for needle in seen.keys() & self._broken.keys():
            for pattern in self._broken[needle]:
                if all(part in seen for part in pattern.parts[1:]):
                    for start, end in _chains(normal, pattern, seen):
                        yield Found(start, end, pattern.concept, pattern.phrase)

    def _add(self, concept: str, phrase: str) -> None:
        written = False
        for spelled in _alternatives(phrase):
            pieces = GAP.split(spelled)
            gaps = tuple(int(size) if size else USUAL_GAP for size in pieces[1::2])
            parts = [" ".join(normalise(piece).text.split()) for piece in pieces[::2]]
            if not all(parts):
                continue
            written = True
            for forms in product(*(list(_with_clitics(part)) for part in parts)):
                numbers = tuple(self._needle(form) for form in forms)
                self._file(_Pattern(concept, phrase, numbers, gaps))
        if not written:
            raise DataError(f"phrase {phrase!r} of {concept!r} has no words beside its gaps")

    def _file(self, pattern: _Pattern) -> None:
        filed = self._broken if pattern.gaps else self._single
        filed.setdefault(pattern.parts[0], []).append(pattern)

    def _needle(self, form: str) -> int:
        return self._needles.setdefault(form, len(self._needles))


def _bounded(text: str) -> str:
    """One space before, and one for every sign, so that only what begins a word can match."""
    if text.isascii():
        return " " + text.translate(SIGNS)
    return " " + NO_LETTER.sub(" ", text)


def _alternatives(phrase: str) -> Iterator[str]:
    pieces = CHOICE.split(phrase)
    choices = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


def _with_clitics(part: str) -> Iterator[str]:
    """The part as it is, and with -nya on one inner word: "surat suaranya rusak"."""
    yield part
    words = part.split(" ")
    for i in range(len(words) - 1):
        if words[i].isalpha() and len(words[i]) > 3 and not words[i].endswith("nya"):
            yield " ".join((*words[:i], words[i] + "nya", *words[i + 1 :]))


def _word_end(text: str, end: int) -> int | None:
    """Where the word that a needle ends in is over; None when the needle stops inside another word."""
    if end >= len(text) or not (
        text[end - 1].isalnum() and (text[end].isalnum() or text[end] == "-")
    ):
        return end
    clitic = CLITIC.match(text, end)
    if clitic and clitic.end() > end:
        return clitic.end()
    return end if text[end] == "-" else None


def _chains(
    normal: Normal, pattern: _Pattern, seen: Mapping[int, list[tuple[int, int]]]
) -> Iterator[tuple[int, int]]:
    for start, end in seen[pattern.parts[0]]:
        until: int | None = end
        for part, gap in zip(pattern.parts[1:], pattern.gaps, strict=True):
            until = _nearest(normal, until, seen[part], gap) if until is not None else None
        if until is not None:
            yield start, until


def _nearest(normal: Normal, after: int, spans: list[tuple[int, int]], gap: int) -> int | None:
    for start, end in spans:
        if start < after:
            continue
        if (
            SENTENCE_END.search(normal.text, after, start)
            or _words_between(normal, after, start) > gap
        ):
            return None
        return end
    return None


def _words_between(normal: Normal, start: int, end: int) -> int:
    first = bisect_left(normal.words, start, key=lambda word: word.start)
    return max(0, bisect_right(normal.words, end, key=lambda word: word.end) - first)


def read_phrases(path: Path) -> dict[str, list[str]]:
    """Concept to phrases from YAML. Raises DataError naming file and line of what is not understood."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        with path.open(encoding="utf-8") as lines:
            content: Any = YAML().load(lines)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataError(str(error.problem), file=path, line=line) from error
    if not isinstance(content, dict):
        raise DataError("expected `concept: [phrase, ...]`", file=path, line=1)
    place: Any = content
    for concept, phrases in content.items():
        if not isinstance(phrases, list) or not all(isinstance(p, str) for p in phrases):
            line = place.lc.key(concept)[0] + 1
            raise DataError(f"{concept}: expected a list of phrases", file=path, line=line)
    return {
        str(concept): [str(phrase) for phrase in phrases] for concept, phrases in content.items()
    }
