"""Damaged words are read as what they were where the post speaks of elections; names and other words stay."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.signals.topic import PASS, is_about_election
from suluh.text.normal import normalise
from suluh.text.repair import known, repair

ROOT = Path(__file__).parents[2]

READ = [
    ("adaklip diundur", "pilkada diundur"),  # turned round
    ("Pilakda diundur", "pilkada diundur"),  # two letters changed places
    ("plkda diundur", "pilkada diundur"),  # vowels left out
    ("besokjangan lupa ke TPS", "besok jangan lupa ke tps"),  # a space left out
    (
        "yangmengatur suara, rahasianegara",
        "yang mengatur suara, rahasia negara",
    ),  # twice: on purpose
]
LEFT = [
    "tadi bareng andi sama wardana di warung",
    "kasur rusak dijual murah",  # both are words, one the other turned round
    "Pak Suryadi mencoblos di TPS 3",  # a name within a sentence
    "kabupaten pringsewu dan way kanan memilih",  # places
    "rumah kontarkan dekat pasar",  # one slip of the pen, and nothing of elections
]


@pytest.mark.parametrize(("post", "meant"), READ)
def test_a_damaged_word_is_read_as_what_it_was(post: str, meant: str) -> None:
    assert normalise(post).text == meant


@pytest.mark.parametrize("post", LEFT)
def test_names_places_and_single_slips_stay(post: str) -> None:
    assert normalise(post).text == post.lower()


def test_what_is_shown_is_as_written() -> None:
    post = "Katanya adaklip ditunda"
    normal = normalise(post)
    at = normal.text.index("pilkada")
    assert normal.quote(at, at + len("pilkada")) == "adaklip"


@pytest.mark.parametrize("post", ["adakliP ditunda", "besokpilkada dibatalkan", "plkda bsk batal"])
def test_the_gate_lets_them_pass(post: str) -> None:
    assert is_about_election(post).score >= PASS


@given(st.text(alphabet="abdeiklmnopstu", min_size=1, max_size=24))
def test_a_repair_leads_to_words_and_covers_the_whole(written: str) -> None:
    reading = repair(written)
    if reading and reading.pieces:
        assert written not in known()
        assert reading.pieces[0].start == 0 and reading.pieces[-1].end == len(written)


def test_the_word_list_is_that_of_the_lexicons() -> None:
    """After a change of a lexicon: python scripts/common_words.py"""
    spec = importlib.util.spec_from_file_location(
        "common_words", ROOT / "scripts" / "common_words.py"
    )
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.FILE.read_text("utf-8") == script.common_words()
