"""The questions that people ask, and the sentences that answer them: data, in questions.yaml.

A question names slots, not facts: the facts of the reader's region and day are put in. A sentence takes values from
them: `{voting_date}` is the value as the reader says it, `{eligibility.min_age}` a field of it, `{one_vote.says}` the
fact's own statement, `{id_documents.either}` a list joined by "or".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import yaml

from suluh.errors import DataError
from suluh.facts import Fact, Facts
from suluh.guide.outcomes import known_on
from suluh.guide.speaking import FIRST, part, said, spoken, statement

FILE = Path(__file__).parent / "questions.yaml"
_PLACE = re.compile(r"\{(\w+)(?:\.(\w+))?\}")


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`id` is its address. Without `answer`, the statements of its facts answer it."""

    id: str
    topic: str
    title: dict[str, str]
    facts: tuple[
        str, ...
    ]  # slots; the answer needs the first, the others are shown where they are known
    answer: dict[str, str] = {}
    short: dict[str, str] = {}  # a few words for the front page
    front: int = 0  # its place among the six on the front page; 0 is none
    see: tuple[str, ...] = ()  # other questions


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: dict[str, str]


class Questions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]

    def get(self, question: str) -> Question | None:
        return next((q for q in self.questions if q.id == question), None)

    @property
    def front(self) -> tuple[Question, ...]:
        """The six of the front page, in order."""
        return tuple(sorted((q for q in self.questions if q.front), key=lambda q: q.front))


@cache
def questions(path: Path = FILE) -> Questions:
    """All questions. Raises DataError for a mistake in the file."""
    try:
        plain = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = msgspec.convert(plain, Questions)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path.name) from error
    _check(found, path)
    return found


def facts_for(
    question: Question, facts: Facts, region: str | None, on: date
) -> dict[str, tuple[Fact, ...]]:
    """The facts that answer each slot of the question in a region on a day in WIB; a slot without any is left out.

    A slot whose facts have all ended is answered by the last of them: after an election its facts are still asked for.
    """
    found = {slot: in_force(facts, slot, region, on) for slot in question.facts}
    return {slot: those for slot, those in found.items() if those}


def in_force(facts: Facts, slot: str, region: str | None, on: date) -> tuple[Fact, ...]:
    """The facts of a slot on a day; before the first of them begins, and after the last has ended, all that are known."""
    return facts.of_slot(slot, region, on) or known_on(facts.of_slot(slot, region), on)


def answers(
    question: Question, found: Mapping[str, tuple[Fact, ...]], lang: str
) -> tuple[str, ...]:
    """The sentences that answer, the most needed first; none when the first slot has no fact.

    A sentence that needs a fact which is not there is left out; when none is left, the statements answer.
    """
    if question.facts[0] not in found:
        return ()
    filled = filled_lines(said(question.answer, lang), found, lang) if question.answer else ()
    return filled or tuple(statement(f, lang) for f in found[question.facts[0]])


def answer(question: Question, found: Mapping[str, tuple[Fact, ...]], lang: str) -> str:
    """The whole answer; "" when there is no official one."""
    return " ".join(answers(question, found, lang))


def fill(text: str, found: Mapping[str, tuple[Fact, ...]], lang: str) -> str:
    """A text with its values; see `filled_lines`."""
    return " ".join(filled_lines(text, found, lang))


def filled_lines(text: str, found: Mapping[str, tuple[Fact, ...]], lang: str) -> tuple[str, ...]:
    """The sentences of a text (one a line) whose facts are all there, with their values.

    A sentence whose value is not of the kind that it expects is left out as well.
    """
    return tuple(filter(None, (_sentence(line, found, lang) for line in text.splitlines())))


def _sentence(line: str, found: Mapping[str, tuple[Fact, ...]], lang: str) -> str:
    def value(match: re.Match[str]) -> str:
        fact = found[match[1]][0]
        return part(fact, match[2], lang) if match[2] else spoken(fact.value, lang)

    try:
        return _capital(_PLACE.sub(value, line.strip()))
    except (KeyError, AttributeError):
        return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _check(found: Questions, path: Path) -> None:
    topics, ids = {t.id for t in found.topics}, [q.id for q in found.questions]
    for question in found.questions:
        wrong = (
            f'unknown topic "{question.topic}"' if question.topic not in topics
            else "stands twice" if ids.count(question.id) > 1
            else "no Indonesian title" if FIRST not in question.title
            else "no facts" if not question.facts
            else next((f'unknown question "{s}"' for s in question.see if s not in ids), "")
            or next((f'"{{{s}}}" is not among its facts' for s in _slots(question) if s not in question.facts), "")
        )  # fmt: skip
        if wrong:
            raise DataError(f"{question.id}: {wrong}", file=path.name)


def _slots(question: Question) -> set[str]:
    texts = (*question.answer.values(), *question.short.values())
    return {match[1] for text in texts for match in _PLACE.finditer(text)}
