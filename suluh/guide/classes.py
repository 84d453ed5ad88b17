"""DPT, DPTb or DPK: a few questions that end with where, when and with what to go. The tree is data, in classes.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

from suluh.errors import DataError
from suluh.facts import Fact
from suluh.guide.book import Book
from suluh.guide.pages import Link, Page
from suluh.guide.questions import fill, in_force
from suluh.guide.speaking import said

FILE = Path(__file__).parent / "classes.yaml"
ROOT = "pemilih/"
Texts = dict[str, str]


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    say: Texts
    to: str  # a question or an end


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question with its choices; the facts that help to answer it."""

    id: str
    title: Texts
    facts: tuple[str, ...]
    choices: tuple[Choice, ...]
    help: Texts = {}


class End(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a voter of this class goes, when, and with what; or `note`, what stands in the way."""

    id: str
    title: Texts
    facts: tuple[str, ...]
    where: Texts = {}
    when: Texts = {}
    bring: Texts = {}
    note: Texts = {}


class Tree(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    needs: str  # the slot without which an election has no such classes
    questions: tuple[Step, ...]  # the first is where it begins
    ends: tuple[End, ...]


class Going(msgspec.Struct, frozen=True):
    """The end for a reader; "" where there is nothing to say."""

    where: str
    when: str
    bring: str


@cache
def tree(path: Path = FILE) -> Tree:
    """Raises DataError for a mistake in the file, such as a choice that leads nowhere."""
    try:
        found = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Tree)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path.name) from error
    ids = {*(step.id for step in found.questions), *(end.id for end in found.ends)}
    lost = [c.to for step in found.questions for c in step.choices if c.to not in ids]
    if lost:
        raise DataError(f'a choice leads to "{lost[0]}", which is not there', file=path.name)
    return found


def steps(book: Book) -> tuple[str, ...]:
    """The ids of all questions and ends, the first first; none in an election without these classes."""
    if tree().needs not in book.facts.by_slot:
        return ()
    return (*(step.id for step in tree().questions), *(end.id for end in tree().ends))


def class_page(book: Book, step: str, lang: str) -> Page:
    """The page of a question or an end. Raises KeyError when there is neither."""
    for question in tree().questions:
        if question.id == step:
            return _step_page(book, question, lang)
    for end in tree().ends:
        if end.id == step:
            return _end_page(book, end, lang)
    raise KeyError(step)


def class_path(step: str) -> str:
    """
    >>> class_path("mulai"), class_path("dpk")
    ('pemilih/', 'pemilih/dpk/')
    """
    return ROOT if step == tree().questions[0].id else f"{ROOT}{step}/"


def _step_page(book: Book, step: Step, lang: str) -> Page:
    found = _facts(book, step.facts)
    return Page(
        path=class_path(step.id),
        kind="step",
        lang=lang,
        title=said(step.title, lang),
        answer=fill(said(step.help, lang), found, lang) if step.help else "",
        told=tuple(book.tell(f, lang) for those in found.values() for f in those),
        links=tuple(Link(class_path(c.to), said(c.say, lang)) for c in step.choices),
    )


def _end_page(book: Book, end: End, lang: str) -> Page:
    found = _facts(book, end.facts)

    def filled(texts: Texts) -> str:
        return fill(said(texts, lang), found, lang) if texts else ""

    return Page(
        path=class_path(end.id),
        kind="class",
        lang=lang,
        title=said(end.title, lang),
        answer=filled(end.note),
        told=tuple(book.tell(f, lang) for those in found.values() for f in those),
        body=Going(filled(end.where), filled(end.when), filled(end.bring)),
    )


def _facts(book: Book, slots: tuple[str, ...]) -> dict[str, tuple[Fact, ...]]:
    found = {slot: in_force(book.facts, slot, None, book.on) for slot in slots}
    return {slot: those for slot, those in found.items() if those}
