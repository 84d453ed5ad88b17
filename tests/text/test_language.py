"""Which language a post is in, and how honestly unsure we are of short ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.text.language import language

SAID = [
    ("Jangan lupa besok pagi datang ke tempat pemungutan suara membawa kartu identitas", "id"),
    ("gak boleh nyoblos kalo gak bawa ktp sama undangan ya gaes", "id"),
    ("Sesuk isuk aja lali padha teka menyang papan pemungutan swara karo nggawa kertu", "jv"),
    ("Isukan ulah hilap sumping ka tempat pamilihan bari nyandak KTP jeung surat ondangan", "su"),
    ("Do not forget to come to the polling station tomorrow and bring your card", "en"),
    ("Bisuak pagi jan lupo datang ka tampek mamiliah jo mambaok karatu", "min"),
    ("Не забудьте прийти на выборы", "other"),  # another script
    ("明天去投票站", "other"),
]


@pytest.mark.parametrize(("post", "code"), SAID)
def test_the_language_of_a_post_is_recognised(post: str, code: str) -> None:
    assert language(post).code == code


@pytest.mark.parametrize("post", ["", "ok", "123 456", "🤣🤣", "https://kpu.go.id/pilkada @kpu_ri"])
def test_too_little_text_is_no_language(post: str) -> None:
    assert language(post).sure == 0.0


def test_a_short_post_is_less_sure_than_a_long_one() -> None:
    long = "Jangan lupa besok pagi datang ke tempat pemungutan suara membawa kartu identitas"
    assert language("jam tujuh").sure < language(long).sure


@given(st.text())
def test_any_text_has_an_answer_with_a_certainty(text: str) -> None:
    answer = language(text)
    assert answer.code
    assert 0 <= answer.sure <= 1
