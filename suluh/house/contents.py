"""Every address of the house and what stands there. The same list is built as files and served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from suluh.guide.book import Book
from suluh.guide.pages import Page
from suluh.guide.telling import fact_page, fact_path, front_page, list_page, path_of, question_page

PageOf: TypeAlias = Callable[[str], Page]  # a language in, the page out


def pages(book: Book) -> dict[str, PageOf]:
    """path without the language → the page."""
    return dict(_pages(book))


def _pages(book: Book) -> Iterator[tuple[str, PageOf]]:
    yield "", partial(front_page, book)
    yield "cari/", partial(list_page, book)
    for question in book.questions:
        yield path_of(question), partial(question_page, book, question)
    for fact in book.facts.facts:
        yield fact_path(fact.id), partial(fact_page, book, fact)
