"""Whether a message says what a fact says in other words, by two readers that must both be sure.

One is the trained judge (`suluh/signals/polarity.py`), a network over the whole sentence; the other weighs single words
and pairs of words beside each fact (agreement.npz, made by training/agreement.py). They err in different places. What
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

import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.ear import ear
from suluh.content import Post
from suluh.facts import NATION, Fact
from suluh.house.checker.leftover import is_light
from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.learned import has_learned
from suluh.signals.polarity import LABELS, Polarity, in_plain_words, judge
from suluh.signals.reading import read
from suluh.signals.wording import wording

FILE = Path(__file__).with_name("agreement.npz")
NEAREST, NEAR = 6, 0.5  # facts that the readers are asked about; cosine of message and statement
BY_SENTENCE, BY_WORDS = 0.95, 0.5  # the least chance of agreement by each reader
FACTS_NUMBERS = 0.85  # by sentence, where no number is another than the fact's
KNOWN_SENTENCE, KNOWN_WORDS = 0.9, 0.38  # each, where no word is strange
STRANGE = 2  # as many words that nobody was seen to use about the fact may stand in the message
LONGEST = 60  # words; a longer message says more than one thing
WIDTH = 1 << 18  # places that the hash of a feature can have
FACTS_NUMBER, OTHER_NUMBER = "#f", "#x"
_AGREES = LABELS.index(Polarity.AGREES)
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")


def agreed(post: Post, knowledge: Knowledge, on: date) -> list[Fact]:
    """The firm nationwide fact with which the message surely agrees, if one does. on: a day in WIB."""
    said = worded(post, knowledge)
    facts = _facts(knowledge, on)
    if not facts or not 0 < len(_WORD.findall(said)) <= LONGEST:
        return []
    near = _vectors(tuple(f.statement_id for f in facts)) @ ear().encode([said])[0]
    nearest = [facts[i] for i in np.argsort(-near, kind="stable")[:NEAREST] if near[i] >= NEAR]
    if not all(map(has_learned, nearest)):
        return []  # the words' reader remembers what was official before the correction
    return [fact for fact in nearest if _agrees(fact, said)][:1]


def worded(post: Post, knowledge: Knowledge) -> str:
    """Its words as the readers get them: without names, dates and hours written out."""
    official = Official(knowledge.facts, post.region, post.posted_at)
    return " ".join(wording(segment, official) for segment in read(post, knowledge).segments)


def _facts(knowledge: Knowledge, on: date) -> list[Fact]:
    every = (f for f in knowledge.facts.facts if f.firm and f.sources and f.jurisdiction == NATION)
    return [f for f in every if f.holds_on(on)]


@cache
def _vectors(statements: tuple[str, ...]) -> NDArray[np.float32]:
    """A fifth of a second for seventy facts, once a process."""
    return ear().encode(statements)


def _agrees(fact: Fact, said: str) -> bool:
    """Whether both readers are sure and little else is said."""
    strange = list(words_reader().strange(said, fact))
    if len(strange) > STRANGE:
        return False
    words, sentence = words_reader().chance(said, fact), _judged(fact, said)
    enough = BY_SENTENCE if OTHER_NUMBER in strange else FACTS_NUMBERS
    if words >= BY_WORDS:
        return sentence >= enough
    return not strange and words >= KNOWN_WORDS and sentence >= KNOWN_SENTENCE


def _judged(fact: Fact, said: str) -> float:
    return float(judge().chances([(in_plain_words(fact.statement_id), said)])[0, _AGREES])


class WordsReader:
    """Words and pairs of words beside a fact, weighed. Loaded once a process."""

    def __init__(self, path: Path = FILE) -> None:
        with np.load(path) as kept:
            self._weights = kept["weights"].astype(np.float32) * kept["scale"]
            self._bias = float(kept["bias"])
            self._known = frozenset(kept["known"].tolist())

    def chance(self, said: str, fact: Fact) -> float:
        """Of agreement, 0 to 1."""
        places = np.array([place(f) for f in features(said, fact)], np.int64)
        total = float(self._weights[places].sum()) / max(len(places), 1) ** 0.5 + self._bias
        return float(1 / (1 + np.exp(-total)))

    def strange(self, said: str, fact: Fact) -> Iterator[str]:
        """Words of substance that were never seen beside this fact, and numbers that are not the fact's."""
        official = set(_WORD.findall(in_plain_words(fact.statement_id)))
        for word in dict.fromkeys(tokens(said, fact.statement_id)):
            if word == OTHER_NUMBER or not (self._is_known(word, fact) or word in official):
                yield word

    def _is_known(self, word: str, fact: Fact) -> bool:
        return word == FACTS_NUMBER or is_light(word) or mark(word, fact) in self._known


@cache
def words_reader() -> WordsReader:
    """The shipped one. Raises OSError when its file is missing."""
    return WordsReader()


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


def features(said: str, fact: Fact) -> list[str]:
    """Words, neighbours, and words with one between them; each alone and beside the fact."""
    seen = tokens(said, fact.statement_id)
    pairs = (*(f"{a} {b}" for a, b in _pairs(seen, 1)), *(f"{a}_{b}" for a, b in _pairs(seen, 2)))
    alone = dict.fromkeys((*seen, *pairs))
    return [*alone, *(f"{fact.id}|{one}" for one in alone)]


def _pairs(seen: Sequence[str], apart: int) -> Iterable[tuple[str, str]]:
    return zip(seen, seen[apart:], strict=False)


def place(feature: str) -> int:
    """Where the weight of a feature stands."""
    return crc32(feature.encode()) % WIDTH


def mark(word: str, fact: Fact) -> int:
    """Under what a word that was seen beside a fact is kept."""
    return crc32(f"{fact.id}|{word}".encode())
