"""The lexicon of the search: written form → what is meant. Read from lexicon.txt, with the spellings of `suluh.text`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from suluh.errors import DataError
from suluh.guide.search.words import FUZZY, alike, words
from suluh.text import slang

FILE = Path(__file__).parent / "lexicon.txt"
NOTHING = "-"  # what a word means that says nothing


class Lexicon(msgspec.Struct, frozen=True):
    """`forms`: words joined by a space → meanings. `anchors`: meanings that only an election has."""

    forms: dict[str, tuple[str, ...]]
    spelling: dict[str, str]  # written word → the word of the lexicon
    anchors: frozenset[str]


@cache
def lexicon(path: Path = FILE) -> Lexicon:
    """Raises DataError with file and line for a line that is not `meaning = form, form`."""
    lines = list(_lines(path))
    anchors = frozenset(m.removeprefix("*") for m, _ in lines if m.startswith("*"))
    own = frozenset(f for m, forms in lines if m.startswith("*") for f in forms)
    vocabulary = {w for _, forms in lines for f in forms for w in words(f)}
    spelling = {k: v for k, v in _everyday(frozenset(vocabulary)).items() if k not in own}
    found: dict[str, list[str]] = {}
    for meaning, forms in lines:
        for form in forms:
            there = found.setdefault(spelled(words(form), spelling), [])
            if meaning.removeprefix("*") not in there:
                there.append(meaning.removeprefix("*"))
    return Lexicon({f: tuple(m) for f, m in found.items()}, spelling, anchors)


def spelled(written: list[str], spelling: dict[str, str]) -> str:
    """The words in the spelling of the lexicon."""
    return " ".join(spelling.get(w, w) for w in written)


def _lines(path: Path) -> Iterator[tuple[str, list[str]]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.split("#", 1)[0].strip()
        if not line:
            continue
        meaning, equals, forms = line.partition("=")
        listed = [" ".join(words(f)) for f in forms.split(",") if words(f)]
        if not equals or not meaning.strip() or not listed:
            raise DataError(
                f'expected "meaning = form, form", got {line!r}', file=path.name, line=number
            )
        yield meaning.strip(), listed


def _everyday(vocabulary: frozenset[str]) -> dict[str, str]:
    """The everyday and regional spellings of `suluh.text` that lead to a word of ours."""
    found = {}
    for form, entries in slang.lexicon().words.items():
        entry = next((e for e in entries if e.when is None), None)
        if entry is None or not form.isascii() or not form.isalnum():
            continue
        meant = words(entry.standard)
        if meant and set(meant) <= vocabulary and not _forgiven(form, meant):
            found[form] = " ".join(meant)
    return found


def _forgiven(form: str, meant: list[str]) -> bool:
    """Whether it is the word itself, or would be read as it anyway."""
    doubled = form[-1] == form[-2:-1]  # "ngakk": too rare to be sent to every phone
    return (
        meant == [form]
        or doubled
        or (len(meant) == 1 and len(form) >= FUZZY and alike(form, meant[0]))
    )
