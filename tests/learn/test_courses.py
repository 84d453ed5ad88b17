"""The courses that come along: whole, sourced, and still standing on the facts and rules of today."""

from __future__ import annotations

from pathlib import Path

import pytest

from suluh.errors import DataError
from suluh.facts import load
from suluh.house.engine import Engine
from suluh.learn.course import Choice, Question
from suluh.learn.load import DATA, courses
from suluh.learn.pages import lessons_for
from suluh.learn.stale import quoted, stale

ENGINE = Engine(load("pilkada-2024"))
LESSONS = [lesson for _, lesson in lessons_for(ENGINE.facts)]


def test_six_lessons_on_the_policy_and_four_on_safety() -> None:
    assert [(c.id, len(c.lessons)) for c in courses()] == [("kebijakan", 6), ("keamanan", 4)]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_lesson_is_whole(lesson) -> None:  # type: ignore[no-untyped-def]
    assert lesson.goals and lesson.summary.id and lesson.title.en
    assert len(lesson.body.split()) > 350
    assert "## Latihan" in lesson.body and "dikerjakan bersama" in lesson.body
    assert any(isinstance(item, Question) for item in lesson.items)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_lesson_stands_on_what_it_was_reviewed_against(lesson) -> None:  # type: ignore[no-untyped-def]
    assert stale(lesson, ENGINE.facts, ENGINE.rules) == ()


def test_the_engine_decides_every_practice_post_as_its_lesson_teaches() -> None:
    posts = [post for course in courses() for post in course.posts]
    assert {post.id: ENGINE(post).choice for post in posts} == {p.id: p.expect for p in posts}
    assert {post.expect for post in posts} == set(Choice)


def test_every_course_has_a_test_with_both_kinds_of_items() -> None:
    for course in courses():
        assert len(course.test) >= 8
    kinds = {type(item) for item in courses()[0].test}
    assert len(kinds) == 2


def test_no_right_answer_is_given_away_by_its_place() -> None:
    rights = [
        item.right for lesson in LESSONS for item in lesson.items if isinstance(item, Question)
    ]
    assert max(map(rights.count, set(rights))) < 0.7 * len(rights)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("1-x.md", "no front matter", "front matter"),
        ("1-x.md", "---\ntitle: [\n---\nx", "1-x.md"),
        ("1-x.md", "---\nminutes: 15\n---\nx", "title"),
        ("1-x.yaml", "questions: [{id: A, ask: a, options: [a, b], right: 5, why: w}]", "no option"),
        ("1-x.yaml", "posts: [{id: A, text: a, at: 2024-11-20T10:00:00, expect: leave, why: w, rule: R}]", "offset"),
        ("1-x.yaml", "posts: [{id: A, text: a, at: 2024-11-20T10:00:00+07:00, expect: burn, why: w, rule: R}]", "burn"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_named(tmp_path: Path, name: str, text: str, says: str) -> None:
    folder = tmp_path / "kursus"
    folder.mkdir()
    (folder / "course.yaml").write_text((DATA / "keamanan/course.yaml").read_text("utf-8"), "utf-8")
    (folder / "1-x.md").write_text((DATA / "keamanan/2-peniruan.md").read_text("utf-8"), "utf-8")
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(DataError, match=says):
        courses(tmp_path)


def test_whatever_items_quote_counts_too() -> None:
    lesson = next(one for one in LESSONS if one.id == "keamanan/3-pengelabuan")
    assert {"ID-VOT-010", "SCAM-ELECTION", "ID-VOT-021"} <= set(quoted(lesson))
