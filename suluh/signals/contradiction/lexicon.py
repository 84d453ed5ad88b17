"""The concepts that official facts are about, and the phrases people use for them, from YAML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from suluh.errors import DataError
from suluh.text.phrases import PhraseBook

DATA = Path(__file__).parent / "data"


def expand(phrase: str) -> Iterator[str]:
    """Every phrase that a short form stands for: `(a|b)` is either, `x?` may be left out.

    >>> sorted(expand("(di |)tps (mana|lain)"))
    ['di tps lain', 'di tps mana', 'tps lain', 'tps mana']
    >>> sorted(expand("elections?"))
    ['election', 'elections']
    """
    start = phrase.find("(")
    if start < 0:
        yield from _with_optional(" ".join(phrase.split()))
        return
    end = _closing(phrase, start)
    for choice in _choices(phrase[start + 1 : end]):
        yield from expand(phrase[:start] + choice + phrase[end + 1 :])


def _with_optional(phrase: str) -> Iterator[str]:
    at = phrase.find("?")
    if at < 0:
        yield phrase
        return
    for left_out in ("", phrase[at - 1]):
        yield from _with_optional(phrase[: at - 1] + left_out + phrase[at + 1 :])


def _closing(phrase: str, start: int) -> int:
    depth = 0
    for at in range(start, len(phrase)):
        depth += {"(": 1, ")": -1}.get(phrase[at], 0)
        if depth == 0:
            return at
    raise DataError(f'a bracket stays open in "{phrase}"')


def _choices(inside: str) -> list[str]:
    """The branches of a bracket; a branch may hold a bracket of its own."""
    branches, depth = [""], 0
    for character in inside:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            branches.append("")
        else:
            branches[-1] += character
    return branches


def read_concepts(path: Path) -> dict[str, tuple[str, ...]]:
    """The concepts of one file. Raises DataError for a file that is no mapping of names to phrases."""
    try:
        rows: Any = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise DataError(f"not readable as YAML: {error}", file=path.name) from error
    if not isinstance(rows, dict):
        raise DataError("concepts and their phrases are expected", file=path.name, line=1)
    return {str(concept): tuple(_phrases(words)) for concept, words in rows.items()}


def _phrases(words: Any) -> Iterator[str]:
    for part in str(words).split(","):
        if phrase := part.strip():
            yield from expand(phrase)


@lru_cache(maxsize=1)
def concepts() -> dict[str, tuple[str, ...]]:
    """Every concept with its phrases, as written."""
    every: dict[str, tuple[str, ...]] = {}
    for path in sorted(DATA.glob("*.yaml")):
        for concept, phrases in read_concepts(path).items():
            every[concept] = (*every.get(concept, ()), *phrases)
    return every


@lru_cache(maxsize=1)
def book() -> PhraseBook:
    """One automaton over all concepts, so that a post is walked once."""
    return PhraseBook.kept("contradiction", sorted(DATA.glob("*.yaml")), concepts)
