"""Words, days and hours read by their sound; ordinary words and negations left as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.media.speech.channel import written_as
from suluh.media.speech.decoding import decoded
from suluh.media.speech.everyday import ordinary
from suluh.media.speech.figures import figures
from suluh.media.speech.hearing import once
from suluh.media.speech.phonetic import distance, sound
from suluh.media.speech.reading import read
from suluh.media.speech.rivals import rivals


@pytest.mark.parametrize(
    "heard, meant",
    [
        ("capeu sudah bicara", "KPU sudah bicara"),  # letters as the network writes them
        ("ayo ke tepes", "ayo ke TPS"),
        ("bawa katepe", "bawa KTP"),
        ("pilih kada serentak", "pilkada serentak"),  # a word cut in two
        ("pawakatepe", "bawa KTP"),  # two words run together
        ("surat untangan", "surat undangan"),
    ],
)
def test_a_slip_of_the_network_is_read_as_the_election_word_it_sounds_like(heard, meant):
    assert read(heard).text == meant


@pytest.mark.parametrize(
    "heard, meant",
    [
        ("tanggal dua pulu de lapan november", "tanggal 28 November"),
        ("TPS buka sampai jam tujup pelas", "TPS buka sampai jam 17"),
        ("TPS buka pukul tuju lewat tiga puluh", "TPS buka pukul 7 lewat 30"),
        ("TPS buka dua puruhempat jam", "TPS buka 24 jam"),
        ("dua pulu tuju november dua ribu dua puru tempat", "27 November 2024"),
    ],
)
def test_days_hours_and_years_are_read_whole(heard, meant):
    assert figures(read(heard).text).lower() == meant.lower()


@pytest.mark.parametrize(
    "text",
    [
        "bendera merah berkibar di halaman sekolah",
        "belanja beras dan garam",  # beras is not belas
        "masa sih kamu tidak tahu",
    ],
)
def test_ordinary_words_stay(text):
    assert read(text).text == text


def test_rivals_say_another_number_or_another_no():
    said = [
        one.text for one in rivals(read("kamu tidak boleh memilih tanggal tuapu tuenapan november"))
    ]
    assert any("tidak" not in one.split() for one in said)
    assert len({one.split("tanggal ")[1] for one in said}) > 1
    assert "kamu tidak bisa nyoblos" in [r.text for r in rivals(read("kamu bisa nyoblos"))]


def test_two_words_that_are_one_number_have_a_rival():
    heard = read("nyoblosnya tanggal dua dura pun grapan november")
    assert "28 November" in {figures(one.text)[-11:] for one in (heard, *rivals(heard))}


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_is_read(text):
    reading = read(once(text))
    figures(reading.text)
    assert all(one.said for one in rivals(reading)) or not reading.words


def test_the_right_sounds_cost_nothing():
    for word in ("tanggal", "novembr", "duapuluh"):
        assert written_as(sound(word), sound(word)) == 0
    assert 0 < written_as("belas", "melas") < written_as("belas", "kicu")


def test_a_search_takes_the_cheapest_way_through_all_sounds():
    path = decoded("Kapen sunat kanti jadual")
    assert [word.text for word in path.words] == ["KPU", "sudah", "ganti", "jadwal"]
    assert [word.end for word in path.words[:-1]] == [word.start for word in path.words[1:]]


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_distance_of_sounds_is_even_handed(a, b):
    first, second = sound(a), sound(b)
    assert distance(first, second) == pytest.approx(distance(second, first))
    assert 0 <= distance(first, second) <= 1
    assert (distance(first, second) == 0) == (first == second)


@pytest.mark.parametrize(
    "spoken, written",
    [
        ("Rabu dua puluh tujuh November dua ribu dua puluh empat", "Rabu 27 November 2024"),
        ("jam tujuh pagi", "jam 7 pagi"),
        ("salah satu petugas", "salah satu petugas"),  # no number
        ("lima ratus ribu", "500 ribu"),
    ],
)
def test_numbers_become_figures(spoken, written):
    assert figures(spoken) == written


def test_what_is_said_again_is_kept_once():
    assert once("foto kata pemi ponsel. Foto kata pemi ponsel") == "foto kata pemi ponsel."
    assert once("tanggal dua puluh dua") == "tanggal dua puluh dua"


def test_words_with_affixes_are_ordinary():
    assert ordinary("dibagikannya") and not ordinary("tepesuka")
