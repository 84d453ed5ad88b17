"""Bands find what the plain comparison finds, among many."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from suluh.claims.alike import BANDS, bands
from suluh.claims.copies import same_words

WORDS = (
    "pencoblosan pemilih desa diundur kamis november petugas membawa kertas suara kotak warga balai pagi siang hujan "
    "antre daftar nama kartu pindah alamat surat tanda lurah camat resmi kabar mohon sebarkan"
).split()


def test_what_is_the_same_but_for_a_slip_shares_a_band() -> None:
    draw, found, asked = random.Random(7), 0, 0
    for _ in range(1500):
        words = draw.sample(WORDS, draw.randint(8, 20))
        other = list(words)
        place = draw.randrange(len(other))
        other[place] = other[place][:-1] if draw.random() < 0.5 else draw.choice(WORDS)
        left, right = " ".join(words), " ".join(other)
        if same_words(left, right):
            asked += 1
            found += bool(set(bands(left)) & set(bands(right)))
    assert asked > 500
    assert found / asked > 0.99


def test_strangers_seldom_share_one() -> None:
    draw = random.Random(8)
    pairs = [
        (" ".join(draw.sample(WORDS, 10)), " ".join(draw.sample(WORDS, 10))) for _ in range(1000)
    ]
    assert sum(bool(set(bands(a)) & set(bands(b))) for a, b in pairs) < 350  # j is about 0.2 here


@given(st.text(max_size=80))
def test_any_text_has_all_bands_or_none(text: str) -> None:
    found = bands(text)
    assert len(found) in (0, BANDS)
    assert all(0 <= band < 1 << 35 for band in found)
