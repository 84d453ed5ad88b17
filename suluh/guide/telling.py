"""The pages of questions and facts, and the front page."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from suluh.facts import NATION, Fact
from suluh.guide.book import Book
from suluh.guide.outcomes import known_on
from suluh.guide.pages import Elsewhere, Link, Page
from suluh.guide.questions import Question, answer, answers, fill, questions
from suluh.guide.speaking import said
from suluh.guide.structured import event, fact_review, faq, service

# Slots that are told region by region on pages of their own, and where.
OWN_PAGES = {"candidate_pair": "calon/{}/", "dpt_tps": "wilayah/{}/"}


class Asked(msgspec.Struct, frozen=True):
    """A question on the front page or in the list, with its short answer."""

    question: str
    path: str  # "" when nobody has an official answer
    title: str
    short: str


class Group(msgspec.Struct, frozen=True):
    """The questions of one topic."""

    topic: str
    title: str
    asked: tuple[Asked, ...]


def front_page(book: Book, lang: str) -> Page:
    """The vote's day, the six questions, the way to everything else."""
    six = [asked(book, q, lang) for q in questions().front]
    election = book.facts.election
    name = election.name_en if lang == "en" else election.name_id
    data = [
        event(book, lang),
        *([service(book, lang)] if book.facts.election.law == "pilkada" else []),
    ]
    return Page(path="", kind="front", lang=lang, title=name, data=tuple(data), body=tuple(six))


def question_page(book: Book, question: Question, lang: str) -> Page:
    """The answer for the nation, and the regions where it is another one."""
    found = book.facts_for(question)
    told = tuple(book.tell(f, lang) for f in _flat(found.values()))
    says, *more = answers(question, found, lang) or ("",)
    title = said(question.title, lang)
    other = elsewhere(book, question, lang)
    return Page(
        path=path_of(question),
        kind="question",
        lang=lang,
        title=title,
        answer=says,
        more=" ".join(more),
        told=told,
        elsewhere=other,
        links=tuple(_links(book, question.see, lang)),
        data=(faq(title, " ".join((says, *more)), lang),) if says else (),
        body=own_pages(book, question),
    )


def elsewhere(book: Book, question: Question, lang: str) -> tuple[Elsewhere, ...]:
    """The regions where facts of their own change the answer."""
    return tuple(
        _elsewhere(book, question, code, lang) for code in regions_that_differ(book, question)
    )


def own_pages(book: Book, question: Question) -> tuple[Link, ...]:
    """The regions' own pages, where a question is answered there and not for the nation."""
    slot = question.facts[0]
    if slot not in OWN_PAGES:
        return ()
    codes = sorted({f.jurisdiction for f in book.facts.by_slot[slot]} - {NATION})
    return tuple(Link(OWN_PAGES[slot].format(code), book.region_name(code)) for code in codes)


def is_told_by_region(book: Book, question: Question) -> bool:
    """Whether some region has an answer of its own to it, known on the day of the book."""
    return bool(own_pages(book, question) or regions_that_differ(book, question))


def regions_that_differ(book: Book, question: Question) -> tuple[str, ...]:
    """Regions with a fact of their own in a slot of the question; not for what is told region by region anyway."""
    own = {
        fact.jurisdiction
        for slot in question.facts
        if slot not in OWN_PAGES
        for fact in known_on(book.facts.by_slot.get(slot, ()), book.on)
    }
    return tuple(sorted(own - {NATION}))


def _elsewhere(book: Book, question: Question, code: str, lang: str) -> Elsewhere:
    found = book.facts_for(question, code)
    own = [f for f in _flat(found.values()) if f.jurisdiction != NATION]
    told = tuple(book.tell(f, lang) for f in own)
    says = answer(question, found, lang) or " ".join(t.says for t in told)
    return Elsewhere(code, book.region_name(code), says, told)


def fact_page(book: Book, fact: Fact, lang: str) -> Page:
    """One fact: what it says, its sources, since when, what it was before."""
    told = book.tell(fact, lang)
    asking = book.asked_by_slot.get(fact.slot, ())
    return Page(
        path=fact_path(fact.id),
        kind="fact",
        lang=lang,
        title=told.says,
        answer=told.says,
        told=(told,),
        links=tuple(Link(path_of(q), said(q.title, lang)) for q in asking),
        data=(fact_review(told, book, lang),),
        body=fact,
    )


def list_page(book: Book, lang: str) -> Page:
    """Every question by topic: the search that needs no script."""
    groups = tuple(
        Group(
            t.id,
            said(t.title, lang),
            tuple(asked(book, q, lang) for q in book.questions if q.topic == t.id),
        )
        for t in questions().topics
    )
    return Page(
        path="cari/", kind="list", lang=lang, title="", body=tuple(g for g in groups if g.asked)
    )


def asked(book: Book, question: Question, lang: str) -> Asked:
    """A question with its short answer; without an address when nobody has an official answer."""
    known = question in book.questions
    found = book.facts_for(question)
    short = fill(said(question.short, lang), found, lang) if question.short and known else ""
    return Asked(question.id, path_of(question) if known else "", said(question.title, lang), short)


def path_of(question: Question) -> str:
    return f"tanya/{question.id}/"


def fact_path(fact: str) -> str:
    return f"fakta/{fact}/"


def _links(book: Book, ids: Iterable[str], lang: str) -> Iterable[Link]:
    for each in ids:
        question = questions().get(each)
        if question and question in book.questions:
            yield Link(path_of(question), said(question.title, lang))


def _flat(groups: Iterable[tuple[Fact, ...]]) -> list[Fact]:
    return [fact for group in groups for fact in group]
