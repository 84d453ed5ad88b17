"""A question pasted into the checker: the facts of the page with which the guide's search answers it."""

from __future__ import annotations

from datetime import date

from suluh.facts import Facts
from suluh.guide.book import Book
from suluh.guide.questions import questions
from suluh.guide.search import Index, hear, index_of

LONGEST = 200  # characters; a longer text tells something beside what it asks


def asked_about(text: str, facts: Facts, on: date) -> tuple[str, ...]:
    """Ids of the nation's facts, the most telling first; none when there is no official answer. on: a day in WIB."""
    if len(text) > LONGEST:
        return ()
    book, index = _looked_in(facts, on)
    question = questions().get(hear(text, index).best)
    if question is None:
        return ()
    return tuple(fact.id for found in book.facts_for(question).values() for fact in found)


def _looked_in(facts: Facts, on: date) -> tuple[Book, Index]:
    """Made anew, in about a second, on another day and after a publishing."""
    which = (facts.election.id, facts.version, on)
    kept = _kept.get(which)
    if kept is None:
        book = Book(facts, on)
        kept = book, index_of(book)
        _kept.clear()
        _kept[which] = kept
    return kept


_kept: dict[tuple[str, str, date], tuple[Book, Index]] = {}
