"""The lexicons of everyday and regional spelling: which written form stands for which Indonesian word.

A lexicon file is meant to be read and corrected by anyone who speaks the language:

    # Javanese
    tidak = ora, mboten
    [among jv]          only in a post that shows at least two other Javanese words
    hari = dina

The standard word comes first, then the forms people write. A form that means different things in
different languages goes under a condition, or is left out and stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from suluh.errors import DataError

HERE = Path(__file__).parent / "data"
CONDITION = re.compile(
    r"\[(always|(?:not )?among [a-z]{2,3}|before number|(?:not )?after number|not before dot)\]"
)
CONDITIONS = "[always], [among jv], [not among jv], [before number], [after number], [not after number], [not before dot]"


class Entry(msgspec.Struct, frozen=True):
    """One written form and what it stands for."""

    form: str
    standard: str
    language: str  # name of the file it came from: slang, jv, su, min, other
    when: str | None  # None: always; otherwise the condition it was listed under


class Lexicon(msgspec.Struct, frozen=True):
    """All forms, looked up by word; forms of several words by their first word."""

    words: dict[str, tuple[Entry, ...]]  # in the order they are tried
    sequences: dict[str, list[tuple[tuple[str, ...], Entry]]]
    vocabulary: frozenset[str]  # words that need no repair
    election: frozenset[str]  # the words that people disguise


def read_lexicon(path: Path) -> Iterator[Entry]:
    """Entries of one lexicon file. Raises DataError with file and line for a line that is neither
    `standard = form, form` nor a known condition."""
    when: str | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.split("#", 1)[0].strip()
        if not line:
            continue
        if line.startswith("["):
            when = _condition(line, path, number)
            continue
        standard, equals, forms = line.partition("=")
        if not equals or not standard.strip() or not forms.strip():
            raise DataError(
                f'expected "standard = form, form", got {line!r}', file=path, line=number
            )
        for form in forms.split(","):
            if form.strip():
                yield Entry(" ".join(form.split()), " ".join(standard.split()), path.stem, when)


def _condition(line: str, path: Path, number: int) -> str | None:
    found = CONDITION.fullmatch(line)
    if not found:
        raise DataError(f"unknown condition {line}, known are {CONDITIONS}", file=path, line=number)
    return None if found[1] == "always" else found[1]


def read_words(path: Path) -> frozenset[str]:
    """Words of a plain word list; `#` begins a comment."""
    lines = path.read_text("utf-8").splitlines()
    return frozenset(word for line in lines for word in line.split("#", 1)[0].split())


def build(entries: Iterable[Entry], plain: frozenset[str], election: frozenset[str]) -> Lexicon:
    """A lexicon from entries. Everyday spelling comes first; a form that two regional languages understand
    differently holds only among words of its language."""
    forms: dict[str, list[Entry]] = {}
    sequences: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for entry in entries:
        first, *rest = entry.form.split()
        if rest:
            sequences.setdefault(first, []).append((tuple(rest), entry))
        else:
            forms.setdefault(entry.form, []).append(entry)
    for parts, word in _split_in_two(election, plain | election):
        entry = Entry(" ".join(parts), word, "split", None)
        sequences.setdefault(parts[0], []).append((parts[1:], entry))
    for options in sequences.values():
        options.sort(key=lambda option: -len(option[0]))
    words = {form: _in_order(found) for form, found in forms.items()}
    targets = {word for found in words.values() for e in found for word in e.standard.split()}
    return Lexicon(words, sequences, plain | election | targets | words.keys(), election)


def _in_order(entries: list[Entry]) -> tuple[Entry, ...]:
    everyday = [entry for entry in entries if entry.language == "slang"]
    regional = [entry for entry in entries if entry.language != "slang"]
    if any(entry.when is None for entry in everyday):
        return tuple(sorted(everyday, key=lambda entry: entry.when is None))
    if len({entry.standard for entry in regional if entry.when is None}) > 1:
        regional = [_only_among_its_own(entry) for entry in regional]
    return tuple(everyday + sorted(regional, key=lambda entry: entry.when is None))


def _only_among_its_own(entry: Entry) -> Entry:
    if entry.when is not None:
        return entry
    return Entry(entry.form, entry.standard, entry.language, f"among {entry.language}")


def _split_in_two(
    words: frozenset[str], plain: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """ "pil kada", "mencob los": a disguised word in two parts that are not both words of their own."""
    for word in sorted(words):
        if len(word) < 6:
            continue
        for at in range(2, len(word) - 1):
            parts = word[:at], word[at:]
            if not (parts[0] in plain and parts[1] in plain) or parts[0] == "di":
                yield parts, word


@cache
def lexicon() -> Lexicon:
    """The lexicons that ship with Suluh, read once."""
    files = sorted(
        (HERE / "lexicon").glob("*.txt"), key=lambda path: (path.stem != "slang", path.stem)
    )
    entries = [entry for path in files for entry in read_lexicon(path)]
    return build(entries, read_words(HERE / "words.txt"), read_words(HERE / "election_words.txt"))
