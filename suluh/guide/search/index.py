"""What the search looks in: one plain index, made from a book, read by `asking.py` and by the page's script alike."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache, cached_property
from itertools import product
from math import log
from pathlib import Path

import msgspec
import yaml

from suluh.errors import DataError
from suluh.facts import Regions
from suluh.guide.book import Book
from suluh.guide.questions import Question
from suluh.guide.search.lexicon import NOTHING, Lexicon, lexicon, spelled
from suluh.guide.search.reading import Vocabulary, read
from suluh.guide.search.resembling import Example, Examples, asked
from suluh.guide.search.trust import NOBODY
from suluh.guide.search.words import words
from suluh.text.places import PlaceBook

FILE = Path(__file__).parent / "ways.yaml"
CUES = ("bupati", "walikota", "wali kota", "of")  # in front of a region named like an ordinary word
KIND = re.compile(r"^(kabupaten|kota) ")  # left out of a name that is clear without it
NONE = Examples.of(())
STRONG = 2.0  # how much more a meaning counts that only unanswered questions have


class Way(msgspec.Struct, frozen=True):
    """One way of asking. `must`: without these meanings it is not this question."""

    question: str
    meanings: tuple[str, ...]
    must: tuple[str, ...] = ()


class Index(msgspec.Struct, frozen=True, dict=True):
    """Everything is a plain list or mapping, so that it can be written as JSON."""

    vocabulary: Vocabulary
    spelling: dict[str, str]
    weight: dict[str, float]  # of a meaning; more for one that few questions have
    anchors: tuple[str, ...]
    ways: tuple[Way, ...]
    examples: tuple[Example, ...] = ()  # everything that is known to have been asked
    telling: Examples = NONE  # those of them that say something new

    @cached_property
    def having(self) -> dict[str, tuple[int, ...]]:
        """meaning → the places of the ways that have it."""
        found: dict[str, list[int]] = {}
        for place, way in enumerate(self.ways):
            for meaning in way.meanings:
                found.setdefault(meaning, []).append(place)
        return {meaning: tuple(places) for meaning, places in found.items()}

    @cached_property
    def whole(self) -> tuple[float, ...]:
        """The weight of each way."""
        return tuple(sum(self.weight[m] for m in way.meanings) for way in self.ways)


class _Ways(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    questions: dict[str, list[str]]
    unanswered: list[str]


def ways_of(book: Book) -> Index:
    """The ways of asking without the examples. Raises DataError for a mistake in the files."""
    lexis = lexicon()
    forms = {f: tuple(m for m in ms if m != NOTHING) for f, ms in lexis.forms.items()}
    vocabulary = Vocabulary.of(forms, _places(book.facts.regions))
    ways = tuple(dict.fromkeys(_ways(book.questions, lexis, vocabulary)))
    return Index(
        vocabulary, lexis.spelling, _weights(ways, forms), tuple(sorted(lexis.anchors)), ways
    )


def examples_of(book: Book, without: Container[str] = ()) -> Iterator[Example]:
    """The titles and what is written in asked.yaml, each once. without: texts to leave out."""
    lexis = lexicon()
    titles = ((q.id, title) for q in book.questions for title in q.title.values())
    written = asked({q.id for q in book.questions}, NOBODY)
    for question, text in dict.fromkeys((*titles, *written)):
        spelt = spelled(words(text), lexis.spelling)
        if spelt and text not in without:
            yield Example(question, text, spelt)


def _ways(questions: tuple[Question, ...], lexis: Lexicon, vocabulary: Vocabulary) -> Iterator[Way]:
    written = _written()
    known = {m for ms in lexis.forms.values() for m in ms}
    for question in questions:
        for line in written.questions.get(question.id, ()):
            yield from _alternatives(question.id, line, known)
        for title in question.title.values():
            if way := _of_title(title, lexis, vocabulary):
                yield Way(question.id, way, _must_of(question.id, written))
    for line in written.unanswered:
        yield from _alternatives(NOBODY, line, known)


def _alternatives(question: str, line: str, known: set[str]) -> Iterator[Way]:
    must = tuple(m.removesuffix("!") for m in line.split() if m.endswith("!"))
    parts = [part.split("|") for part in line.replace("!", "").split()]
    for meaning in {m for part in parts for m in part} - known:
        raise DataError(f'unknown meaning "{meaning}" in "{line}"', file=FILE.name)
    yield from (Way(question, tuple(sorted(set(one))), must) for one in product(*parts))


def _must_of(question: str, written: _Ways) -> tuple[str, ...]:
    """What every written way of a question must have, its title must have too."""
    each = [
        {m for m in line.split() if m.endswith("!")} for line in written.questions.get(question, ())
    ]
    return tuple(sorted(m.removesuffix("!") for m in set.intersection(*each))) if each else ()


def _of_title(title: str, lexis: Lexicon, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A title is a way of asking too."""
    said = read(spelled(words(title), lexis.spelling).split(), vocabulary)
    return tuple(sorted({group[0] for group in said.asked}))


def _weights(ways: tuple[Way, ...], forms: dict[str, tuple[str, ...]]) -> dict[str, float]:
    """A meaning that many questions have in their ways says less."""
    having: dict[str, set[str]] = {}
    for way in ways:
        for meaning in way.meanings:
            having.setdefault(meaning, set()).add(way.question)
    every = len({way.question for way in ways})
    meanings = sorted({m for ms in forms.values() for m in ms})
    weight = {m: log(1 + every / len(having.get(m, "?"))) for m in meanings}
    return {
        m: round(w * (STRONG if having.get(m) == {NOBODY} else 1), 2) for m, w in weight.items()
    }


def _places(regions: Regions) -> dict[str, str]:
    """Names of regions; of two with the same name the province, then the city, unless "kabupaten" is said.

    A name that is an ordinary word too ("metro") is one only behind a word such as "kota".
    """
    book = PlaceBook.of(regions.pairs())
    order = {"province": 0, "city": 1, "regency": 2}
    found: dict[str, str] = {}
    for name, meant in book.names.items():
        written = " ".join(words(" ".join(name)))
        code = min(meant.codes, key=lambda c: order[book.kinds[c]])
        cued = (f"{cue} {written}" for cue in CUES)
        found |= dict.fromkeys(cued if meant.needs_cue else (written,), code)
    said_anyway = {
        name for name in found if found.get(KIND.sub("", name)) == found[name] and KIND.match(name)
    }
    return {name: code for name, code in found.items() if name not in said_anyway}


@cache
def _written(path: Path = FILE) -> _Ways:
    try:
        return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), _Ways)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path.name) from error
