"""The versions of the facts that an installation published, as editions of the guide: what was, until when, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from suluh.content import WIB
from suluh.errors import DataError
from suluh.facts import Facts, load
from suluh.facts.load import DATA, with_file
from suluh.facts.published import FOLDER, NEW, NOTE, newest, root_of, version_folder
from suluh.guide.book import Book, Edition


def book_of(place: Path | None, election: str, on: date) -> Book:
    """The book of an election with what was published at `place`, the folder of an installation or of facts.

    on: a day in WIB. Raises RequestError for a folder that is neither, DataError for a mistake in a file.
    """
    root = root_of(place, election) if place else DATA
    if place is None or root.parent != (place / FOLDER).absolute():
        return Book(load(election, root), on)
    return Book.of(editions([Edition(load(election))], place / FOLDER), on)


def editions(known: Iterable[Edition], versions: Path) -> list[Edition]:
    """The known editions and those that were published since, oldest first; at least the first one is known.

    versions: the folder with `0001` and on. Of a new version only the file that changed is read, as long as the rest is
    what it was. Raises DataError for a version that cannot be read.
    """
    found = list(known)
    election = found[0].facts.election.id
    for number in range(len(found), newest(versions) + 1):
        before = version_folder(versions, number - 1) if number > 1 else DATA
        after = version_folder(versions, number)
        found.append(_edition(found[-1].facts, before / election, after / election))
    return found


def _edition(facts: Facts, before: Path, after: Path) -> Edition:
    """facts: those of the version before; the folders of the election in both versions."""
    note = _note(after.parent / NOTE)
    known = facts.get(str(note["fact"]))
    name = known.file if known else NEW
    same = _same_besides(
        before, after, name
    )  # not so where Suluh was brought up to date between the two
    made = with_file(facts, after / name, after) if same else load(after.name, after.parent)
    on = datetime.fromisoformat(str(note["at"])).astimezone(WIB).date()
    return Edition(made, on, str(note.get("why", "")), str(note["fact"]))


def _note(path: Path) -> dict[str, Any]:
    """Raises DataError where it is missing, no YAML, or does not say which fact and when."""
    try:
        note = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"cannot be read: {error}", file=str(path)) from error
    if not isinstance(note, dict) or not {"fact", "at"} <= note.keys():
        raise DataError("must say which `fact` was published, and `at` what time", file=str(path))
    return note


def _same_besides(before: Path, after: Path, name: str) -> bool:
    """Whether all files but one have the same names and bytes."""

    def files(folder: Path) -> set[str]:
        return {p.relative_to(folder).as_posix() for p in folder.rglob("*.yaml")} - {name}

    names = files(before)
    return names == files(after) and all(
        (before / one).read_bytes() == (after / one).read_bytes() for one in names
    )
