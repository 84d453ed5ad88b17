"""Results: what is official, what is partial, what is a quick count, in that order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from suluh.facts import NATION, Fact
from suluh.guide.book import Book
from suluh.guide.outcomes import OUTCOMES, known_on
from suluh.guide.pages import Link, Page, Told

ROOT = "hasil/"
Kind = Literal["official", "partial", "quick"]
ORDER: tuple[Kind, ...] = ("official", "partial", "quick")
OF_NATION: dict[Kind, tuple[str, ...]] = {
    "official": ("official_result_source", "count_and_recap", "mk_filing_deadline"),
    "partial": ("result_publication_url", "official_result_source"),
    "quick": ("quick_count_earliest", "survey_disclaimer"),
}


class Standing(msgspec.Struct, frozen=True):
    """One of the three kinds with the facts that say what it is worth, and for a region what came out."""

    kind: Kind
    told: tuple[Told, ...]
    found: tuple[Told, ...] = ()  # the outcome itself


def path_of(code: str) -> str:
    return ROOT if code == NATION else f"{ROOT}{code}/"


def has_results(book: Book, code: str) -> bool:
    return any(_of_region(book, code))


def results_page(book: Book, code: str, lang: str) -> Page:
    """The nation's page explains and leads to the regions; a region's begins with its official outcome."""
    outcome = tuple(book.tell(f, lang) for f in _of_region(book, code))
    standing = tuple(
        Standing(kind, _rules(book, kind, lang), outcome if kind == "official" else ())
        for kind in ORDER
    )
    nation = code == NATION
    return Page(
        path=path_of(code),
        kind="results",
        lang=lang,
        title="" if nation else book.region_name(code),
        told=(*outcome, *(t for s in standing for t in s.told)),
        links=_regions(book) if nation else (),
        body=standing,
    )


def _of_region(book: Book, code: str) -> Iterable[Fact]:
    """What only the official part of a region's page holds, as far as it had come about on the day."""
    for slot in OUTCOMES:
        for fact in known_on(book.facts.by_slot.get(slot, ()), book.on):
            if fact.jurisdiction == code:
                yield fact


def _rules(book: Book, kind: Kind, lang: str) -> tuple[Told, ...]:
    return tuple(book.tell(f, lang) for slot in OF_NATION[kind] for f in book.facts.of_slot(slot))


def _regions(book: Book) -> tuple[Link, ...]:
    codes = sorted(c for c in book.own_regions() if has_results(book, c))
    return tuple(Link(path_of(code), book.region_name(code)) for code in codes)
