"""What an installation wrote down when somebody had read a lesson again. The lesson's own file stays as it came.

One line a review in `lessons/reviewed.jsonl` of the installation's folder, appended and never edited; the last one of a
lesson stands. Who teaches from courses of their own writes into these instead (`suluh.learn.review`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from suluh.errors import DataError, ServiceError
from suluh.learn.course import Course, Lesson

FILE = "lessons/reviewed.jsonl"


class Reread(msgspec.Struct, frozen=True):
    """`on`: a day in WIB; `marks`: id of a fact or rule → the beginning of its hash; `by`: an account's key, or ""."""

    lesson: str
    on: date
    marks: dict[str, str]
    by: str = ""


def rereadings(place: Path) -> dict[str, Reread]:
    """By lesson. place: the folder of an installation. Raises DataError that names the line which cannot be read."""
    try:
        lines = (place / FILE).read_bytes().splitlines()
    except OSError:
        return {}
    found: dict[str, Reread] = {}
    for number, line in enumerate(lines, 1):
        try:
            one = msgspec.json.decode(line, type=Reread)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise DataError(str(error), file=FILE, line=number) from error
        found[one.lesson] = one
    return found


def keep(place: Path, reread: Reread) -> None:
    """Appends one line, on the disk when this returns. Raises ServiceError when the disk refuses."""
    path = place / FILE
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(msgspec.json.encode(reread) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ServiceError(f"cannot write {path}: {error.strerror}") from error


def with_rereadings(course: Course, found: Mapping[str, Reread]) -> Course:
    """The course with each lesson as last reviewed, here or by its author."""
    return msgspec.structs.replace(course, lessons=tuple(_with(x, found) for x in course.lessons))


def mark(place: Path) -> str:
    """Another word whenever something was written down."""
    try:
        found = (place / FILE).stat()
    except OSError:
        return "-"
    return f"{found.st_mtime_ns}-{found.st_size}"


def _with(lesson: Lesson, found: Mapping[str, Reread]) -> Lesson:
    one = found.get(lesson.id)
    if one is None or one.on < lesson.reviewed_on:
        return lesson
    return msgspec.structs.replace(lesson, reviewed_on=one.on, reviewed=one.marks)
