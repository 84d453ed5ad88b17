"""Courses from files that a trainer edits: Markdown with front matter, questions in YAML beside it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from suluh.errors import DataError
from suluh.learn.course import Both, Course, Item, Lesson, PracticePost, Question

DATA = Path(__file__).parent / "data"
FENCE = "---\n"
T = TypeVar("T")


class _About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    election: str
    title: Both
    summary: Both


class _Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Both
    summary: Both
    minutes: int
    goals: tuple[str, ...]
    reviewed_on: date
    reviewed: dict[str, str] = {}


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    questions: tuple[Question, ...] = ()
    posts: tuple[PracticePost, ...] = ()


def courses(root: Path = DATA) -> tuple[Course, ...]:
    """Every course, the longest first; those that came along are read once. Raises DataError."""
    return _shipped() if root == DATA else _read(root)


@cache
def _shipped() -> tuple[Course, ...]:
    return _read(DATA)


def _read(root: Path) -> tuple[Course, ...]:
    folders = sorted(path.parent for path in root.glob("*/course.yaml"))
    found = [_course(folder) for folder in folders]
    _refuse_doubles(found)
    return tuple(sorted(found, key=lambda course: (-len(course.lessons), course.id)))


def split(text: str, file: str = "") -> tuple[str, str]:
    """Front matter and body. Raises DataError where the front matter does not begin or end."""
    head, fence, body = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    if not text.startswith(FENCE) or not fence:
        raise DataError("front matter must stand between two lines of ---", file=file)
    return head, body


def _course(folder: Path) -> Course:
    about = _converted(_yaml(_text(folder / "course.yaml"), "course.yaml"), _About, "course.yaml")
    lessons = [_lesson(path) for path in sorted(folder.glob("[0-9]*.md"))]
    return Course(folder.name, about.election, about.title, about.summary, tuple(lessons))


def _lesson(path: Path) -> Lesson:
    name = f"{path.parent.name}/{path.name}"
    head, body = split(_text(path), name)
    front = _converted(_yaml(head, name), _Front, name)
    return Lesson(
        id=f"{path.parent.name}/{path.stem}",
        title=front.title,
        summary=front.summary,
        minutes=front.minutes,
        goals=front.goals,
        body=body,
        items=_items(path.with_suffix(".yaml")),
        reviewed_on=front.reviewed_on,
        reviewed=front.reviewed,
        file=name,
    )


def _items(path: Path) -> tuple[Item, ...]:
    if not path.exists():
        return ()
    name = f"{path.parent.name}/{path.name}"
    asked = _converted(_yaml(_text(path), name), _Asked, name)
    for question in asked.questions:
        if not 0 <= question.right < len(question.options) > 1:
            raise DataError(f"{question.id}: `right` names no option", file=name)
    for post in asked.posts:
        if post.at.tzinfo is None or (post.seen and post.seen.tzinfo is None):
            raise DataError(f"{post.id}: a time needs its offset, such as +07:00", file=name)
    return (*asked.questions, *asked.posts)


def _refuse_doubles(found: list[Course]) -> None:
    seen: set[str] = set()
    for lesson in (one for course in found for one in course.lessons):
        for item in lesson.items:
            if item.id in seen:
                raise DataError(f"two items are called {item.id}", file=lesson.file)
            seen.add(item.id)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(str(error), file=path.name) from error


def _yaml(text: str, file: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataError(str(error.problem), file=file, line=line) from error
    except yaml.YAMLError as error:
        raise DataError(str(error), file=file) from error


def _converted(plain: Any, kind: type[T], file: str) -> T:
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        raise DataError(str(error), file=file) from error
