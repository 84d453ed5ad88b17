"""The reading pages of the lessons as nouns, for anybody: what stands on each. No layout."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from suluh.facts import Facts
from suluh.learn.course import (
    Choice,
    Course,
    Decider,
    Judged,
    Lesson,
    PracticePost,
    Question,
    Rulebook,
)
from suluh.learn.load import courses
from suluh.learn.stale import Stale, stale
from suluh.learn.telling import WayTo, told

ROOT = "belajar/"
CHOICES = tuple(Choice)


class Solved(msgspec.Struct, frozen=True):
    """A practice post with what the engine decided. `agrees`: as the lesson teaches."""

    item: PracticePost
    judged: Judged

    @property
    def agrees(self) -> bool:
        return self.judged.choice == self.item.expect


class Read(msgspec.Struct, frozen=True):
    """A lesson for a reader."""

    course: Course
    lesson: Lesson
    html: str
    stale: tuple[Stale, ...]
    questions: tuple[Question, ...]
    posts: tuple[Solved, ...]
    following: Lesson | None


def path_of(course: Course, lesson: Lesson | None = None) -> str:
    """The address inside the site: "belajar/kebijakan/1/"."""
    return f"{ROOT}{course.id}/" + (f"{lesson.number}/" if lesson else "")


def courses_for(facts: Facts) -> tuple[Course, ...]:
    """Those written for this election: lessons quote its facts."""
    return tuple(course for course in courses() if course.election == facts.election.id)


def lessons_for(facts: Facts) -> Iterator[tuple[Course, Lesson]]:
    for course in courses_for(facts):
        for lesson in course.lessons:
            yield course, lesson


def read(
    course: Course, lesson: Lesson, facts: Facts, rules: Rulebook, decide: Decider, way: WayTo
) -> Read:
    """The lesson as it stands today."""
    after = [one for one in course.lessons if one.number == lesson.number + 1]
    posts = [item for item in lesson.items if isinstance(item, PracticePost)]
    return Read(
        course=course,
        lesson=lesson,
        html=told(lesson.body, facts, rules, way),
        stale=stale(lesson, facts, rules),
        questions=tuple(item for item in lesson.items if isinstance(item, Question)),
        posts=tuple(Solved(post, decide(post)) for post in posts),
        following=after[0] if after else None,
    )
