"""The lessons in the public house: a list, a page for each course and each lesson. Anybody may read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import msgspec

from suluh.guide.book import Book
from suluh.guide.pages import Page
from suluh.guide.telling import fact_path
from suluh.house.engine import Engine, Rules, engine_for
from suluh.learn.course import Course, Lesson
from suluh.learn.pages import ROOT, Read, courses_for, path_of, read
from suluh.learn.reread import Reread, with_rereadings
from suluh.learn.stale import stale


class Listed(msgspec.Struct, frozen=True):
    """A course, its address, and its lessons with theirs; `stale` where a lesson has to be read again."""

    course: Course
    path: str
    lessons: tuple[tuple[Lesson, str, bool], ...]


class Shown(msgspec.Struct, frozen=True):
    """A lesson with what names its rules and exceptions."""

    read: Read
    rules: Rules
    course_path: str
    following: str | None


def lesson_pages(book: Book, reread: Mapping[str, Reread]) -> Iterator[tuple[str, partial[Page]]]:
    """None for an election that no course was written for. reread: what was read again here, by lesson."""
    found = tuple(with_rereadings(course, reread) for course in courses_for(book.facts))
    if not found:
        return
    yield ROOT, partial(list_page, book, found)
    for course in found:
        yield path_of(course), partial(course_page, book, course)
        for lesson in course.lessons:
            yield path_of(course, lesson), partial(lesson_page, book, course, lesson)


def list_page(book: Book, found: tuple[Course, ...], lang: str) -> Page:
    engine = engine_for(book.facts)
    body = tuple(_listed(course, engine) for course in found)
    return Page(path=ROOT, kind="lessons", lang=lang, title="", body=body)


def course_page(book: Book, course: Course, lang: str) -> Page:
    return Page(
        path=path_of(course),
        kind="course",
        lang=lang,
        title=course.title.within(lang),
        more=course.summary.within(lang),
        body=_listed(course, engine_for(book.facts)),
    )


def lesson_page(book: Book, course: Course, lesson: Lesson, lang: str) -> Page:
    """The teaching text is Indonesian in every language; title and summary are in the reader's."""
    path, engine = path_of(course, lesson), engine_for(book.facts)
    root = "../" * (path.count("/") + (lang != "id"))

    def way(fact: str) -> str:
        return root + fact_path(fact)

    found = read(course, lesson, book.facts, engine.rules, engine, way)
    after = found.following
    return Page(
        path=path,
        kind="lesson",
        lang=lang,
        title=lesson.title.within(lang),
        more=lesson.summary.within(lang),
        body=Shown(found, engine.rules, path_of(course), path_of(course, after) if after else None),
    )


def _listed(course: Course, engine: Engine) -> Listed:
    lessons = tuple(
        (lesson, path_of(course, lesson), bool(stale(lesson, engine.facts, engine.rules)))
        for lesson in course.lessons
    )
    return Listed(course, path_of(course), lessons)
