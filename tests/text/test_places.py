"""Regions named in a text, among a few regions given by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.text.normal import normalise
from suluh.text.places import PlaceBook

BOOK = PlaceBook.of(
    [
        ("17", "Bengkulu"),
        ("17.71", "Kota Bengkulu"),
        ("18", "Lampung"),
        ("18.01", "Kabupaten Lampung Selatan"),
        ("18.02", "Kabupaten Lampung Tengah"),
        ("18.05", "Kabupaten Tulang Bawang"),
        ("18.12", "Kabupaten Tulang Bawang Barat"),
        ("18.71", "Kota Bandar Lampung"),
        ("18.72", "Kota Metro"),
        ("32", "Jawa Barat"),
        ("32.04", "Kabupaten Bandung"),
        ("32.73", "Kota Bandung"),
        ("35.79", "Kota Batu"),
    ]
)
CASES = [
    ("coblosan di Lampung", ["18"], "province"),
    ("coblosan di Lampung Tengah", ["18.02"], "the longest name"),
    ("warga Tulang Bawang Barat", ["18.12"], "the longest of three words"),
    ("Lamsel dan Tubaba", ["18.01", "18.12"], "abbreviations"),
    ("balam", ["18.71"], "abbreviation"),
    ("warga tuba", ["18.05"], "an ambiguous abbreviation behind a cue"),
    ("racun tuba", [], "a plant"),
    ("pilkada Metro", ["18.72"], "an ambiguous name behind a cue"),
    ("naik metro mini", [], "a bus"),
    ("Pilwalkot Batu", ["35.79"], "behind a cue"),
    ("lempar batu", [], "a stone"),
    ("Kabupaten Bandung", ["32.04"], "the word before decides"),
    ("Kota Bengkulu", ["17.71"], "city, not province"),
    ("jabar", ["32"], "province, short"),
    ("bandarlampungan", [], "inside a word"),
]


@pytest.mark.parametrize("text,codes,why", CASES, ids=[c[-1] + ": " + c[0] for c in CASES])
def test_regions_are_found(text, codes, why):
    assert [p.code for p in BOOK.find(normalise(text))] == codes


def test_a_name_of_two_regions_is_not_sure():
    (seen,) = BOOK.find(normalise("bandung"))
    assert (seen.code, seen.sure) == ("32.73", False)


@given(st.text(max_size=80))
def test_any_text_is_searched(text):
    normal = normalise(text)
    assert all(normal.text[p.start : p.end].strip() for p in BOOK.find(normal))
