"""Is Suluh equally often wrong in every language? Error by language on posts whose right answer is known.

Missed: false or rule-breaking, and neither limited nor put before a person. Touched: to be left alone, and limited.
Asked: to be left alone, and a person is asked. The label's own language counts where a table has one; Lampung words and
mixtures are found by word lists, since no table marks them yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import msgspec
from ruamel.yaml import YAML

from suluh.audit.chance import wilson
from suluh.content import Post
from suluh.policy.decision import Decision

WORDS = Path(__file__).parent / "data" / "languages.yaml"
FEWEST = 20  # posts below which an interval alone is given and no judgement (project decision)
Judge = Callable[[Decision], bool]
_WORD = re.compile(r"[^\W\d_]+")


class Labelled(msgspec.Struct, frozen=True):
    """A post with what is expected of it (act, flag, leave) and the language its writer gave."""

    post: Post
    expect: str
    language: str


class Errors(msgspec.Struct, frozen=True):
    """Of one group: how many, how many wrong, and 95 % around the share (Wilson)."""

    n: int
    wrong: int
    interval: tuple[float, float]

    @property
    def too_few(self) -> bool:
        return self.n < FEWEST


class ByLanguage(msgspec.Struct, frozen=True):
    """The errors of one language."""

    language: str
    missed: Errors
    touched: Errors
    asked: Errors


def by_language(
    posts: Sequence[Labelled],
    decisions: Sequence[Decision],
    found: Judge,
    limited: Judge,
) -> tuple[ByLanguage, ...]:
    """Errors of each language, "lampung" across the others; every group that is known, empty ones too."""
    rows = [
        (groups_of(labelled), labelled.expect, found(decision), limited(decision))
        for labelled, decision in zip(posts, decisions, strict=True)
    ]
    return tuple(_of(group, [row for row in rows if group in row[0]]) for group in groups())


def groups() -> tuple[str, ...]:
    """The languages that are told apart."""
    return tuple(_words()["groups"])


def language_of(code: str) -> str:
    """A language as the audit writes it, from the code of any table."""
    return str(_words()["written"].get(code, code))


def groups_of(labelled: Labelled) -> frozenset[str]:
    """The groups of a post: its language, and Lampung where its words are.

    >>> sorted(groups_of(Labelled(Post("1", "nyak haga milih di TPS"), "leave", "id")))
    ['id', 'lampung']
    """
    written = language_of(labelled.language)
    words = set(_WORD.findall(labelled.post.text.lower()))
    lampung = len(words & set(_words()["lampung"])) >= _words()["lampung_words"]
    return frozenset({written, "lampung"} if lampung else {written})


@cache
def _words() -> dict:  # type: ignore[type-arg]
    found: dict = YAML(typ="safe").load(WORDS)  # type: ignore[type-arg]
    return found


def _of(group: str, rows: Iterable[tuple[frozenset[str], str, bool, bool]]) -> ByLanguage:
    told = list(rows)
    wanted = [was_found for _, expect, was_found, _ in told if expect != "leave"]
    left = [(was_found, touched) for _, expect, was_found, touched in told if expect == "leave"]
    return ByLanguage(
        group,
        _errors(len(wanted), wanted.count(False)),
        _errors(len(left), sum(touched for _, touched in left)),
        _errors(len(left), sum(was_found and not touched for was_found, touched in left)),
    )


def _errors(n: int, wrong: int) -> Errors:
    return Errors(n, wrong, wilson(wrong, n))
