"""Many reports of one thing become one case; what only looks like it does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telling import FALSE_DATE, MONDAY, Story, filed, reported

from suluh.cases import Role, Track, happened
from suluh.cases import events as e
from suluh.cases.joining import Board, as_sighting, merge, same_address, same_thing
from suluh.cases.things import MediaMark, Thing

ONE_ADDRESS = [
    (
        "https://www.tiktok.com/@a/video/7?is_from_webapp=1&web_id=9",
        "http://tiktok.com/@a/video/7/",
    ),
    ("https://youtu.be/AbCdEfGhIjk?si=1", "https://www.youtube.com/watch?v=AbCdEfGhIjk&t=12s"),
    ("https://youtube.com/shorts/AbCdEfGhIjk", "https://m.youtube.com/watch?v=AbCdEfGhIjk"),
    ("https://twitter.com/a/status/1?s=20", "https://x.com/a/status/1"),
    (
        "https://www.facebook.com/story.php?story_fbid=1&id=2&fbclid=x",
        "https://m.facebook.com/story.php?id=2&story_fbid=1",
    ),
    ("https://www.instagram.com/p/Cx1/?igsh=abc", "https://instagram.com/p/Cx1"),
]
TWO_ADDRESSES = [
    ("https://tiktok.com/@a/video/7", "https://tiktok.com/@a/video/8"),
    (
        "https://facebook.com/story.php?story_fbid=1&id=2",
        "https://facebook.com/story.php?story_fbid=3&id=2",
    ),
    ("https://youtu.be/AbCdEfGhIjk", "https://youtu.be/abcdefghijk"),  # letters count in an id
]
NO_ADDRESS = [
    "",
    "tiktok.com/@a/video/7",
    "ftp://x/y",
    "javascript:alert(1)",
    "http://",
    "http://[::1",
    "https://\x00",
]


@pytest.mark.parametrize(("left", "right"), ONE_ADDRESS)
def test_where_a_reader_came_from_is_no_part_of_an_address(left: str, right: str) -> None:
    assert same_address(left) == same_address(right) != ""


@pytest.mark.parametrize(("left", "right"), TWO_ADDRESSES)
def test_two_posts_stay_two(left: str, right: str) -> None:
    assert same_address(left) != same_address(right)


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_is_no_web_address_joins_nothing(url: str) -> None:
    assert same_thing(Thing(url=url), Thing(url=url)) is None or same_address(url)


WORDS = [
    (
        "Info kelurahan: pencoblosan diundur ke 28 November 2024",
        "info kelurahan, pencoblosan di undur ke 28 november 2024!!",
        "words",
    ),
    (
        "Info kelurahan: pencoblosan diundur ke 28 November 2024",
        "Info kelurahan: pencoblosan diundur ke 29 November 2024",
        None,
    ),  # another date
    (
        "Info kelurahan pencoblosan diundur ke 28 November",
        "Info kelurahan pencoblosan tidak diundur ke 28 November",
        None,
    ),  # the correction
    ("ayo nyoblos", "ayo nyoblos", None),  # too few words to be the same by more than chance
]


@pytest.mark.parametrize(("left", "right", "why"), WORDS)
def test_the_same_words_are_one_thing_and_a_correction_is_another(
    left: str, right: str, why: str | None
) -> None:
    assert same_thing(Thing(text=left), Thing(text=right)) == why


def test_the_same_bytes_under_another_address_are_one_thing() -> None:
    medium = (MediaMark("a" * 64),)
    assert (
        same_thing(
            Thing(url="https://x.com/a/status/1", media=medium),
            Thing(url="https://tiktok.com/@b/video/2", media=medium),
        )
        == "medium"
    )


def test_a_second_report_is_a_sighting_of_the_first_and_every_sighting_counts() -> None:
    story = reported()
    board = Board(Track.A, [story.now])
    copy = Thing(url="https://x.com/warga/status/9", text=FALSE_DATE.text.upper())
    found = board.find(copy)
    assert found == ("1", "words")
    report = e.Reported(
        case="?",
        at=MONDAY + timedelta(minutes=3),
        actor="warga9",
        role=Role.REPORTER_PUBLIC,
        track="A",
        thing=copy,
    )
    case = happened(story.now, as_sighting(report, story.now))
    assert (case.seen, case.reporters) == (2, {"bawaslu", "warga9"})
    assert case.state == "submitted"


def test_two_cases_of_one_thing_are_merged_and_nobody_who_reported_either_decides() -> None:
    one, two = reported(), Story("2")
    two.say(e.Reported, "sari", 1, role=Role.REPORTER_TRUSTED, track="A", thing=FALSE_DATE)
    merged, absorbed = merge(two.now, one.now, actor="meja", role=Role.TRIAGE, at=one.at(3))
    gone, kept = happened(two.now, merged), happened(one.now, absorbed)
    assert (gone.state, gone.merged_into) == ("duplicate", "1")
    assert (kept.seen, kept.reporters) == (2, {"bawaslu", "sari"})


def test_the_board_of_one_track_knows_no_case_of_another() -> None:
    assert Board(Track.A, [filed().now]).find(FALSE_DATE) is None


PIECES = st.sampled_from(
    "info kelurahan pencoblosan diundur ke kamis 28 29 november 2024 tidak mohon disebarkan warga metro timur tps hoaks".split()
)
TEXT = st.lists(PIECES, min_size=4, max_size=9).map(" ".join)


@given(st.lists(TEXT, min_size=1, max_size=6), TEXT)
@settings(max_examples=100, deadline=None)
def test_the_board_answers_as_the_plain_rule_does(known: list[str], asked: str) -> None:
    board = Board(Track.A)
    for number, text in enumerate(known):
        board.learn(str(number), Thing(text=text))
    plain = {
        str(number)
        for number, text in enumerate(known)
        if same_thing(Thing(text=text), Thing(text=asked))
    }
    found = board.find(Thing(text=asked))
    assert (found is None) == (not plain)
    assert found is None or found[0] in plain
