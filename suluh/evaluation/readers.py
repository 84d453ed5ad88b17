"""Posts that two readers judged apart from each other, each with one answer: the id of a rule, or `none`.

    to_code.jsonl ──┐
    first.jsonl   ──┼──► post by post ──► agreement over all answers, and of each rule against everything else
    second.jsonl  ──┘

tests/tables/golden/README.md says who they were and how the posts were drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from suluh.cases.agreement import Agreement, by_rules
from suluh.errors import DataError
from suluh.evaluation.golden import Golden, lines
from suluh.policy.lines import unknown

NONE = "none"
OVER_ALL = "*"  # the agreement over all answers, beside those of single rules
BY_READERS = "judged by the author, and by a second reader who did not see the first answers"


class Post(msgspec.Struct, frozen=True):
    """What a reader sees, as far as it is kept."""

    id: str
    text: str
    region: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """What a reader said of a post."""

    id: str
    answer: str


class Named(msgspec.Struct, frozen=True):
    """A rule: how often each reader named it, and how far they agree that it is this one or not."""

    rule: str
    first: int
    second: int
    both: int
    agreement: Agreement


def judged(folder: Path, second: Path, rules: Collection[str]) -> list[Golden]:
    """Every post with both answers, in the folder's order.

    second: a JSON object a line with `id` and `answer`. Raises DataError for a line that is none, an answer that is no
    rule, a post that is not among them, or is answered twice or not at all.
    """
    posts = list(lines(folder / "to_code.jsonl", Post))
    ids = {post.id for post in posts}
    said = [_answers(path, ids, {*rules, NONE}) for path in (folder / "first.jsonl", second)]
    return [
        Golden(
            post.id, "-", post.text, tuple(one[post.id] for one in said), BY_READERS, post.region
        )
        for post in posts
    ]


def over_all(posts: Iterable[Golden]) -> Agreement:
    """How far both gave the same answer, of all there are."""
    return by_rules({OVER_ALL: [post.answers for post in posts]})[0]


def named(posts: Collection[Golden]) -> list[Named]:
    """Each rule that either of them named, in alphabetical order."""
    rules = {answer for post in posts for answer in post.answers} - {NONE}
    return [_named(rule, posts) for rule in sorted(rules)]


def _named(rule: str, posts: Iterable[Golden]) -> Named:
    told = [tuple(str(answer == rule) for answer in post.answers) for post in posts]
    first, second = (sum(one[reader] == "True" for one in told) for reader in (0, 1))
    return Named(rule, first, second, told.count(("True", "True")), by_rules({rule: told})[0])


def _answers(path: Path, ids: Collection[str], known: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, one in enumerate(lines(path, Answer), 1):
        if one.id not in ids:
            raise DataError(unknown("post", one.id, ids), file=path, line=number)
        if one.answer not in known:
            raise DataError(unknown("rule", one.answer, known), file=path, line=number)
        if one.id in found:
            raise DataError(f"{one.id} is answered twice", file=path, line=number)
        found[one.id] = one.answer
    if missing := sorted(set(ids) - set(found)):
        raise DataError(f"{len(missing)} posts have no answer, {missing[0]} first", file=path)
    return found
