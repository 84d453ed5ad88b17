"""The words of a name or handle by what they say: a body, a region, "official", "fans", "parody"."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from suluh.accounts.letters import is_styled, plain, skeleton, tokens
from suluh.facts.regions import regions
from suluh.text.places import PlaceBook

_FILE = Path(__file__).parent / "data" / "words.yaml"
_LONGEST = 5  # words of a phrase
IDENTITY = frozenset({"body", "region", "level"})
# Marks that platforms draw beside a name and that nobody can rightly type into it.
BADGES = "🅥✓✔☑✅🆅Ⓥⓥ🔵"


class Word(NamedTuple):
    """A piece of a name: what kind of word, what it stands for, as written; `way` is how its letters were written."""

    kind: str  # body | level | region | claims | service | office | topic | parody | fan | about | number | unknown
    value: str
    written: str
    way: str = "plain"  # plain | styled | disguised


class _Entry(NamedTuple):
    kind: str
    value: str
    forms: frozenset[str]  # how it is rightly spelt, without spaces


def name_words(name: str) -> tuple[Word, ...]:
    """The words of a display name. A word inside another counts only when the whole is made of known ones."""
    return _words(tuple(tokens(_without_badges(name))), loose=False)


def handle_words(handle: str) -> tuple[Word, ...]:
    """The words of a handle, in which nothing separates them: `kpukotametro` is three."""
    return _words(tuple(tokens(handle)), loose=True)


def badge(name: str) -> str | None:
    """A mark of verification typed into a name: platforms never put it there.

    >>> badge("KPU Prov. Lampung 🅥")
    '🅥'
    """
    return next((mark for mark in BADGES if mark in name), None)


def _without_badges(name: str) -> str:
    return "".join(" " if c in BADGES else c for c in name)


@lru_cache(maxsize=4096)
def _words(parts: tuple[str, ...], loose: bool) -> tuple[Word, ...]:
    found: list[Word] = []
    at = 0
    while at < len(parts):
        taken, words = _next(parts, at, loose)
        found += words
        at += taken
    return tuple(found)


def _next(parts: Sequence[str], at: int, loose: bool) -> tuple[int, list[Word]]:
    """The longest phrase that begins here, or the pieces of one word."""
    for length in range(min(_LONGEST, len(parts) - at), 0, -1):
        written = "".join(parts[at : at + length])
        entry = book().get(skeleton(written))
        if entry:
            return length, [_word(entry, written, " ".join(parts[at : at + length]))]
    part = parts[at]
    if part.isdigit():
        return 1, [Word("number", part, part)]
    pieces = _pieces(part, loose)
    return 1, pieces


def _word(entry: _Entry, letters: str, written: str) -> Word:
    return Word(entry.kind, entry.value, written, _way(letters, entry.forms))


def _way(letters: str, forms: Iterable[str]) -> str:
    if letters.lower() in forms:
        return "plain"
    if any(is_styled(letters, form) for form in forms):
        return "styled"
    # Accents and the like fold to the right letter without passing for another one.
    dressed = plain(letters) in forms and not any(c.isalpha() and _foreign(c) for c in letters)
    return "styled" if dressed else "disguised"


def _foreign(character: str) -> bool:
    """A letter of a script other than Latin that passes for a Latin one."""
    name = unicodedata.name(character, "")
    return not name.startswith(
        ("LATIN", "MATHEMATICAL", "FULLWIDTH", "CIRCLED", "SQUARED", "NEGATIVE")
    )


def _pieces(part: str, loose: bool) -> list[Word]:
    """A word cut so that the fewest letters stay unknown; in a name all must be known, or it is one unknown word."""
    letters = [skeleton(c) for c in part]
    if len(part) > 40 or any(len(one) > 1 for one in letters):
        return [Word("unknown", part, part)]
    best = _cut(part)
    unknown = sum(len(word.written) for word in best if word.kind == "unknown")
    if unknown and (not loose or (best[0].kind == "unknown" and _late_body(best))):
        return [Word("unknown", part, part)]
    return best


def _late_body(words: Sequence[Word]) -> bool:
    """A body's letters after unknown ones are chance: `sikpuas`."""
    return any(word.kind == "body" for word in words)


def _cut(part: str) -> list[Word]:
    """Least unknown letters, then fewest pieces; from the left, by the usual table."""
    size = len(part)
    cost: list[tuple[int, int]] = [(0, 0)] + [(size + 1, size + 1)] * size
    step: list[tuple[int, _Entry | None]] = [(0, None)] * (size + 1)
    for end in range(1, size + 1):
        for start in range(max(0, end - 28), end):
            written = part[start:end]
            entry = book().get(skeleton(written)) if end - start >= 2 else None
            lost = 0 if entry else end - start
            new = (cost[start][0] + lost, cost[start][1] + 1)
            if new < cost[end]:
                cost[end], step[end] = new, (start, entry)
    words: list[Word] = []
    while size:
        start, entry = step[size]
        written = part[start:size]
        words.append(_word(entry, written, written) if entry else Word("unknown", written, written))
        size = start
    return words[::-1]


@cache
def book() -> dict[str, _Entry]:
    """Every known word by its skeleton; the words of words.yaml win over a region of the same name."""
    found: dict[str, _Entry] = {}
    for words, place in PlaceBook.of(regions().pairs()).names.items():
        joined = "".join(words)
        if len(joined) >= 3:
            _add(found, _Entry("region", " ".join(place.codes), frozenset({joined})))
    listed = yaml.safe_load(_FILE.read_text("utf-8"))
    for kind, groups in listed.items():
        for value, forms in (groups if isinstance(groups, dict) else {kind: groups}).items():
            for form in forms:
                _add(found, _Entry(kind, value, frozenset({form.replace(" ", "")})), over=True)
    return found


def _add(found: dict[str, _Entry], entry: _Entry, over: bool = False) -> None:
    for form in entry.forms:
        key = skeleton(form)
        before = found.get(key)
        if before and before.kind == entry.kind and before.value == entry.value:
            entry = entry._replace(forms=before.forms | entry.forms)
        if over or before is None or before.kind == "region":
            found[key] = entry
