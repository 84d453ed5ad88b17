"""Whose hour it is, where it is, what English and everyday speech say of the rules; reassurance denies nothing."""

from __future__ import annotations

import pytest

from suluh.signals.signal import Signal

PROTECTED = {"denies", "asks", "mocks", "wishes", "supposes", "testifies"}


def asserted(signals: list[Signal]) -> set[str]:
    return {
        str(s.details["slot"])
        for s in signals
        if s.name == "fact_contradiction" and s.stance not in PROTECTED
    }


@pytest.mark.parametrize(
    "text",
    [
        "temen kosan debat golput vs nyoblos sampe jam 2 pagi, ujungnya ketiduran semua",  # their evening
        "nyoblos sampe jam 12 baru pulang ke rumah mertua",  # one's own day
        "antre nyoblos dari jam 6 pagi, keren",  # a queue, not a rule
        "Besok Amerika nyoblos, TPS-nya ada yang buka sampai jam 9 malam",  # another country
        "Warga Malaysia nyoblos minggu depan, antreannya sampai jam 5 sore",  # another country
        "indomaret depan TPS buka 24 jam, haus tinggal beli",  # the shop is open
    ],
)
def test_hours_of_people_and_of_other_countries_are_left_alone(text: str, look) -> None:
    assert not asserted(look(text))


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("TPS buka sampai jam 9 malam, santai saja", "voting_hours"),  # a station's hours
        ("Nyoblos bisa sampai jam 4 sore kok", "voting_hours"),  # a permission
        ("polling moved to Thursday 28 Nov across Lampung", "voting_date"),
        ("Heads up, voting has been shifted to Friday 29 November.", "voting_date"),
        ("Polls run 9 to 5 tomorrow like a normal office day", "voting_hours"),
        ("Polling stations run from 8 am to 4 pm this time.", "voting_hours"),
        ("Pindah memilih masih dibuka sampai H-1 untuk semua alasan. Mahasiswa tidak perlu panik.", "transfer_deadline_general"),
        ("TPS tutup jam 10 pagi. Jangan panik, datang pagi-pagi saja.", "voting_hours"),
        ("Tintane diusap lengo ilang, terus iso nyoblos maneh neng TPS liyane", "one_vote"),
        ("kalau salah coblos tinggal minta kertas baru sepuasnya", "replace_damaged_ballot"),
        ("nyoblosnya harus kena muka calon, meleset dikit hangus", "valid_mark"),
        ("ga ada c6 ga ada coblos, titik", "notice_not_mandatory"),
        ("kuliah bukan alasan buat pindah memilih", "transfer_reasons_general"),
        ("nyebar amplop jelang coblosan mah sedekah, tidak ada pidananya", "penalty_money_politics"),
        ("Bayar 20 ribu dulu di TPS baru boleh nyoblos", "id_documents"),
    ],
)  # fmt: skip
def test_a_false_rule_is_seen_in_other_words(text: str, slot: str, look) -> None:
    assert slot in asserted(look(text, "2024-11-25T10:00+07:00"))


@pytest.mark.parametrize(
    "text",
    [
        "Our office party moved to Thursday 28 Nov because of polling day.",  # the party moves
        "Polls run 7 to 1, bring your ID.",  # right
        "Tinta di jari tidak boleh dihapus, itu tanda sudah memilih",  # right
        "HP dibawa ke bilik buat foto-foto",  # no fact speaks of it
        "Memberi amplop supaya dipilih itu pidana, penjara tiga tahun",  # right
        "H-7 pemungutan suara, logistik mulai bergeser ke kecamatan.",  # counts the days
    ],
)
def test_what_is_right_or_of_something_else_is_left_alone(text: str, look) -> None:
    assert not asserted(look(text, "2024-11-25T10:00+07:00"))


@pytest.mark.parametrize(
    ("text", "region", "name"),
    [
        ("Di Jakarta cuma ada satu surat suara, gubernur saja", "31", "fact_agreement"),
        ("Di Jakarta pemilih dapat dua surat suara", "31", "fact_contradiction"),
        ("Di Jakarta pemilih dapat dua surat suara", None, "fact_contradiction"),
        ("Di Jogja nggak ada pilgub", "34", "fact_agreement"),
        ("Pilgub DIY digelar 27 November, coblos gubernurnya", None, "fact_contradiction"),
        ("Warga Sleman nanti terima satu surat suara, bupati saja", "34.04", "fact_agreement"),
        ("Pemilih di Lampung menerima dua surat suara", "18", "fact_agreement"),
    ],
)
def test_jakarta_and_yogyakarta_have_their_own_ballots(text: str, region, name: str, look) -> None:
    found = look(text, region=region)
    assert {s.name for s in found} == {name}
