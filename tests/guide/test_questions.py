"""Questions are answered from the values of the facts of the reader's region and day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.errors import DataError
from suluh.facts import Facts, elections, load
from suluh.facts.values import DateValue
from suluh.guide.book import Book
from suluh.guide.outcomes import OUTCOMES
from suluh.guide.questions import answer, fill, questions
from suluh.guide.telling import asked, question_page

VOTING = date(2024, 11, 20)


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(load(), VOTING)


def said(book: Book, question: str, region: str | None = None, lang: str = "id") -> str:
    found = questions().get(question)
    assert found
    return answer(found, book.facts_for(found, region), lang)


@pytest.mark.parametrize(
    ("question", "region", "lang", "words"),
    [
        ("kapan", None, "id", "Rabu, 27 November 2024. TPS buka pukul 07.00 sampai 13.00 waktu setempat."),
        ("kapan", "18.71", "en", "Wednesday, 27 November 2024. Polling stations are open from 07:00 to 13:00 local time."),
        ("cara", None, "id", "Kamu menerima 2 surat suara."),
        ("cara", "31.71", "id", "Kamu menerima 1 surat suara."),  # Jakarta elects a governor only
        ("cara", "31.71", "en", "You receive 1 ballot."),
        ("bawa", None, "id", "KTP-el, biodata penduduk, fotokopi KTP-el, foto KTP-el, IKD, atau dokumen"),
        ("di-mana", None, "id", "diperiksa di cekdptonline.kpu.go.id."),  # an address is not spoken with https://
        ("tidak-terdaftar", None, "id", "pemilih tambahan (DPK)"),
    ],
)  # fmt: skip
def test_an_answer_is_made_of_the_facts(
    book: Book, question: str, region: str | None, lang: str, words: str
) -> None:
    assert words in said(book, question, region, lang)


def test_a_changed_value_changes_the_answer(book: Book) -> None:
    later = msgspec.structs.replace(
        book.facts.by_id["ID-SCH-001"], value=DateValue(date(2024, 12, 4))
    )
    facts = Facts.of(
        book.facts.election, [later if f.id == later.id else f for f in book.facts.facts], "x"
    )
    assert said(Book(facts, VOTING), "kapan").startswith("Rabu, 4 Desember 2024.")


def test_every_slot_of_the_shipped_facts_is_asked_for_or_shown_with_its_region(book: Book) -> None:
    shown = {slot for question in questions().questions for slot in question.facts}
    assert set(book.facts.by_slot) - shown == {"region", "candidate_count"}


def test_the_six_are_six_and_all_answered(book: Book) -> None:
    six = questions().front
    assert [q.front for q in six] == [1, 2, 3, 4, 5, 6]
    assert all(
        asked(book, q, lang).path and asked(book, q, lang).short
        for q in six
        for lang in ("id", "en")
    )


def test_no_answer_is_made_up_where_an_election_has_no_fact() -> None:
    book = Book(load("contoh-desa-2031"), date(2031, 3, 1))
    bring = questions().get("bawa")
    assert bring and bring not in book.questions
    assert asked(book, bring, "id").path == "" and asked(book, bring, "id").short == ""


@pytest.mark.parametrize("election", elections())
@pytest.mark.parametrize("lang", ["id", "en", "jv"])
def test_every_question_page_has_an_answer_and_sources(election: str, lang: str) -> None:
    book = Book(load(election), VOTING)
    for question in book.questions:
        page = question_page(book, question, lang)
        waits = set(question.facts) <= set(OUTCOMES)  # for the count
        assert waits != bool(page.answer or page.elsewhere or page.body), question.id
        assert page.sourced and waits != bool(page.told or page.elsewhere or page.body), question.id
        assert "{" not in page.answer + page.more


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_a_sentence_that_cannot_be_filled_is_left_out_and_never_half_filled(text: str) -> None:
    assert "{nobody}" not in fill(text + "{nobody}", {}, "id")


def test_a_mistake_in_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(
        "topics: [{id: a, title: {id: A}}]\n"
        "questions: [{id: q, topic: b, title: {id: Q}, facts: [voting_date]}]\n"
    )
    with pytest.raises(DataError) as error:
        questions(path)
    assert str(error.value) == 'questions.yaml: q: unknown topic "b"'
