"""The learned scores ask, never act; they spare what refutes or reports; and they do not know who is named."""

from datetime import datetime

import pytest

from suluh.content import WIB, Post
from suluh.signals.gate_words import speaks_of_voting, words
from suluh.signals.reading import read
from suluh.signals.resemblance import resemblance
from suluh.signals.routing import routing
from suluh.signals.suspicion import suspicion
from suluh.text.names import BALLOT_NUMBER

POSTED = datetime(2024, 11, 20, 10, tzinfo=WIB)


def signals(opened_parts, detector, text):
    knowledge, _ = opened_parts
    return detector(read(Post("a", text, posted_at=POSTED), knowledge), knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "Yang telat bangun tenang saja, hari Kamis masih dibuka lagi pencoblosan susulan",
        "Anak kelas satu SMA sekarang sudah boleh ikut nyoblos asal bawa kartu pelajar",
    ],
)
def test_an_oblique_falsehood_is_put_before_a_person(opened_parts, text):
    (signal,) = signals(opened_parts, suspicion, text)
    assert signal.name == "suspicion" and signal.details["fact"]
    assert signal.against is not None and signal.against.kind == "model"  # nothing was proven


@pytest.mark.parametrize(
    "text",
    [
        "[SALAH] Pencoblosan diundur jadi Kamis. Faktanya tetap Rabu 27 November 2024.",  # a debunk
        "Besok pagi aku mau masak opor buat bapak",  # nothing of voting
    ],
)
def test_a_debunk_and_other_talk_are_spared(opened_parts, text):
    assert signals(opened_parts, suspicion, text) == []
    assert signals(opened_parts, resemblance, text) == []


def test_resemblance_asks_and_only_guesses_at_a_rule(opened_parts):
    found = signals(
        opened_parts,
        resemblance,
        "Unduh aplikasi undangan nyoblos di tautan ini lalu isi NIK dan PIN bank kamu",
    )
    assert [s.name for s in found] == ["resemblance"]
    assert found[0].details["nearest"] == "SCAM-ELECTION"


def test_the_scores_do_not_know_who_is_named(opened_parts):
    one = signals(
        opened_parts, suspicion, "Pendukung Prabowo boleh nyoblos dua kali, pakai KTP di TPS lain"
    )
    other = signals(
        opened_parts, suspicion, "Pendukung Megawati boleh nyoblos dua kali, pakai KTP di TPS lain"
    )
    assert [s.score for s in one] == [s.score for s in other]


def test_the_scores_do_not_know_whose_number_it_is(opened_parts):
    one = signals(
        opened_parts, suspicion, "Dukungan tokoh dunia: pendukung paslon 01 boleh nyoblos dua kali"
    )
    other = signals(
        opened_parts, suspicion, "Dukungan tokoh dunia: pendukung paslon 02 boleh nyoblos dua kali"
    )
    assert one and [s.score for s in one] == [s.score for s in other]


def test_the_gates_words_hold_no_name_and_pass_what_speaks_of_voting(opened_parts):
    knowledge, _ = opened_parts
    assert not [w for w in words().weights if knowledge.names.mentioned(w)]
    assert speaks_of_voting("masih ngantri pas jam satu nggak dilayani lagi, langsung pulang aja")
    assert not speaks_of_voting("resep rendang empuk anti gagal buat lebaran nanti sore")


def test_routing_finds_the_fact_that_a_sentence_is_about():
    assert "ID-VOT-001" in [
        name for name, _ in routing().nearest("tps buka jam sembilan tutup jam tiga")
    ]
    assert routing().nearest("") == []


def test_ballot_numbers_are_told_from_other_numbers():
    assert BALLOT_NUMBER.search("coblos nomor 2") and not BALLOT_NUMBER.search(
        "coblos 2 kolom di TPS 2"
    )
