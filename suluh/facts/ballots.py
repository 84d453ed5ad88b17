"""Whether a list of candidates can stand in the guide: every column in the same form, numbered without a gap.

On a single pair's ballot the empty column stands too (slot `single_candidate_threshold`, with its source).
Everything else about a fact is checked where facts are loaded.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

from suluh.errors import DataError
from suluh.facts.fact import Fact, Facts
from suluh.facts.load import DATA, load, with_file
from suluh.facts.values import RecordValue

SLOT = "candidate_pair"
_TEXTS = ("office", "pair", "official_name")


def tried(path: Path, election: str, root: Path = DATA) -> tuple[Facts, tuple[Fact, ...]]:
    """The election's facts as they would be with this file among the regions' files, and the facts of the file.

    Nothing is written. Raises DataError for a mistake in it, with its line; RequestError for an unknown election.
    """
    known = load(election, root)
    with tempfile.TemporaryDirectory() as draft:
        folder = Path(draft) / election
        shutil.copytree(root / election, folder)
        there = folder / "wilayah" / path.name
        there.parent.mkdir(exist_ok=True)
        try:
            shutil.copyfile(path, there)
        except OSError as error:
            raise DataError(f"cannot be read: {error.strerror}", file=path.name) from error
        loaded = with_file(known, there, folder)
    name = f"wilayah/{path.name}"
    new = tuple(f for f in (*loaded.facts, *loaded.withheld) if f.file == name)
    for region in dict.fromkeys(f.jurisdiction for f in new if f.slot == SLOT):
        check_ballot([f for f in (*loaded.facts, *new) if f.jurisdiction == region])
    return loaded, new


def check_ballot(facts: Iterable[Fact]) -> None:
    """The candidates of one region among these facts. Raises DataError that names the first mistake and its line."""
    columns = list({f.id: f for f in facts if f.slot == SLOT}.values())
    for fact in columns:
        _check_form(fact)
    _check_numbers(columns)
    blank = [f for f in columns if _fields(f)["is_blank"]]
    pairs = {_number(f) for f in columns if not _fields(f)["is_blank"]}
    if len({_number(f) for f in blank}) > 1:
        raise _wrong(blank[-1], "there is one empty column at most")
    if len(pairs) == 1 and not blank:
        raise _wrong(columns[-1], "a single pair stands with an empty column, which is missing")


def _check_form(fact: Fact) -> None:
    fields = _fields(fact)
    for name in _TEXTS:
        if not isinstance(fields.get(name), str) or not str(fields[name]).strip():
            raise _wrong(fact, f'the text "{name}" is missing in its value')
    if not isinstance(fields.get("is_blank"), bool):
        raise _wrong(fact, 'its value must say "is_blank: true" or "is_blank: false"')
    number = fields.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise _wrong(fact, 'its value needs a "number" from 1 on')
    if not fact.sources:
        raise _wrong(fact, "a source is missing")


def _check_numbers(columns: list[Fact]) -> None:
    """From 1 on without a gap, and no number twice on the same days."""
    ordered = sorted(columns, key=lambda f: (_number(f), f.valid_from or date.min))
    for before, after in pairwise(ordered):
        if _number(before) == _number(after) and _meet(before, after):
            raise _wrong(after, f"number {_number(after)} is {before.id} already, on the same days")
    numbers = sorted({_number(f) for f in columns})
    for wanted, number in enumerate(numbers, 1):
        if wanted != number:
            late = next(f for f in ordered if _number(f) == number)
            raise _wrong(late, f"number {wanted} is missing before it")


def _meet(before: Fact, after: Fact) -> bool:
    return (after.valid_from or date.min) <= (before.valid_to or date.max)


def _number(fact: Fact) -> int:
    number = _fields(fact)["number"]
    assert isinstance(number, int)  # its form has been checked
    return number


def _fields(fact: Fact) -> dict[str, object]:
    return dict(fact.value.fields) if isinstance(fact.value, RecordValue) else {}


def _wrong(fact: Fact, problem: str) -> DataError:
    return DataError(f"{fact.id}: {problem}", file=fact.file, line=fact.line)
