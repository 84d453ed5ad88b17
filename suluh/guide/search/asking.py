"""Which question is meant: meanings that are asked for, held against the ways in which each question is asked.

    share = weight of the meanings that both have
            ÷ (weight of the way + REST × weight of what was asked beside it + a little for every unknown word)

The best share answers; one below ENOUGH is left unanswered. `suluh/house/static/search.js` computes the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from suluh.guide.search.index import NOBODY, Index, Way
from suluh.guide.search.reading import Read, read
from suluh.guide.search.words import words

REST, MOST_REST = (
    0.4,
    3.0,
)  # how much meanings weigh that the way of asking does not have; together at most
STRANGE, MOST_STRANGE = 0.2, 4  # an unknown word in a question about the election; so many count
FOREIGN = 1.6  # an unknown word in a question without a word about the election
ENOUGH = 0.45  # a share below it is no answer
OTHERS = 4  # questions to offer beside the best


class Heard(msgspec.Struct, frozen=True):
    """`best`: a question's id, "" when nobody has an official answer. `region`: the region named, "" for none."""

    best: str
    share: float  # 0 to 1
    region: str
    others: tuple[str, ...]  # the next best, each above half of the best


def hear(text: str, index: Index) -> Heard:
    """Never fails: a text without a known word is simply not understood."""
    standard = [s for w in words(text) for s in index.spelling.get(w, w).split()]
    said = read(standard, index.vocabulary)
    ranked = sorted(_shares(said, index).items(), key=lambda pair: -pair[1])
    if not ranked:
        return Heard(NOBODY, 0.0, said.region, ())
    best, share = ranked[0]
    others = [q for q, s in ranked if q not in (best, NOBODY) and s > share / 2]
    enough = share >= ENOUGH
    return Heard(best if enough else NOBODY, share, said.region, tuple(others[:OTHERS]))


def _shares(said: Read, index: Index) -> dict[str, float]:
    """question → the share of its best way."""
    sure = any(m in index.anchors for group in said.asked for m in group)
    unknown = STRANGE * min(said.strange, MOST_STRANGE) if sure else FOREIGN * said.strange
    best: dict[str, float] = {}
    for way in index.ways:
        share = _share(said.asked, way, unknown, index.weight)
        if share > best.get(way.question, 0.0):
            best[way.question] = share
    return best


def _share(
    asked: Sequence[tuple[str, ...]],
    way: Way,
    unknown: float,
    weight: Mapping[str, float],
) -> float:
    said = {m for group in asked for m in group}
    if not said.issuperset(way.must):
        return 0.0
    both = sum(weight[m] for m in way.meanings if m in said)
    whole = sum(weight[m] for m in way.meanings)
    rest = sum(
        min(weight[m] for m in group)
        for group in asked
        if not any(m in way.meanings for m in group)
    )
    return both / (whole + min(REST * rest, MOST_REST) + unknown)
