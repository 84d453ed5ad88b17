"""Which question is meant: by meanings, by letters and, where a server listens, by whole sentences.

    share   = weight of the meanings that both have
              ÷ (weight of the way + REST × weight of what was asked beside it + a little for every unknown word)
    letters = how like it is what people asked (`resembling.py`)
    nearness = of the example that is nearest to an ear for sentences, handed in by whoever has one

    trust = (share + LETTERS × letters + SENTENCE × nearness) ÷ the weights together

The question with most trust answers; with less than ENOUGH it is left unanswered. The weights were fitted on questions
that the lexicon had not been corrected for, each read without itself among the examples (docs/figures.md).
`suluh/house/static/search.js` computes the same without the ear.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from suluh.guide.book import Book
from suluh.guide.search.index import NOBODY, Index, examples_of, ways_of
from suluh.guide.search.reading import Read, read
from suluh.guide.search.resembling import Example, Examples
from suluh.guide.search.words import words

REST, MOST_REST = (
    0.4,
    3.0,
)  # how much meanings weigh that the way of asking does not have; together at most
STRANGE, MOST_STRANGE = 0.2, 4  # an unknown word in a question about the election; so many count
FOREIGN = 1.6  # an unknown word in a question without a word about the election
LETTERS, SENTENCE = 2.0, 1.4  # what they weigh beside a share
CAUTION = 0.2  # how much more is believed of nobody's questions
ENOUGH = 0.3  # trust below it is no answer
SURE = 0.4  # an example whose share is so far ahead by meanings alone teaches nothing
OTHERS = 4  # questions to offer beside the best


Nearness: TypeAlias = Callable[[str], Sequence[float] | None]
"""A question → for each example of the index how near it is, -1 to 1; None when there is no ear just now."""


class Heard(msgspec.Struct, frozen=True):
    """`best`: a question's id, "" when nobody has an official answer. `region`: the region named, "" for none."""

    best: str
    trust: float  # 0 to 1
    region: str
    others: tuple[str, ...]  # the next best, each above half of the best


def index_of(book: Book, without: Container[str] = ()) -> Index:
    """The index of the questions that this election answers. Raises DataError for a mistake in the files.

    without: texts of asked.yaml to leave out, so that a measure does not find what it asks for.
    """
    index = ways_of(book)
    every = tuple(examples_of(book, without))
    telling = Examples.of([e for e in every if _lead(e, index) < SURE])
    return replace(index, examples=every, telling=telling)


def _lead(example: Example, index: Index) -> float:
    """How far its question's share is before every other, by meanings alone."""
    share = _shares(read(example.spelt.split(), index.vocabulary), index)
    others = (s for q, s in share.items() if q != example.question)
    return share.get(example.question, 0.0) - max(others, default=0.0)


def hear(text: str, index: Index, nearness: Nearness | None = None) -> Heard:
    """Never fails: a text without a known word is simply not understood."""
    standard = [s for w in words(text) for s in index.spelling.get(w, w).split()]
    said = read(standard, index.vocabulary)
    near = nearness(text) if nearness and standard else None
    ranked = sorted(_trust(said, standard, index, near).items(), key=lambda pair: -pair[1])
    if not ranked:
        return Heard(NOBODY, 0.0, said.region, ())
    best, trust = ranked[0]
    others = [q for q, t in ranked if q not in (best, NOBODY) and t > trust / 2]
    enough = trust >= ENOUGH
    return Heard(best if enough else NOBODY, trust, said.region, tuple(others[:OTHERS]))


def _trust(
    said: Read, standard: Sequence[str], index: Index, near: Sequence[float] | None
) -> dict[str, float]:
    """question → how much speaks for it, 0 to 1."""
    share = _shares(said, index)
    letters = index.telling.likeness(" ".join(standard))
    sentence = {} if near is None else _nearest(index.examples, near)
    whole = 1 + LETTERS + (0 if near is None else SENTENCE)
    found = {
        question: share.get(question, 0.0)
        + LETTERS * letters.get(question, 0.0)
        + SENTENCE * sentence.get(question, 0.0)
        + (CAUTION if question == NOBODY else 0.0)
        for question in dict.fromkeys((*share, *letters, *sentence))
    }
    return {question: min(trust / whole, 1.0) for question, trust in found.items()}


def _nearest(examples: Sequence[Example], near: Sequence[float]) -> dict[str, float]:
    best: dict[str, float] = {}
    for example, one in zip(examples, near, strict=True):
        if one > best.get(example.question, 0.0):
            best[example.question] = one
    return best


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
