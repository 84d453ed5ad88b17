"""Amounts, ages, counts, percentages, ballot numbers; spelled numerals and the way back from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.text.normal import normalise
from suluh.text.numbers import ages, amounts, ballot_numbers, counts, percents
from suluh.text.numerals import ONES, WHOLE, numerals


@pytest.mark.parametrize(
    "text,rupiah",
    [
        ("denda 5jt buat golput", [5_000_000]),
        ("amplop 100rb", [100_000]),
        ("Rp 1.500.000", [1_500_000]),
        ("bantuan 1,5 juta", [1_500_000]),
        ("uang sejuta", [1_000_000]),
        ("50k per suara", [50_000]),
        ("2 juta pemilih", []),  # people
        ("usia 17 tahun", []),  # an age
        ("TPS 100", []),  # a polling station
    ],
)
def test_money_is_money(text, rupiah):
    assert [a.rupiah for a in amounts(normalise(text))] == rupiah


@pytest.mark.parametrize(
    "text,years",
    [
        ("anak umur 15 boleh nyoblos", [15]),
        ("pemilih 17 tahun ke atas", [17]),
        ("usia enam belas", [16]),
        ("penjara 3 tahun", []),  # a prison term
        ("jabatan 5 tahun", []),  # a term of office
        ("sejak tahun 2019", []),  # a year
    ],
)
def test_ages_are_ages(text, years):
    assert [a.years for a in ages(normalise(text))] == years


@pytest.mark.parametrize(
    "text,expected",
    [
        ("dapat 3 surat suara", [(3, "surat suara")]),
        ("nyoblos dua kali", [(2, "kali")]),
        ("dua ribu pemilih", [(2000, "pemilih")]),
        ("nomor 3", []),  # no unit
    ],
)
def test_counts_carry_their_unit(text, expected):
    assert [(c.number, c.unit) for c in counts(normalise(text))] == expected


def test_percentages_take_the_indonesian_comma():
    assert [p.value for p in percents(normalise("partisipasi 58,6 persen dan 51%"))] == [58.6, 51]


@pytest.mark.parametrize(
    "text,expected",
    [
        ("coblos no 2 ya", [2]),
        ("paslon 01 dan 02", [1, 2]),
        ("nomor urut dua", [2]),
        ("kosong dua menang", [2]),
        ("TPS 02 Way Halim", []),  # a polling station
        ("UU No 7 Tahun 2017", []),  # a law
        ("tanggal 02", []),  # a day
        ("pilih 3 orang", []),  # a count
    ],
)
def test_ballot_numbers_are_kept_apart(text, expected):
    assert [b.number for b in ballot_numbers(normalise(text))] == expected


@pytest.mark.parametrize("word,value", [*ONES.items(), *WHOLE.items()])
def test_every_numeral_word_is_its_number(word, value):
    if word != "kosong":  # "kotak kosong" is no zero
        assert numerals(word).text == str(value)


@pytest.mark.parametrize(
    "text,expected",
    [
        ("seratus dua puluh lima", "125"),
        ("dua ratus sepuluh", "210"),
        ("twenty-seventh", "27"),
        ("telung puluh", "30"),
        ("kotak kosong", "kotak kosong"),
    ],
)
def test_numbers_are_put_together(text, expected):
    assert numerals(text).text == expected


@given(st.lists(st.sampled_from(["dua", "puluh", "tujuh", "x", "belas", "-", "ratus", "kosong"])))
def test_the_way_back_stays_inside_and_in_order(words):
    text = " ".join(words)
    view = numerals(text)
    for start in range(len(view.text)):
        a, b = view.origin(start, start + 1)
        assert 0 <= a < b <= len(text)
