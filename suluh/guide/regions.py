"""The pages of provinces and regencies: what holds there, and where it is another answer than the nation's."""

from __future__ import annotations

import msgspec

from suluh.facts import NATION
from suluh.guide import candidates, results
from suluh.guide.book import Book
from suluh.guide.pages import Link, Page, Told
from suluh.guide.questions import answer, questions
from suluh.guide.speaking import said
from suluh.guide.telling import path_of
from suluh.guide.zones import zone_of

ROOT = "wilayah/"
OWN_PAGES = {"candidate_pair"}  # shown on a page of their own


class Here(msgspec.Struct, frozen=True):
    """One of the six questions as it is answered in a region."""

    path: str
    title: str
    answer: str
    facts: tuple[Told, ...]
    differs: bool  # from the nation's answer


class RegionView(msgspec.Struct, frozen=True):
    code: str
    name: str
    level: str  # nation, province, regency
    zone: str  # "WIB", "WITA", "WIT"; "" for the nation
    above: Link | None
    below: tuple[Link, ...]
    here: tuple[Here, ...]
    candidates: tuple[Link, ...]
    elsewhere: tuple[Told, ...]  # where the official list is, as long as it is not here
    results: tuple[Link, ...]


def has_regions(book: Book) -> bool:
    """Whether anything in this election belongs to a province, a regency or a city."""
    return bool(book.own_regions())


def region_path(code: str) -> str:
    return f"{ROOT}{code}/"


def chooser_page(book: Book, lang: str) -> Page:
    """The 38 provinces; each leads to its regencies and cities."""
    return Page(path=ROOT, kind="regions", lang=lang, title="", links=_below(book, NATION))


def region_page(book: Book, code: str, lang: str) -> Page:
    """One province, regency or city. `told`: the facts of its own, candidates aside."""
    own = [f for f in book.known if f.jurisdiction == code and f.slot not in OWN_PAGES]
    return Page(
        path=region_path(code),
        kind="region",
        lang=lang,
        title=book.region_name(code),
        told=tuple(book.tell(f, lang) for f in own),
        body=view(book, code, lang),
    )


def view(book: Book, code: str, lang: str) -> RegionView:
    """What there is to say of a region, from itself and from the regions around it."""
    region = book.facts.regions.by_code[code]
    parent = region.parent
    line = [c for c in book.facts.regions.line(code) if c != NATION]
    return RegionView(
        code=code,
        name=book.region_name(code),
        level=region.level,
        zone=zone_of(code),
        above=_link(book, parent) if parent and parent != NATION else None,
        below=_below(book, code),
        here=tuple(_here(book, code, lang)),
        candidates=tuple(
            Link(candidates.path_of(c), book.region_name(c))
            for c in line
            if candidates.has_candidates(book, c)
        ),
        elsewhere=()
        if candidates.has_candidates(book, code)
        else tuple(book.tell(f, lang) for f in book.facts.of_slot("candidate_info_url")),
        results=tuple(
            Link(results.path_of(c), book.region_name(c))
            for c in line
            if results.has_results(book, c)
        ),
    )


def _here(book: Book, code: str, lang: str) -> list[Here]:
    rows = []
    for question in questions().front:
        if question not in book.questions:
            continue
        found = book.facts_for(question, code)
        told = tuple(book.tell(f, lang) for those in found.values() for f in those)
        differs = any(t.region != NATION for t in told)
        says = answer(question, found, lang)
        rows.append(Here(path_of(question), said(question.title, lang), says, told, differs))
    return rows


def _below(book: Book, code: str) -> tuple[Link, ...]:
    return tuple(_link(book, inside) for inside in book.regions_in.get(code, ()))


def _link(book: Book, code: str) -> Link:
    return Link(region_path(code), book.region_name(code))
