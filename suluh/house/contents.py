"""Every address of the house and what stands there. The same list is built as files and served."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from suluh.facts import NATION
from suluh.guide import calendar, candidates, changed, classes, opendata, regions, results, telling
from suluh.guide.book import Book
from suluh.guide.pages import Page
from suluh.house.checker import page as checker
from suluh.house.counts import Count, count_pages
from suluh.house.jaga import jaga_pages
from suluh.house.lessons import lesson_pages
from suluh.learn.reread import Reread

MOVED = {
    "salingjaga/ulasan/": checker.REVIEWS
}  # addresses that lead to another, without the language
PageOf: TypeAlias = Callable[[str], Page]  # a language in, the page out


def pages(book: Book, reread: Mapping[str, Reread], counts: Sequence[Count]) -> dict[str, PageOf]:
    """path without the language → the page. reread: the lessons that were read again here, by id."""
    return dict([*_pages(book, reread), *count_pages(counts)])


def _pages(book: Book, reread: Mapping[str, Reread]) -> Iterator[tuple[str, PageOf]]:
    yield "", partial(telling.front_page, book)
    yield "cari/", partial(telling.list_page, book)
    for question in book.questions:
        yield telling.path_of(question), partial(telling.question_page, book, question)
    for fact in book.known:
        yield telling.fact_path(fact.id), partial(telling.fact_page, book, fact)
    yield calendar.ROOT, partial(calendar.schedule_page, book)
    yield opendata.ROOT, partial(opendata.data_page, book)
    yield changed.PATH, partial(changed.changes_page, book)
    yield checker.PATH, checker.form_page
    yield checker.REVIEWS, partial(checker.reviews_page, book)
    yield checker.FRAMED, partial(checker.form_page, framed=True)
    yield from _classes(book)
    yield from _regions(book)
    yield from lesson_pages(book, reread)
    yield from jaga_pages(book)


def _classes(book: Book) -> Iterator[tuple[str, PageOf]]:
    for step in classes.steps(book):
        yield classes.class_path(step), partial(classes.class_page, book, step)


def _regions(book: Book) -> Iterator[tuple[str, PageOf]]:
    """None of it for an election that is not held region by region."""
    if not regions.has_regions(book):
        return
    yield regions.ROOT, partial(regions.chooser_page, book)
    for code in book.facts.regions.by_code:
        if code != NATION:
            yield regions.region_path(code), partial(regions.region_page, book, code)
    yield candidates.ROOT, partial(candidates.ballots_page, book)
    yield results.ROOT, partial(results.results_page, book, NATION)
    for code in book.own_regions():
        if candidates.has_candidates(book, code):
            yield candidates.path_of(code), partial(candidates.candidates_page, book, code)
        if results.has_results(book, code):
            yield results.path_of(code), partial(results.results_page, book, code)
