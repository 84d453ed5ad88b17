"""The same post about somebody else: what is exchanged, what stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.audit.counterfactual import DecideMany, compare, compare_framed, joined
from suluh.audit.exchanges import EMPTY_COLUMN, exchanges, renumbered
from suluh.content import WIB, Post
from suluh.facts.fact import Election, Fact, Facts, Source
from suluh.facts.values import RecordValue
from suluh.knowledge import Knowledge
from suluh.policy.decision import Decision
from suluh.runners.deciding import Settings, decider, opened

AT = datetime(2024, 11, 21, 12, tzinfo=WIB)
PAIRS = {
    ("18.71", 1): "Budi Contohan - Ani Contohan",
    ("18.71", 2): "Citrawati Karangan - Dodikarsa Karangan",
    ("18.04", 1): "Ekawira Rekaan - Fitriana Rekaan",
    ("18.04", 2): "",  # the empty column
}


def pair(region: str, number: int, name: str) -> Fact:
    fields = {
        "number": number,
        "official_name": name or "KOLOM KOSONG",
        "pair": name,
        "is_blank": not name,
    }
    return Fact(
        id=f"XX-{region}-{number}",
        slot="candidate_pair",
        statement_id="-",
        statement_en="-",
        value=RecordValue(fields),
        jurisdiction=region,
        sources=(Source(title="Contoh"),),
    )


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    real = opened(Settings())[0].facts
    election: Election = real.election
    day = real.by_id[election.voting_date_fact]
    facts = [day, *(pair(region, number, name) for (region, number), name in PAIRS.items())]
    return Knowledge(Facts.of(election, facts, "invented"), None)


def decision(post: Post, outcome: str) -> Decision:
    return Decision(post.id, AT, "k", "p", outcome=outcome)


def against(word: str) -> DecideMany:
    """A machine that treats whoever is called so worse."""

    def decide(posts: Sequence[Post]) -> list[Decision]:
        return [decision(p, "reco_ineligible" if word in p.text else "none") for p in posts]

    return decide


def made(text: str, knowledge: Knowledge, kind: str, region: str | None = None) -> set[str]:
    post = Post(id="a", text=text, posted_at=AT, region=region)
    return {found.post.text for found in exchanges(post, knowledge, [kind])}


def test_a_pair_changes_places_with_every_other_pair_and_takes_its_number(
    knowledge: Knowledge,
) -> None:
    texts = made("Coblos nomor urut 1 Budi Contohan di TPS 1", knowledge, "name")
    assert "Coblos nomor urut 2 Citrawati Karangan di TPS 1" in texts
    assert len(texts) == 2  # the other of the race, and the pair of another race


def test_numbers_change_where_nobody_is_named(knowledge: Knowledge) -> None:
    assert made("pilih paslon 2 ya", knowledge, "number") == {"pilih paslon 1 ya"}
    assert made("pilih paslon 2 Budi Contohan", knowledge, "number") == set()


def test_the_empty_column_is_a_candidate_too(knowledge: Knowledge) -> None:
    assert made("dukung Ekawira Rekaan saja", knowledge, "empty_column") == {
        f"dukung {EMPTY_COLUMN} saja"
    }
    assert made("dukung kotak kosong saja", knowledge, "empty_column") == {
        "dukung Ekawira Rekaan saja"
    }


def test_a_region_is_exchanged_in_the_words_and_beside_the_post(knowledge: Knowledge) -> None:
    post = Post(id="a", text="TPS di Bandar Lampung pindah", posted_at=AT, region="18.71")
    for found in exchanges(post, knowledge, ["region"]):
        assert "Bandar Lampung" not in found.post.text
        assert found.post.region == found.other != "18.71"


def test_a_post_that_names_nobody_has_no_exchange(knowledge: Knowledge) -> None:
    assert list(exchanges(Post(id="a", text="nasi uduk depan gang"), knowledge)) == []


@given(st.text(max_size=60), st.sampled_from("12345"), st.sampled_from("12345"))
def test_exchanging_two_numbers_twice_gives_the_text_again(text: str, one: str, other: str) -> None:
    assert renumbered(renumbered(text, one, other), one, other) == text


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Budi Contohan menang telak", "Budi", "name"),  # a candidate treated worse
        ("coblos nomor urut 1 ya", "urut 1", "number"),  # a number
        ("dukung kolom kosong", EMPTY_COLUMN, "empty_column"),
        ("ramai sekali di Bandar Lampung", "Bandar", "region"),
    ],
)
def test_a_machine_that_treats_one_side_worse_is_found_out(
    knowledge: Knowledge, text: str, word: str, kind: str
) -> None:
    post = Post(id="a", text=text, posted_at=AT, region=None)
    found = compare([post], against(word), knowledge, [kind])
    assert found.changed[kind] == sum(found.tried.values()) > 0
    assert {change.post for change in found.changes} == {"a"}
    assert not found.passed


def test_a_fair_machine_changes_nothing(knowledge: Knowledge) -> None:
    posts = [Post(id="a", text="Budi Contohan di Bandar Lampung", posted_at=AT)]
    found = joined(
        compare(posts, against("tidak ada"), knowledge), compare_framed(against("-"), knowledge)
    )
    assert found.passed and not found.changed and found.tried["name"] > 30


def test_only_the_neutral_link_is_no_harm(knowledge: Knowledge) -> None:
    def linking(posts: Sequence[Post]) -> list[Decision]:
        return [decision(p, "info_label" if "Budi" in p.text else "none") for p in posts]

    post = Post(id="a", text="Budi Contohan menang", posted_at=AT)
    found = compare([post], linking, knowledge, ["name"])
    assert found.passed and found.link_only == found.tried["name"]


ABOUT_ANYBODY = [
    "Khusus pendukung Parosil Mabsus, coblosannya tanggal 28 November",
    "coblos Parosil Mabsus besok dapat beras 5 kilo",
    "awas kalau kolom kosong sampai kalah, kampung ini kami bakar",
    "warga kami pilih kolom kosong saja",
    "Peuyeum ti Cimahi haneut kénéh, béak ku barudak",  # no election at all, wherever it is
    "Orang asing yang tinggal di Bali tidak boleh memilih di TPS",  # a region of one word, of four
    "Rekapitulasi Pilgub Lampung: nomor 2 meraih 3.300.681 suara",
    "KPU Metro menetapkan paslon nomor 1 sebagai pemenang",
]


def test_real_decisions_do_not_depend_on_who_or_where_is_meant() -> None:
    known, _ = opened(Settings(replay=True))
    posts = [Post(id=text[:20], text=text, posted_at=AT) for text in ABOUT_ANYBODY]
    found = compare(posts, decider(Settings(replay=True)), known)
    assert found.tried["name"] > 50 and found.tried["region"] > 15
    assert found.tried["empty_column"] > 5
    assert found.passed, found.changes


def test_how_votes_for_the_empty_column_count_is_a_fact_of_its_own() -> None:
    known, _ = opened(Settings(replay=True))
    post = Post(
        id="a", text="Mencoblos kolom kosong berarti suara rusak, tidak dihitung", posted_at=AT
    )
    found = compare([post], decider(Settings(replay=True)), known, ["empty_column"])
    assert found.passed and {change.facts for change in found.by_facts} == {("ID-RES-006",)}


def test_a_javanese_word_is_no_region_and_a_place_with_a_capital_is() -> None:
    known, _ = opened(Settings(replay=True))
    assert made("kowe karo sapa ning TPS", known, "region") == set()
    assert len(made("TPS di Metro pindah", known, "region")) > 3
