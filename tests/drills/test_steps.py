"""The Metro case as an exercise, through the door: what was true is left alone, what has changed is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.drills.known import known_at
from suluh.drills.scenario import DATA, EXPECTATIONS, read_scenario
from suluh.errors import DataError
from suluh.facts import load

if TYPE_CHECKING:
    from conftest import Run

METRO = DATA / "metro.yaml"


@pytest.fixture(scope="module")
def metro(suluh: Run) -> Any:
    ran = suluh("drill", "metro", "--json")
    assert ran.code == 0, ran.err
    return ran.json


def posts(metro: Any, day: str, expect: str) -> list[Any]:
    return [
        post
        for step in metro["steps"]
        if step["at"].startswith(f"2024-11-{day}")
        for post in step["posts"]
        if post["expect"] == expect
    ]


@pytest.mark.parametrize("day", ["20", "21"])
def test_reports_of_the_announcement_are_not_limited_while_it_stood(metro: Any, day: str) -> None:
    reports = posts(metro, day, "leave")
    assert len(reports) >= 3
    for post in reports:
        assert (post["outcome"], post["proposed"]) == ("info_label", None), post["text"]
        assert "CIV-CAND" not in post["rules"]


@pytest.mark.parametrize("day", ["22", "23"])
def test_what_was_true_when_posted_is_labelled_once_revoked(metro: Any, day: str) -> None:
    stale = posts(metro, day, "context")
    assert stale
    assert {post["outcome"] for post in stale} == {"context_label"}
    assert all("faktanya sudah berubah" in post["reasons"]["id"] for post in stale)


@pytest.mark.parametrize("day", ["22", "23"])
def test_votes_for_number_two_stay_valid_is_protected(metro: Any, day: str) -> None:
    valid = [post for post in posts(metro, day, "leave") if "tetap sah" in post["text"]]
    assert valid
    assert all(post["outcome"] == "info_label" and post["review"] is None for post in valid)


def test_each_step_stands_on_its_own_version_of_the_facts(metro: Any) -> None:
    versions = [step["facts"] for step in metro["steps"]]
    assert len(set(versions)) == 3
    assert all(step["sources"] for step in metro["steps"])
    assert metro["score"]["posts"] >= 20


def test_a_desk_does_not_know_what_comes_tomorrow() -> None:
    facts = load()
    then = known_at(facts, ["LP-CAN-1872-2a", "LP-CAN-1872-2b"], ["LP-CAN-1872-2c"])
    struck = then.get("LP-CAN-1872-2b")
    assert struck is not None and struck.valid_to is None
    assert then.get("LP-CAN-1872-2c") is None
    assert then.by_id["LP-CAN-1872-2a"].valid_to == facts.by_id["LP-CAN-1872-2a"].valid_to
    assert then.version != facts.version


def test_a_trainee_answers_first_and_is_counted(suluh: Run) -> None:
    expected = [post.expect for step in read_scenario(METRO).steps for post in step.posts]
    answers = [EXPECTATIONS.index(expect) + 1 for expect in expected]
    answers[0] = 3  # one mistake
    typed = "".join(f"{answer}\n" for answer in answers).encode()
    ran = suluh("drill", "metro", "--step", stdin=typed)
    assert ran.code == 0, ran.err
    assert f"jawaban Anda: {len(answers) - 1} dari {len(answers)}" in ran.said
    assert suluh("drill", "metro", "--step", stdin=b"1\n").code == 1  # went away


def test_it_is_told_in_english_too(suluh: Run) -> None:
    said = suluh("drill", "metro", "--lang", "en").said
    assert "KPU Metro revokes the cancellation" in said
    assert "SK KPU Kota Metro 426/2024" in said


def test_another_answer_than_the_exercise_says_is_exit_code_one(suluh: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(METRO.read_text("utf-8").replace("expect: context", "expect: leave"), "utf-8")
    ran = suluh("drill", "play", own)
    assert ran.code == 1
    assert "BARU" in ran.said


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("2024-11-20T20:00:00+07:00\n    facts", "2024-11-20T20:00:00\n    facts", "+07:00"),
        ("at: 2024-11-19", "at: 2024-11-29", "order"),
        ("expect: context", "expect: konteks", "konteks"),
        ("[LP-CAN-1872-2b]", "[LP-CAN-9999]", "LP-CAN-9999"),
        ("[LP-CAN-1872-2b]", "[]", "neither facts nor a source"),
        ("source: LP-MET-001", "source: LP-MET-999", "LP-MET-999"),
        ("steps:", "steps: [", "own.yaml"),
        ("at: 2024-11-19", "at: 2024-11-39", "own.yaml"),
        ('"18.72"', '"99.99"', "99.99"),
    ],
)
def test_a_mistake_in_an_exercise_is_named(
    suluh: Run, tmp_path: Path, old: str, new: str, named: str
) -> None:
    text = METRO.read_text("utf-8")
    assert old in text
    own = tmp_path / "own.yaml"
    own.write_text(text.replace(old, new, 1), "utf-8")
    ran = suluh("drill", "play", own, "--lang", "en")
    assert ran.code == 2
    assert named in ran.said


@given(st.text(max_size=80))
def test_whatever_stands_in_a_file_is_an_exercise_or_a_named_mistake(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    own = tmp_path_factory.getbasetemp() / "own.yaml"
    own.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"own\.yaml"):
        read_scenario(own)


def test_asking_and_json_at_once_is_a_mistake(suluh: Run) -> None:
    assert suluh("drill", "metro", "--step", "--json").code == 2
