"""The same words, meant differently: only a plain assertion may be acted on."""

from __future__ import annotations

import pytest

from suluh.signals.signal import Stance

CASES = [
    ("Pencoblosan diundur ke 4 Desember", Stance.ASSERTS),  # said outright
    ("Tidak benar pencoblosan diundur ke 4 Desember", Stance.DENIES),  # refuted
    ("Apa benar pencoblosan diundur ke 4 Desember?", Stance.ASKS),  # asked
    ("Golput kena denda itu hoaks", Stance.DENIES),  # refuted behind
]


@pytest.mark.parametrize(("text", "stance"), CASES)
def test_a_contradiction_carries_the_stance_of_its_statement(
    text: str, stance: Stance, look
) -> None:
    found = [s for s in look(text) if s.name == "fact_contradiction"]
    assert [s.stance for s in found] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "Katanya pencoblosan diundur ke 4 Desember",  # hearsay
        "Menurut tetangga saya, TPS tutup jam 10 pagi",  # reported
        "Tidak benar kalau golput dipenjara",  # refuted
        "Kalau pilkada diundur ke Desember, kalian setuju?",  # supposed and asked
        "Semoga pencoblosan diundur ke 4 Desember",  # wished
        "Yang tidak terdaftar DPT dan pindahan DPTb bisa nyoblos dari jam 8",  # the fact has a conflict
        "Surat suara rusak tidak bisa diganti",  # the fact is from memory
        "Pendaftaran paslon dibuka 1 September 2024",  # a stage: a person looks
    ],
)
def test_what_is_not_plainly_asserted_against_a_firm_fact_is_never_acted_on(
    text: str, look
) -> None:
    assert all(s.details.get("sure") != "act" for s in look(text))


def test_a_plain_assertion_against_a_firm_fact_may_be_acted_on(look) -> None:
    (signal,) = look("TPS cuma buka sampai jam 10 pagi.")
    assert signal.details["sure"] == "act"
    assert signal.against is not None
    assert signal.against.id == "ID-VOT-001"
    assert signal.against.value == "pukul 07.00 sampai 13.00 waktu setempat"


def test_somebody_elses_mistake_set_right_in_the_next_sentence_is_no_contradiction(look) -> None:
    text = "Warga mengira tidak bisa memilih tanpa undangan. Undangan bukan syarat wajib, kata petugas."
    assert all(
        s.stance == Stance.DENIES or s.name == "fact_agreement"
        for s in look(text)
        if s.details["slot"] == "notice_not_mandatory"
    )
