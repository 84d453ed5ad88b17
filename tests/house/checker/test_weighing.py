"""What the checker says about a message, and what it never says."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.bench import checker as bench
from suluh.content import WIB, Post
from suluh.facts import load
from suluh.house.checker import Checked, Verdict, check
from suluh.house.checker.restating import restated
from suluh.knowledge import Knowledge, open_knowledge

NOW = datetime(2024, 11, 20, 12, tzinfo=WIB)


@cache
def knowledge() -> Knowledge:
    return open_knowledge("pilkada-2024")


def asked(text: str, now: datetime = NOW) -> Checked:
    return check(Post(id="x", text=text, posted_at=now), knowledge(), now)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Nyoblosnya tanggal 28 November 2024, sebarkan", Verdict.CONTRADICTS),
        ("Pemungutan suara Pilkada 2024 tanggal 27 November 2024", Verdict.TRUE),
        ("KPPS wajib netral dan tidak boleh mengarahkan pilihan", Verdict.TRUE),  # not its review
        ("Apa benar nyoblosnya tanggal 28 November?", Verdict.FACT),  # a question is no falsehood
        ("HOAKS: coblosan diundur ke 28 November. Yang benar 27 November", Verdict.FACT),
        ("Surat suara sudah tercoblos 7 kontainer di Tanjung Priok", Verdict.REVIEWED),
        ("Menurutku calon nomor 1 lebih pantas jadi gubernur", Verdict.OPINION),
        ("Parodi: coblosan diganti lomba makan kerupuk wkwk", Verdict.UNKNOWN),
        ("Di Amerika pemilu tanggal 5 November 2024", Verdict.UNKNOWN),
        ("resep rendang enak", Verdict.UNKNOWN),
        ("", Verdict.UNKNOWN),
    ],
)
def test_each_kind_of_message_has_its_answer(text: str, verdict: Verdict) -> None:
    assert asked(text).verdict is verdict


def test_a_true_date_does_not_make_the_rest_true() -> None:
    message = "Nyoblos 27 November, dan panitia membagikan sembako di belakang kantor kecamatan"
    assert asked(message).verdict is Verdict.FACT


def test_whatever_is_said_stands_on_something_that_can_be_opened() -> None:
    for row in bench.rows()[::4]:
        said = asked(row.text)
        assert all(f.firm and f.sources for f in said.facts)
        needs = said.verdict in (Verdict.TRUE, Verdict.CONTRADICTS, Verdict.FACT)
        assert bool(said.facts) >= needs and bool(said.reviews) >= (
            said.verdict is Verdict.REVIEWED
        )


def test_the_words_of_an_election_that_is_over_get_no_verdict() -> None:
    later = datetime(2026, 11, 29, 12, tzinfo=WIB)
    assert asked("Nyoblosnya tanggal 28 November 2024", later).verdict is Verdict.UNKNOWN


def test_swapping_who_is_named_changes_nothing() -> None:
    for number in ("1", "2", "3"):
        said = asked(f"Menurut saya calon nomor {number} tidak pantas jadi bupati")
        assert said.verdict is Verdict.OPINION


@pytest.mark.parametrize(
    "text",
    [
        "KPPS boleh mengarahkan pilihan pemilih",  # the denial is gone
        "KPPS wajib mengarahkan pilihan dan tidak boleh netral",  # the same words in another order
        "Pemungutan suara Pilkada serentak 2024 berlangsung Rabu, 28 November 2024",
        "KPPS wajib netral?",
        "TPS",
    ],
)
def test_only_the_facts_own_words_in_their_order_restate_it(text: str) -> None:
    assert restated(text, load(), NOW.date()) == []


def test_every_firm_nationwide_fact_restates_itself_or_is_too_short() -> None:
    facts = load()
    found = restated("Pemungutan suara Pilkada serentak, Rabu 27 November 2024", facts, NOW.date())
    assert [f.id for f in found] == ["ID-SCH-001"]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_an_answer_and_noise_no_verdict(text: str) -> None:
    assert asked(text).verdict in (Verdict.UNKNOWN, Verdict.OPINION)


def test_the_table_is_large_and_the_half_that_may_be_tuned_on_has_nothing_wrong() -> None:
    rows = bench.rows()
    assert len(rows) >= 120 and len({r.text for r in rows}) == len(rows)
    assert 0.4 < sum(r.apart for r in rows) / len(rows) < 0.6
    every = [(r, asked(r.text)) for r in rows if not r.apart]
    every = [(r, a) for r, a in every if r.expect is not Verdict.REVIEWED or not a.reviews]
    wrong = [(r.text, a) for r, a in every if a.verdict in bench.SURE and a.verdict is not r.expect]
    assert wrong == []
