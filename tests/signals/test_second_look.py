"""A limit needs two keys: a detector that is sure, and the learned suspicion. Either alone only asks a person."""

from datetime import datetime

import pytest

from suluh.content import WIB, Post
from suluh.flow import decide_post
from suluh.signals.reading import read
from suluh.signals.second_look import Looked, second_look, would_limit
from suluh.signals.signal import Signal

POSTED = datetime(2024, 11, 20, 10, tzinfo=WIB)
SURE = Signal("fact_contradiction", 0.95, "…", details={"slot": "voting_date", "sure": "act"})


@pytest.mark.parametrize(
    ("signal", "limits"),
    [
        (SURE, True),  # a frame that is sure
        (Signal("fact_contradiction", 0.95, "…", details={"sure": "ask"}), False),  # one that asks
        (Signal("scam", 0.95, "…"), True),  # a score from which the policy limits
        (Signal("scam", 0.7, "…"), False),  # and one below
        (Signal("personal_data", 0.95, "[NIK]"), False),  # what is masked needs no second opinion
        (
            Signal("claim_match", 0.9, "…", details={"level": "act", "near_identical": True}),
            False,
        ),  # a copy is a copy
    ],
)
def test_what_would_limit_a_post(signal, limits):
    assert would_limit(signal) is limits


def test_a_false_date_that_sounds_false_keeps_its_limit(opened_parts):
    knowledge, _ = opened_parts
    reading = read(
        Post("a", "Coblosan diundur ke 30 November, jangan datang tanggal 27 ya", posted_at=POSTED),
        knowledge,
    )
    looked = second_look([SURE], reading, knowledge)
    assert looked.signals == (SURE,) and not looked.aside


def test_a_frame_that_fits_by_accident_is_lowered_to_asking(opened_parts):
    knowledge, _ = opened_parts
    reading = read(
        Post(
            "a", "Alhamdulillah tadi sore rapat RT lancar, terima kasih bapak ibu", posted_at=POSTED
        ),
        knowledge,
    )
    looked = second_look([SURE, Signal("scam", 0.95, "…")], reading, knowledge)
    assert looked.score is not None and looked.score < 0.5
    assert [(s.details.get("sure"), s.score) for s in looked.signals] == [
        ("ask", 0.89),
        (None, 0.89),
    ]


UNSURE = Signal("fact_contradiction", 0.7, "…", details={"slot": "voting_date", "sure": "ask"})


def test_where_nothing_would_limit_or_ask_nobody_looks_again(opened_parts):
    knowledge, _ = opened_parts
    reading = read(Post("a", "apa saja"), knowledge)
    agreed = Signal("fact_agreement", 0.8, "…")
    assert second_look([agreed], reading, knowledge) == Looked((agreed,))


def test_an_unsure_frame_that_no_reader_shares_is_set_aside_and_said(opened_parts):
    knowledge, _ = opened_parts
    idle = read(Post("a", "harga cabai di pasar turun lagi", posted_at=POSTED), knowledge)
    assert second_look([UNSURE], idle, knowledge).aside == (UNSURE,)
    false = read(
        Post("b", "Coblosan diundur ke 30 November, jangan datang tanggal 27", posted_at=POSTED),
        knowledge,
    )
    assert second_look([UNSURE], false, knowledge).signals == (UNSURE,)


def test_how_many_stand_is_put_before_a_person_though_the_readers_see_nothing(opened_parts) -> None:
    knowledge, policy = opened_parts
    text = "Metro tinggal satu pasangan calon, lawannya kotak kosong."
    at = datetime(2024, 11, 23, 14, tzinfo=WIB)
    post = Post("a", text, posted_at=at, region="18.72")
    decision = decide_post(post, knowledge, policy, at).decision
    assert decision.review is not None and "CIV-CAND" in {
        r.id for r in decision.rules if r.result == "fired"
    }
