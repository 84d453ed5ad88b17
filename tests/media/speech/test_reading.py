"""Words, days and hours read by their sound; ordinary words and negations left as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.media.speech.figures import figures
from suluh.media.speech.hearing import once
from suluh.media.speech.moments import found_in, phrases, with_moments
from suluh.media.speech.phonetic import distance, sound
from suluh.media.speech.reading import ordinary, read
from suluh.text.negation import NEGATORS


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
        ("saat ugasember", "1 Desember"),
        ("sampai dan tujuh pelas", "sampai jam 17"),
        ("pukul tuju lewat tiga puluh", "pukul 07.30"),
        ("buka dua puruhempat jam", "buka 24 jam"),
    ],
)
def test_days_and_hours_are_known_as_a_whole(heard, meant):
    assert with_moments(heard).text.lower() == meant.lower()


@pytest.mark.parametrize(
    "text",
    [
        "bendera merah berkibar di halaman sekolah",
        "dalam tujuh belas hari",  # sounds like jam tujuh belas
        "kata pemilih di sini",  # "kata pe" sounds like KTP
        "belanja beras dan garam",  # beras is not belas
        "masa sih kamu tidak tahu",
    ],
)
def test_ordinary_words_stay(text):
    assert read(with_moments(text).text).text == text


def test_two_values_that_fit_alike_are_not_sure():
    assert not with_moments("diundur ke tuapu tuenapan november").sure


def test_a_restored_negation_makes_the_stretch_doubtful():
    reading = read("kamu ti dak boleh memilih")
    assert reading.text == "kamu tidak boleh memilih"
    assert not reading.sure


@given(
    st.lists(
        st.sampled_from(
            [*"surat kapete undangan tepes pilih kada dua pulu bola".split(), *sorted(NEGATORS)]
        ),
        max_size=9,
    )
)
def test_no_negation_is_added_or_lost(words):
    def count(text):
        return sum(word in NEGATORS for word in text.lower().split())

    text = " ".join(words)
    reading = read(with_moments(text).text)
    assert count(reading.text) >= count(text)
    assert count(reading.text) == count(text) or not reading.sure


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    figures(read(with_moments(once(text)).text).text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_distance_of_sounds_is_even_handed(a, b):
    first, second = sound(a), sound(b)
    assert distance(first, second) == pytest.approx(distance(second, first))
    assert 0 <= distance(first, second) <= 1
    assert (distance(first, second) == 0) == (first == second)


def test_every_phrase_is_found_where_it_is_said_clearly():
    for phrase in phrases()[::97]:
        assert phrase in [one.phrase for one in found_in(phrase.sound)], phrase


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
