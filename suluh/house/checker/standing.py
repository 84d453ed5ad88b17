"""How a message stands to the facts that are nearest to it, by two readers that must agree.

One is the trained judge (`suluh/signals/polarity.py`), a network over the whole sentence; the other weighs single words and
pairs of words beside each fact (standing.npz, made by training/standing.py). They err in different places. What
both are sure of is believed only where each number, and nearly each word, of the message belongs to what people say
about the fact: something else in the same breath has been checked by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.ear import ear
from suluh.content import Post
from suluh.facts import NATION, Fact
from suluh.house.checker.leftover import is_light
from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.polarity import LABELS, Polarity, in_plain_words, judge
from suluh.signals.reading import read
from suluh.signals.wording import wording

FILE = Path(__file__).with_name("standing.npz")
AGREES, CONTRADICTS = LABELS.index(Polarity.AGREES), LABELS.index(Polarity.CONTRADICTS)
OTHER, SAME, OPPOSITE = range(3)  # the classes of the words
NEAREST = 6  # facts that the readers are asked about
WIDTH = 1 << 18  # places that the hash of a feature can have
LONGEST = 60  # words; a longer message says more than one thing
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")


class Standing(msgspec.Struct, frozen=True):
    """A message beside one fact: chances, 0 to 1. `strange`: words that nobody was seen to use about this fact."""

    fact: Fact
    nearness: float  # cosine of message and statement
    agrees: tuple[float, float]  # the judge's, the words'
    contradicts: tuple[float, float]
    strange: frozenset[str]


def standings(post: Post, knowledge: Knowledge, on: date) -> list[Standing]:
    """Beside the nearest of the firm nationwide facts that hold on the day, nearest first; none for a long message."""
    said = " ".join(_said(post, knowledge))
    facts = _facts(knowledge, on)
    if not facts or not 0 < len(_WORD.findall(said)) <= LONGEST:
        return []
    near = _vectors(tuple(f.statement_id for f in facts)) @ ear().encode([said])[0]
    chosen = [int(i) for i in np.argsort(-near, kind="stable")[:NEAREST]]
    judged = judge().chances([(in_plain_words(facts[i].statement_id), said) for i in chosen])
    return [
        _standing(facts[i], float(near[i]), row, said)
        for i, row in zip(chosen, judged, strict=True)
    ]


def _standing(fact: Fact, nearness: float, judged: NDArray[np.float32], said: str) -> Standing:
    worded = words_reader().chances(said, fact.id, fact.statement_id)
    return Standing(
        fact=fact,
        nearness=nearness,
        agrees=(float(judged[AGREES]), worded[SAME]),
        contradicts=(float(judged[CONTRADICTS]), worded[OPPOSITE]),
        strange=frozenset(words_reader().strange(said, fact.id, fact.statement_id)),
    )


def _said(post: Post, knowledge: Knowledge) -> Iterator[str]:
    reading = read(post, knowledge)
    official = Official(knowledge.facts, post.region, post.posted_at)
    return (wording(segment, official) for segment in reading.segments)


def _facts(knowledge: Knowledge, on: date) -> list[Fact]:
    every = (f for f in knowledge.facts.facts if f.firm and f.sources and f.jurisdiction == NATION)
    return [f for f in every if f.holds_on(on)]


@cache
def _vectors(statements: tuple[str, ...]) -> NDArray[np.float32]:
    """A fifth of a second for seventy facts, once a process."""
    return ear().encode(statements)


class WordsReader:
    """Words and pairs of words beside a fact, weighed. Loaded once a process."""

    def __init__(self, path: Path = FILE) -> None:
        with np.load(path) as kept:
            self._weights = kept["weights"].astype(np.float32) * kept["scale"]
            self._bias = kept["bias"]
            self._known = frozenset(kept["known"].tolist())

    def chances(self, said: str, fact: str, statement: str) -> tuple[float, float, float]:
        """Of something else, of agreement, of contradiction; together 1."""
        places = np.array([place(f) for f in features(said, fact, statement)], np.int64)
        total = self._weights[:, places].sum(1) / max(len(places), 1) ** 0.5 + self._bias
        grown = np.exp(total - total.max())
        other, same, opposite = (grown / grown.sum()).tolist()
        return other, same, opposite

    def strange(self, said: str, fact: str, statement: str) -> Iterator[str]:
        """Words of substance that were never seen beside this fact, and numbers that are not the fact's."""
        official = set(_WORD.findall(in_plain_words(statement)))
        for word in tokens(said, statement):
            if word != FACTS_NUMBER and word not in official and not is_light(word):
                if word == OTHER_NUMBER or crc32(f"{fact}|{word}".encode()) not in self._known:
                    yield word


@cache
def words_reader() -> WordsReader:
    """The shipped one. Raises OSError when its file is missing."""
    return WordsReader()


FACTS_NUMBER, OTHER_NUMBER = "#f", "#x"


def tokens(said: str, statement: str) -> list[str]:
    """Words in small letters; of a number only whether it is one of the fact's.

    >>> tokens("TPS buka jam 7 sampai 14", "TPS buka pukul 07.00 sampai 13.00")
    ['tps', 'buka', 'jam', '#f', 'sampai', '#x']
    """
    official = {n.lstrip("0") for n in _DIGITS.findall(statement)}
    return [
        (FACTS_NUMBER if word.lstrip("0") in official else OTHER_NUMBER) if word.isdigit() else word
        for word in _WORD.findall(said.lower())
    ]


def features(said: str, fact: str, statement: str) -> list[str]:
    """Words, neighbours, and words with one between them; each alone and beside the fact."""
    seen = tokens(said, statement)
    alone = dict.fromkeys(
        (
            *seen,
            *(f"{a} {b}" for a, b in _pairs(seen, 1)),
            *(f"{a}_{b}" for a, b in _pairs(seen, 2)),
        )
    )
    return [*alone, *(f"{fact}|{one}" for one in alone)]


def _pairs(seen: Sequence[str], apart: int) -> Iterable[tuple[str, str]]:
    return zip(seen, seen[apart:], strict=False)


def place(feature: str) -> int:
    """Where the weight of a feature stands."""
    return crc32(feature.encode()) % WIDTH
