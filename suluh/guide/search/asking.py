"""Which question is meant: by meanings, by letters and, where a server listens, by whole sentences.

    share   = weight of the meanings that both have
              ÷ (weight of the way + REST × weight of what was asked beside it + a little for every unknown word)
    letters = how like it is what people asked, covered = how much of it anybody asked there (`resembling.py`)
    nearest, near = of the examples that are nearest to an ear for sentences, handed in by whoever has one

The question in which these signs give most trust answers (`trust.py`), unless it is nobody's.
`suluh/house/static/search.js` computes the same without the ear.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from heapq import nlargest
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from suluh.guide.book import Book
from suluh.guide.search.index import Index, examples_of, ways_of
from suluh.guide.search.reading import Read, read
from suluh.guide.search.resembling import Example, Examples, telling
from suluh.guide.search.trust import NOBODY, trusted, weights
from suluh.guide.search.words import words

REST, MOST_REST = (
    0.4,
    3.0,
)  # how much meanings weigh that the way of asking does not have; together at most
STRANGE, MOST_STRANGE = 0.2, 4  # an unknown word in a question about the election; so many count
FOREIGN = 1.6  # an unknown word in a question without a word about the election
OTHERS = 4  # questions to offer beside the best
LIKELY = 0.03  # trust of a question that is worth offering
NEAR = 3  # examples of a question that are near together


Nearness: TypeAlias = Callable[[str], Sequence[float] | None]
"""A question → for each example of the index how near it is, -1 to 1; None when there is no ear just now."""


class Heard(msgspec.Struct, frozen=True):
    """`best`: a question's id, "" when nobody has an official answer. `region`: the region named, "" for none."""

    best: str
    trust: float  # 0 to 1
    region: str
    others: tuple[str, ...]  # the next best that are LIKELY


def index_of(book: Book, without: Container[str] = ()) -> Index:
    """The index of the questions that this election answers. Raises DataError for a mistake in the files.

    without: texts of asked.yaml to leave out, so that a measure does not find what it asks for.
    """
    every = tuple(examples_of(book, without))
    return replace(ways_of(book), examples=every, telling=Examples.of(telling(every)))


def hear(text: str, index: Index, nearness: Nearness | None = None) -> Heard:
    """Never fails: a text without a known word is simply not understood."""
    standard, said = said_in(text, index)
    near = nearness(text) if nearness and standard else None
    weighed = weights().page if near is None else weights().server
    signs = signs_of(said, standard, index, near)
    trust = trusted(signs, said.strange, len(standard), weighed)
    best, *rest = trust
    others = [q for q in rest if q != NOBODY and trust[q] >= LIKELY]
    return Heard(best, trust[best], said.region, tuple(others[:OTHERS]))


def said_in(text: str, index: Index) -> tuple[list[str], Read]:
    """Its words in the spelling of the lexicon, and what they mean."""
    standard = [s for w in words(text) for s in index.spelling.get(w, w).split()]
    return standard, read(standard, index.vocabulary)


def signs_of(
    said: Read, standard: Sequence[str], index: Index, near: Sequence[float] | None
) -> dict[str, dict[str, float]]:
    """What speaks for each question. near: of each example of the index, where there is an ear."""
    spelt = " ".join(standard)
    signs = {
        "share": _shares(said, index),
        "letters": index.telling.likeness(spelt),
        "covered": index.telling.covered(spelt),
    }
    return signs if near is None else signs | _nearest(index.examples, near)


def _nearest(examples: Sequence[Example], near: Sequence[float]) -> dict[str, dict[str, float]]:
    of_question: dict[str, list[float]] = {}
    for example, one in zip(examples, near, strict=True):
        of_question.setdefault(example.question, []).append(one)
    most = {question: nlargest(NEAR, found) for question, found in of_question.items()}
    return {
        "nearest": {question: found[0] for question, found in most.items()},
        "near": {question: sum(found) / len(found) for question, found in most.items()},
    }


def _shares(said: Read, index: Index) -> dict[str, float]:
    """question → the share of its best way."""
    meant = {m for group in said.asked for m in group}
    sure = any(m in index.anchors for m in meant)
    unknown = STRANGE * min(said.strange, MOST_STRANGE) if sure else FOREIGN * said.strange
    both = _sums(((index.weight[m], (m,)) for m in sorted(meant)), index)
    heard = [(min(index.weight[m] for m in group), group) for group in said.asked]
    answered = _sums(heard, index)
    every = sum(weight for weight, _ in heard)
    best: dict[str, float] = {}
    for place in sorted(both):
        way = index.ways[place]
        beside = min(REST * (every - answered[place]), MOST_REST)
        share = both[place] / (index.whole[place] + beside + unknown)
        if share > best.get(way.question, 0.0) and meant.issuperset(way.must):
            best[way.question] = share
    return best


def _sums(weighed: Iterable[tuple[float, Iterable[str]]], index: Index) -> dict[int, float]:
    """place of a way → the weights of those that it has a meaning of."""
    found: dict[int, float] = {}
    for weight, meanings in weighed:
        for place in {p for m in meanings for p in index.having.get(m, ())}:
            found[place] = found.get(place, 0.0) + weight
    return found
