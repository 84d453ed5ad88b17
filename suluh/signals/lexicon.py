"""The words Suluh looks for: every concept of the YAML files beside this one, found in one pass.

A file `lexicon/money.yaml` with the key `cash` gives the concept `money.cash`. Its value is one string of
phrases divided by commas; a `*` at the end lets the last word go on (`golput*` finds "golputers").
Phrases are normalised as posts are, so that slang and spelling need not be listed twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
from ahocorasick_rs import AhoCorasick

from suluh.errors import DataError
from suluh.kept import kept
from suluh.text.normal import Normal, normalise
from suluh.text.phrases import Found

FOLDER = Path(__file__).with_name("lexicon")
RAW_FILES = ("topic",)  # matched on raw lower-case text before anything is normalised


Pattern = tuple[
    str, bool, tuple[str, ...]
]  # the phrase as found, whether its last word may go on, its concepts


class Lexicon:
    """An automaton over phrases; `find` gives every concept's hits in order of place."""

    def __init__(self, concepts: Mapping[str, tuple[str, ...]]):
        self.concepts = concepts
        self._patterns = _patterns(concepts)
        self._automaton = AhoCorasick([text for text, _, _ in self._patterns])

    @classmethod
    def kept(cls, files: list[Path]) -> Lexicon:
        """The lexicon of these files, made once a machine: normalising every phrase takes a while."""
        made = kept("signals", files, lambda: _made(files), _Made)
        lexicon = cls({})
        lexicon.concepts, lexicon._patterns = made.concepts, made.patterns
        lexicon._automaton = AhoCorasick([text for text, _, _ in made.patterns])
        return lexicon

    def find(self, normal: Normal) -> tuple[Found, ...]:
        """Every concept seen in a normalised text, whole words only, sorted by start."""
        text, found = _even(normal.text), set()
        length = len(text)
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            phrase, opened, names = self._patterns[index]
            if end < length and text[end].isalnum():
                if not opened:
                    continue
                end = _word_end(text, end)
            for name in names:
                found.add((start, end, name, phrase))
        return tuple(Found(*each) for each in sorted(found))


class _Made(msgspec.Struct):
    """A lexicon as it is kept on disk."""

    concepts: dict[str, tuple[str, ...]]
    patterns: list[Pattern]


def _made(files: list[Path]) -> _Made:
    concepts: dict[str, tuple[str, ...]] = {}
    for path in files:
        concepts.update(read(path))
    return _Made(concepts, _patterns(concepts))


def _patterns(concepts: Mapping[str, tuple[str, ...]]) -> list[Pattern]:
    owners: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for concept, phrases in concepts.items():
        for phrase in phrases:
            key = (_canonical(phrase.removesuffix("*")), phrase.endswith("*"))
            if key[0] and concept not in owners[key]:
                owners[key].append(concept)
    return [(text, opened, tuple(names)) for (text, opened), names in owners.items()]


def _even(text: str) -> str:
    """A hyphen counts as a space ("ramai-ramai", "ramai ramai"); the length stays the same."""
    return text.replace("-", " ")


def _word_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def _canonical(phrase: str) -> str:
    return _even(normalise(phrase).text).strip()


def read(path: Path) -> dict[str, tuple[str, ...]]:
    """The concepts of one file; a DataError names what is wrong with it."""
    try:
        raw = msgspec.yaml.decode(path.read_bytes(), type=dict[str, str])
    except (msgspec.ValidationError, msgspec.DecodeError) as problem:
        raise DataError(f"not a lexicon: {problem}", file=path.name) from problem
    return {f"{path.stem}.{key}": _phrases(value) for key, value in raw.items()}


def _phrases(value: str) -> tuple[str, ...]:
    return tuple(phrase for part in value.split(",") if (phrase := " ".join(part.split())))


def _files() -> Iterator[Path]:
    return (path for path in sorted(FOLDER.glob("*.yaml")) if path.stem not in RAW_FILES)


@cache
def book() -> Lexicon:
    """The one automaton of all concepts, built once for each process."""
    return Lexicon.kept(list(_files()))
