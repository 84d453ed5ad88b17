"""The answer to a question as it was asked: the page of the question, in the region that was named, or where to ask."""

from __future__ import annotations

import msgspec

from suluh.facts import Fact
from suluh.guide import candidates
from suluh.guide.book import Book
from suluh.guide.pages import Link, Page
from suluh.guide.questions import Question, answers, questions
from suluh.guide.search.asking import Nearness, hear
from suluh.guide.search.index import Index
from suluh.guide.speaking import said
from suluh.guide.telling import fact_path, is_told_by_region, path_of
from suluh.guide.told import Told

LONGEST = 300  # characters of a question that are read
PATH = "cari/"
CHANNELS = "official_channel"  # the slot that says where KPU and Bawaslu can be asked


class Found(msgspec.Struct, frozen=True):
    """What the page of an answer has beside the answer."""

    asked: str
    page: (
        Link | None
    )  # the question's or the fact's own page; None when nobody has an official answer
    region: str = ""  # the name of the region named, "" for none
    differs: bool = False  # the answer is that region's own
    where: tuple[Told, ...] = ()  # official channels to ask at, when there is no answer


def found_page(
    book: Book, index: Index, text: str, lang: str, nearness: Nearness | None = None
) -> Page:
    """The answer first; without one, where to ask, and questions that are near. nearness: an ear, where there is one."""
    text = " ".join(text.split())[:LONGEST]
    fact = next((f for f in book.known if f.id == text.upper()), None)
    if fact is not None:
        return _fact(book, text, fact, lang)
    heard = hear(text, index, nearness)
    question = _answered(book, heard.best, heard.region or None)
    near = tuple(_links(heard.others, lang))
    region = heard.region or None
    if question is None:
        where = channels(book, region, lang)
        name = _name(book, region)
        body = Found(text, None, name, where=where)
        return Page(path=PATH, kind="found", lang=lang, title=text, links=near, body=body)
    return _question(book, question, text, region, near, lang)


def _answered(book: Book, best: str, region: str | None) -> Question | None:
    """The question, unless what it asks has no answer yet, as a result before the count."""
    question = questions().get(best)
    if question and (book.facts_for(question, region) or is_told_by_region(book, question)):
        return question
    return None


def channels(book: Book, region: str | None, lang: str) -> tuple[Told, ...]:
    """Where KPU and Bawaslu can be asked, the region's own channels first. Each is a fact with its source."""
    line = book.facts.regions.line(region)
    facts = [f for f in book.facts.by_slot.get(CHANNELS, ()) if f.jurisdiction in line]
    facts.sort(key=lambda f: line.index(f.jurisdiction))
    return tuple(book.tell(f, lang) for f in facts)


def _question(
    book: Book, question: Question, text: str, region: str | None, near: tuple[Link, ...], lang: str
) -> Page:
    found = book.facts_for(question, region)
    told = tuple(book.tell(f, lang) for those in found.values() for f in those)
    says, *more = answers(question, found, lang) or ("",)
    own = bool(region) and any(t.region in book.facts.regions.line(region)[:-1] for t in told)
    page = Link(_place_of(book, question, region), said(question.title, lang))
    return Page(
        path=PATH,
        kind="found",
        lang=lang,
        title=said(question.title, lang),
        answer=says,
        more=" ".join(more),
        told=told,
        links=near,
        body=Found(text, page, _name(book, region), own),
    )


def _fact(book: Book, text: str, fact: Fact, lang: str) -> Page:
    told = book.tell(fact, lang)
    body = Found(text, Link(fact_path(fact.id), told.says))
    return Page(
        path=PATH, kind="found", lang=lang, title=fact.id, answer=told.says, told=(told,), body=body
    )


def _place_of(book: Book, question: Question, region: str | None) -> str:
    """The question's page; for candidates, the region's list where there is one."""
    if question.id == "siapa-calon" and region and candidates.has_candidates(book, region):
        return candidates.path_of(region)
    return path_of(question)


def _links(ids: tuple[str, ...], lang: str) -> list[Link]:
    asked = [q for each in ids if (q := questions().get(each))]
    return [Link(path_of(q), said(q.title, lang)) for q in asked]


def _name(book: Book, region: str | None) -> str:
    return book.region_name(region) if region else ""
