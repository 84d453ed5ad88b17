"""`suluh learn`: whether lessons still stand on the facts and rules of today, and that they were read again."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click
from rich.markup import escape

from suluh.cli.options import facts_option
from suluh.cli.screen import people, print_json
from suluh.cli.tongue import say
from suluh.content import WIB
from suluh.errors import RequestError, ServiceError
from suluh.facts import Facts, load
from suluh.facts.load import DATA as FACTS
from suluh.facts.published import root_of
from suluh.house.engine import Engine
from suluh.learn.course import Course
from suluh.learn.load import DATA, courses
from suluh.learn.pages import Solved
from suluh.learn.reread import Reread, keep, rereadings, with_rereadings
from suluh.learn.review import reviewed
from suluh.learn.stale import Stale, marks, stale

lessons_option = click.option(
    "--lessons",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the courses; those that came with Suluh otherwise.",
)
election_option = click.option("--election", default="pilkada-2024", show_default=True)


@click.group()
def learn() -> None:
    """Lessons for officers (lokakarya)."""


@learn.command("check")
@election_option
@facts_option
@lessons_option
@click.option(
    "--decide", is_flag=True, help="Decide every practice post too: does the engine agree?"
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def check_command(
    election: str, facts: Path | None, lessons: Path | None, decide: bool, as_json: bool
) -> None:
    """List the lessons that a changed fact or rule touches. Exit code 1 when there are any."""
    engine = Engine(_facts(election, facts))
    found = [
        one
        for course in _courses(lessons, facts)
        if course.election == election
        for lesson in course.lessons
        for one in stale(lesson, engine.facts, engine.rules)
    ]
    unlike = _unlike(engine, lessons or DATA, election) if decide else []
    if as_json:
        print_json({"stale": found, "unlike": [one.item.id for one in unlike]})
    else:
        _show(found, unlike)
    if found or unlike:
        sys.exit(1)


@learn.command("review")
@click.argument("lesson")
@election_option
@facts_option
@lessons_option
def review_command(lesson: str, election: str, facts: Path | None, lessons: Path | None) -> None:
    """Write down that LESSON (kebijakan/1-empat-tindakan) was read again and holds.

    Into the lesson's own file; with the folder of an installation and no folder of courses, into the installation's.
    """
    engine = Engine(_facts(election, facts))
    known = {one.id: one for course in courses(lessons or DATA) for one in course.lessons}
    if lesson not in known:
        raise RequestError(f'no lesson "{lesson}"; there are {", ".join(sorted(known))}')
    now, today = marks(known[lesson], engine.facts, engine.rules), datetime.now(WIB).date()
    if facts and not lessons:
        keep(facts, Reread(lesson, today, now))
    else:
        path = (lessons or DATA) / known[lesson].file
        _write(path, reviewed(path.read_text("utf-8"), today, now, path.name))
    people.print(say("learn_reviewed", lesson=lesson, n=len(now)))


def _facts(election: str, folder: Path | None) -> Facts:
    return load(election, root_of(folder, election) if folder else FACTS)


def _courses(lessons: Path | None, facts: Path | None) -> list[Course]:
    """Those of the folder as they are; those that came along as the installation has read them again."""
    if lessons or not facts:
        return list(courses(lessons or DATA))
    found = rereadings(facts)
    return [with_rereadings(course, found) for course in courses()]


def _unlike(engine: Engine, lessons: Path, election: str) -> list[Solved]:
    posts = [p for c in courses(lessons) if c.election == election for p in c.posts]
    solved = [Solved(post, engine(post)) for post in posts]
    return [one for one in solved if not one.agrees]


def _show(found: list[Stale], unlike: list[Solved]) -> None:
    for one in found:
        people.print(escape(f"{one.lesson}: {one.quoted}: {say(f'learn_{one.reason}')}"))
    for each in unlike:
        says = say("learn_unlike", expect=each.item.expect, decided=each.judged.choice)
        people.print(escape(f"{each.item.id}: {says}"))
    people.print(say("learn_checked", stale=len({one.lesson for one in found}), n=len(unlike)))


def _write(path: Path, text: str) -> None:
    """Beside it first, so that a full disk leaves the lesson as it was."""
    fresh = path.with_suffix(".md.new")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise ServiceError(f"cannot write {path}: {error.strerror}") from error
