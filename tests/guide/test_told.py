"""A fact is told with how sure it is, and with what it said before."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from suluh.facts import Facts, load
from suluh.facts.values import DateValue
from suluh.guide.book import Book, Edition

METRO = "LP-CAN-1872-2"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load()


@pytest.mark.parametrize(
    ("on", "now", "changed"),
    [
        (date(2024, 11, 19), "a", None),  # before anything happened
        (date(2024, 11, 20), "b", date(2024, 11, 20)),  # struck
        (date(2024, 11, 22), "c", date(2024, 11, 22)),  # restored
    ],
)
def test_the_pair_in_metro_has_its_history(
    facts: Facts, on: date, now: str, changed: date | None
) -> None:
    told = Book(facts, on).tell(facts.by_id[METRO + now], "id")
    assert [v.fact[-1] for v in told.history] == ["c", "b", "a"]
    assert [v.fact[-1] for v in told.history if v.now] == [now]
    assert told.changed == changed


def test_neighbours_on_the_same_ballot_are_no_history(facts: Facts) -> None:
    told = Book(facts, date(2024, 11, 25)).tell(facts.by_id["LP-CAN-1872-1"], "id")
    assert len(told.history) == 1 and told.changed is None


def test_a_published_correction_shows_what_it_was_and_when(facts: Facts) -> None:
    was = facts.by_id["ID-SCH-001"]
    new = msgspec.structs.replace(
        was,
        value=DateValue(date(2024, 12, 4)),
        statement_id="Pemungutan suara Rabu, 4 Desember 2024.",
    )
    after = Facts.of(facts.election, [new if f.id == was.id else f for f in facts.facts], "y")
    on = date(2024, 11, 21)
    book = Book.of([Edition(facts), Edition(after, on, "Ditunda oleh KPU.")], date(2024, 11, 23))
    told = book.tell(new, "id")
    assert told.changed == on
    assert [(v.says, v.now, v.why) for v in told.history] == [
        (new.statement_id, True, ""),
        (was.statement_id, False, "Ditunda oleh KPU."),
    ]
    assert [c.fact for c in book.changes] == ["ID-SCH-001"]


def test_a_moved_line_in_a_file_is_no_change(facts: Facts) -> None:
    moved = Facts.of(
        facts.election, [msgspec.structs.replace(f, line=f.line + 1) for f in facts.facts], "z"
    )
    assert (
        Book.of([Edition(facts), Edition(moved, date(2024, 11, 21))], date(2024, 11, 22)).changes
        == ()
    )


def test_memory_and_open_disputes_are_told(facts: Facts) -> None:
    book = Book(facts, date(2024, 11, 20))
    for fact in facts.facts:
        told = book.tell(fact, "id")
        assert told.remembered == (fact.confidence == "memory")
        assert told.disputes == fact.conflicts
