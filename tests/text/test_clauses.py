"""A post cut into the things it says, one clause each."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.text.clauses import clauses
from suluh.text.normal import normalise

CUT = [
    (
        "KPU bilang 27 November, tapi katanya diundur krn banjir.",
        ["kpu bilang 27 november", "tapi katanya diundur", "karena banjir."],
    ),
    ("Kalo gak bawa undangan tetap bisa", ["kalau tidak bawa undangan tetap bisa"]),  # one breath
    ("Kalo gak bawa undangan, tetap bisa", ["kalau tidak bawa undangan", "tetap bisa"]),
    ("TPS buka 07.00-13.00 WIB", ["tps buka 07.00-13.00 wib"]),  # a point in an hour ends nothing
    ("Kata dr. Sari di Jl. Mawar aman.", ["kata dr. sari di jl. mawar aman."]),  # abbreviations
    ("Pilkada tidak jadi ditunda", ["pilkada tidak jadi ditunda"]),  # "tidak jadi" is no result
    ("Bener gak?! Jangan percaya", ["benar tidak?!", "jangan percaya"]),
    ("satu\ndua", ["satu", "dua"]),
    ("Hoaks: pilkada batal", ["hoaks:", "pilkada batal"]),
    ("...", []),
]


@pytest.mark.parametrize(("post", "parts"), CUT)
def test_a_post_is_cut_where_it_says_something_new(post: str, parts: list[str]) -> None:
    normal = normalise(post)
    said = [normal.text[c.start : c.end] for c in clauses(normal)]
    assert [part.rstrip(":") for part in said] == [part.rstrip(":") for part in parts]


def test_a_clause_knows_its_kind_its_sentence_and_how_that_ends() -> None:
    found = clauses(normalise("Diundur karena banjir? Tidak!"))
    assert [(c.kind, c.sentence, c.terminator) for c in found] == [
        ("main", 0, "?"),
        ("cause", 0, "?"),
        ("main", 1, "!"),
    ]


def test_words_in_quotation_marks_are_marked() -> None:
    found = clauses(normalise("Beredar pesan:\n“Pilkada dibatalkan, jangan datang”\nItu palsu"))
    assert [c.quoted for c in found] == [False, True, True, False]


@given(st.text() | st.text(alphabet="ab tapi.?!,\n\"'()-:krn", max_size=60))
def test_every_word_stands_in_exactly_one_clause(text: str) -> None:
    normal = normalise(text)
    found = clauses(normal)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for word in normal.words:
        if any(character.isalnum() for character in word.text):
            homes = [c for c in found if c.start < word.end and word.start < c.end]
            assert len(homes) == 1 or word.kind in ("url", "email", "mention")
