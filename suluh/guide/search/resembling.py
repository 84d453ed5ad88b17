"""How much a question resembles those that people asked: the same runs of three letters, the rare ones weighing more.

The questions stand in asked.yaml. Runs of letters forgive what is mistyped or unknown to the lexicon, and reach over the
space between two words, so that their order counts a little. `suluh/house/static/search.js` computes the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache
from heapq import nlargest
from math import log, sqrt
from pathlib import Path

import msgspec
import yaml

from suluh.errors import DataError

FILE = Path(__file__).parent / "asked.yaml"
MOST = 3  # examples of a question that speak for it together
RUN = 3  # letters, the space at either end of a word among them
NEW = 0.8  # an example of which as much stands in longer ones of its question tells nothing new


class Example(msgspec.Struct, frozen=True):
    """A question as somebody asked it. `spelt`: its words in the spelling of the lexicon, joined by a space."""

    question: str  # the id of the question that answers it, "" for nobody's
    text: str
    spelt: str


class Examples(msgspec.Struct, frozen=True):
    """`having`: run of letters → the places of the examples that have it. `length`: of each example as a vector.

    `of_run`: run of letters → the questions of those examples.
    """

    every: tuple[Example, ...]
    having: dict[str, list[int]]
    length: tuple[float, ...]
    of_question: dict[str, list[int]]  # the places of its examples
    of_run: dict[str, frozenset[str]]

    @classmethod
    def of(cls, every: Sequence[Example]) -> Examples:
        having: dict[str, list[int]] = {}
        of_question: dict[str, list[int]] = {}
        for place, example in enumerate(every):
            of_question.setdefault(example.question, []).append(place)
            for run in runs(example.spelt):
                having.setdefault(run, []).append(place)
        weights = {run: weight(len(places), len(every)) for run, places in having.items()}
        length = (sqrt(sum(weights[run] ** 2 for run in runs(e.spelt))) for e in every)
        of_run = {run: frozenset(every[i].question for i in having[run]) for run in having}
        return cls(tuple(every), having, tuple(length), of_question, of_run)

    def likeness(self, spelt: str) -> dict[str, float]:
        """question → how like it is what people asked, 0 to 1: its MOST examples that are most like, on average."""
        found = self._cosines(spelt)
        best = {
            question: nlargest(MOST, (found[place] for place in places))
            for question, places in self.of_question.items()
        }
        return {question: sum(most) / len(most) for question, most in best.items() if most[0]}

    def covered(self, spelt: str) -> dict[str, float]:
        """question → how much of the words stands in what people asked there, in one example or another, 0 to 1."""
        found: dict[str, float] = {}
        whole = 0.0
        for run in runs(spelt):
            one = weight(len(self.having.get(run, ())), len(self.every))
            whole += one
            for question in self.of_run.get(run, ()):
                found[question] = found.get(question, 0.0) + one
        return {question: part / whole for question, part in found.items()}

    def _cosines(self, spelt: str) -> list[float]:
        found = [0.0] * len(self.every)
        whole = 0.0
        for run in runs(spelt):
            places = self.having.get(run, ())
            square = weight(len(places), len(self.every)) ** 2
            whole += square
            for place in places:
                found[place] += square
        return [f and f / (sqrt(whole) * self.length[i]) for i, f in enumerate(found)]


def telling(every: Sequence[Example]) -> list[Example]:
    """Those that say something that no longer one of their question says: a phone gets these alone."""
    having = Counter(run for example in every for run in runs(example.spelt))
    seen: dict[str, set[str]] = {}
    kept = []
    for example in sorted(every, key=lambda e: -len(e.spelt)):
        known = seen.setdefault(example.question, set())
        weighed = {run: weight(having[run], len(every)) for run in runs(example.spelt)}
        if sum(w for run, w in weighed.items() if run in known) < NEW * sum(weighed.values()):
            kept.append(example)
            known.update(weighed)
    return kept


def runs(spelt: str) -> list[str]:
    """Each once, in the order in which they come.

    >>> runs("di ibu")
    [' di', 'di ', 'i i', ' ib', 'ibu', 'bu ']
    """
    padded = f" {spelt} "
    return list(dict.fromkeys(padded[i : i + RUN] for i in range(len(padded) - RUN + 1)))


def weight(having: int, every: int) -> float:
    """A run that few examples have says more; one that none has is as rare as can be."""
    return log((1 + every) / (1 + having)) + 1


def asked(questions: Container[str], nobody: str) -> Iterator[tuple[str, str]]:
    """Question and text, as the file has them; those of a question that this election does not answer are nobody's.

    Raises DataError for a file that is not a list of texts for each question.
    """
    for question, texts in written().items():
        for text in texts:
            yield (question if question in questions else nobody), text


@cache
def written(path: Path = FILE) -> dict[str, list[str]]:
    """question → texts, "" for those that nobody has answered. Raises DataError for a file that is not that."""
    try:
        return msgspec.convert(
            yaml.safe_load(path.read_text(encoding="utf-8")), dict[str, list[str]]
        )
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path.name) from error
