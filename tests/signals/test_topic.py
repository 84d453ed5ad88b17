"""Is it about an election: the cheap gate lets every election post through and nobody's name decides."""

from __future__ import annotations

import pytest

from suluh.content import Post, Segment
from suluh.signals.topic import BANNER, PASS, is_about_election, is_political, of_post

ELECTION = [
    ("besok nyoblos jam berapa", "slang verb"),
    ("Dinten coblosan téh iraha", "Sundanese"),
    ("p e m i l u ditunda gaes", "spaced out"),
    ("ріlkada diundur", "Cyrillic look-alikes"),
    ("𝗽𝗶𝗹𝗸𝗮𝗱𝗮 batal", "mathematical letters"),
    ("K.P.U bohong", "dots between letters"),
    ("B4w4slu ke mana aja", "digits for letters"),
    ("#Pilkada2024 seru", "hashtag run on"),
    ("When does the polling station open?", "English"),
]
OTHER = [
    ("min aku blm dpt makan gratis", "dpt as slang for dapat"),
    ("TPS 3R dekat pasar penuh sampah", "a rubbish site"),
    ("suara knalpot bikin pusing", "noise"),
    ("resep minyak goreng dan beras merah", "goods without an election"),
    ("", "nothing"),
    ("🙂🙂🙂", "only pictures"),
]


@pytest.mark.parametrize(("text", "why"), ELECTION)
def test_an_election_post_gets_the_banner_however_it_is_written(text: str, why: str) -> None:
    assert is_about_election(text).score >= BANNER, why


@pytest.mark.parametrize(("text", "why"), OTHER)
def test_other_talk_is_sent_home_by_the_gate(text: str, why: str) -> None:
    assert is_about_election(text).score < PASS, why


def test_one_weak_word_passes_the_gate_only_beside_a_worrying_one() -> None:
    assert is_about_election("suaranya enak didengar").score < PASS
    assert is_about_election("suara ditukar beras").score >= PASS


def test_politics_without_an_election_is_political_only() -> None:
    text = "DPR membahas revisi uu bersama menteri"
    assert is_political(text).score >= 0.45
    assert is_about_election(text).score < BANNER


def test_words_in_a_picture_count_and_say_where_they_stand() -> None:
    post = Post("x", "lihat ini", segments=(Segment("Jangan ke TPS"),))
    assert next((signal.name, signal.where.segment) for signal in of_post(post)) == (
        "election_topic",
        1,
    )
