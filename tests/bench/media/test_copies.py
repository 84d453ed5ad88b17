"""The measure of copies, itself measured: what stands beside ours, what is counted, what is said when it is missing."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

pytest.importorskip("av")

from suluh.bench.clips.encoding import write
from suluh.bench.media.copies import Sizes, run, tables
from suluh.bench.media.copies.made import known, looks_of, same_template, seconds_of
from suluh.bench.media.copies.peers import PlainPdq, Vpdq, pace
from suluh.bench.media.copies.pictures import picture_of
from suluh.bench.media.copies.tally import Tally, merged, summed
from suluh.bench.media.copies.videos import Plan, words_agree
from suluh.media.prints.known import Remembered, remember_picture


def codes(count, seed=1):
    return np.random.default_rng(seed).integers(0, 256, (count, 32), dtype=np.uint8)


def video(bits, quality=100):
    return Remembered(
        "video", tuple((float(n), quality, b.tobytes().hex()) for n, b in enumerate(bits))
    )


@pytest.mark.parametrize(
    ("shared", "others", "found"),
    [
        (8, 2, True),  # 80 of 100 frames asked
        (7, 3, False),
        (8, 0, True),  # a part of the known one: its share does not count
    ],
)
def test_a_video_matches_by_vpdqs_rule_when_eight_of_ten_frames_asked_do(shared, others, found):
    rule = Vpdq([("known", video(codes(10))), ("other", video(codes(10, seed=2)))])
    asked = np.concatenate([codes(10)[:shared], codes(others, seed=3)])
    assert rule.query(asked) == ({"known"} if found else set())


def test_frames_that_vpdq_does_not_trust_are_left_out():
    assert Vpdq([("dark", video(codes(10), quality=49))]).names == []


def test_a_file_gives_vpdq_a_print_a_second(tmp_path):
    dice = np.random.default_rng(1)
    blocks = dice.integers(0, 256, (4, 8, 8, 1), dtype=np.uint8).repeat(20, 1).repeat(20, 2)
    shown = [still for still in blocks.repeat(3, 3) for _ in range(10)]
    path = write(tmp_path / "four.mp4", shown, (160, 160), 10)
    assert len(Vpdq.of_file(path)) == 4


def test_plain_pdq_finds_the_picture_itself_and_no_other():
    plain = PlainPdq((f"card-{seed}", remember_picture(picture_of(seed))) for seed in (1, 9))
    assert plain.query(picture_of(1)) == {"card-1"}
    assert plain.query(np.full((300, 300), 128, np.uint8)) == set()  # too plain to be trusted


def test_the_right_one_others_and_its_template_are_counted_apart():
    one, two = Tally(), Tally()
    one.count({"known": "act", "twin": "suggest", "else": "suggest"}, "known", "twin")
    two.count({"else": "act"}, "known", "twin")
    whole = summed(merged([{"edit": one}, {"edit": two}]))["mean"]
    assert (whole["copies"], whole["found"], whole["act"]) == (2, 0.5, 0.5)
    assert (whole["false_suggest"], whole["false_act"]) == (1, 1)
    assert (whole["template_suggest"], whole["template_act"]) == (1, 0)


def test_the_same_template_has_the_same_scene_and_other_words():
    one, two = known(3), same_template(3)
    assert seconds_of(one) == seconds_of(two) and one.sound != two.sound
    assert not set(one.captions) & set(two.captions)
    first, second = (list(looks_of(planned))[2].image for planned in (one, two))
    same = (first == second).all(axis=2).mean()
    assert 0.5 < same < 1
    assert words_agree(Plan(20)) == 0


def test_what_is_not_installed_is_named_with_what_installs_it():
    for row in pace(picture_of(1)[:200, :200], bank=200, least=0.01)[4:]:
        name = row["engine"].split(",")[0]
        there = importlib.util.find_spec("pdqhash") and importlib.util.find_spec(name)
        assert row["ms a picture"] if there else "requirements/bench.in" in row["note"]


def test_a_small_run_has_every_table():
    sizes = Sizes(2, 1, 0, 400, 1, growth=(500,), opening=(80,), peers=False)
    result = run(sizes, first=0)
    mean = result["pictures"]["mean"]
    assert mean["copies"] == 24 and mean["found"] > 0.8 and mean["false_act"] == 0
    assert result["strangers"]["act"] == 0 and result["opening"][0]["prints"] == 80
    assert [table.title for table in tables(result)] == [
        f"copies: {name}" for name in ("pictures", "bank", "strangers", "growth", "opening")
    ]
