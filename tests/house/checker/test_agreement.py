"""A true statement in other words is called true; with something else in the same breath it is not."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest

from suluh.content import WIB, Post
from suluh.facts import load
from suluh.house.checker import Verdict, check
from suluh.house.checker.agreement import agreed, features, words_reader
from suluh.house.checker.asking import asked_about
from suluh.knowledge import Knowledge, open_knowledge

NOW = datetime(2024, 11, 20, 12, tzinfo=WIB)
TRUE = "gak dapet undangan tetep bisa nyoblos kok asal namanya ada di DPT, bawa KTP aja"


@cache
def knowledge() -> Knowledge:
    return open_knowledge("pilkada-2024")


def post(text: str) -> Post:
    return Post(id="x", text=text, posted_at=NOW)


def facts(text: str) -> list[str]:
    return [fact.id for fact in agreed(post(text), knowledge(), NOW.date())]


def test_other_words_for_a_fact_agree_with_it() -> None:
    assert facts(TRUE) == ["ID-VOT-007"]
    assert check(post(TRUE), knowledge(), NOW).verdict is Verdict.TRUE


@pytest.mark.parametrize(
    "text",
    [
        "gak dapet undangan ya gak bisa nyoblos walau namanya ada di DPT",
        "mulai tgl 23 nov udah masuk masa tenang sampe tgl 26",
        f"{TRUE}, terus tiap orang dapat beras dari juragan gudang kabupaten",
        f"Apa benar {TRUE}?",
        "harga cabai naik lagi di pasar",
        "",
    ],
)
def test_nothing_else_is_called_true(text: str) -> None:
    assert check(post(text), knowledge(), NOW).verdict is not Verdict.TRUE


def test_a_long_message_says_more_than_one_thing() -> None:
    assert facts(" ".join([TRUE] * 10)) == []


def test_words_and_numbers_that_nobody_says_of_the_fact_are_strange() -> None:
    fact = knowledge().facts.by_id["ID-VOT-007"]
    assert list(words_reader().strange("bawa ktp dan 3 kulkas", fact)) == ["#x", "kulkas"]
    assert 0 <= words_reader().chance("", fact) <= 1
    assert features("", fact) == []


def test_a_question_gets_the_fact_that_answers_it_and_no_verdict() -> None:
    said = check(post("pilkada tanggal berapa ya? ada yang tau?"), knowledge(), NOW)
    assert said.verdict is Verdict.FACT
    assert [fact.id for fact in said.facts] == ["ID-SCH-001"]


def test_a_question_that_nobody_has_answered_stays_unknown() -> None:
    on, known = NOW.date(), load("pilkada-2024")
    assert asked_about("besok hujan gak ya?", known, on) == ()
    assert asked_about("kapan nyoblos? " * 30, known, on) == ()
    assert asked_about("kapan nyoblos?", load("contoh-desa-2031"), on) != asked_about(
        "kapan nyoblos?", known, on
    )
