"""Posts that harm people, and posts that look like them: what is found, what comes first, what is left alone.

    kind <TAB> text        posts.tsv; `leave` for what nobody may touch

Half of the posts is kept apart by the hash of their words, chosen before anything was run; word lists were set on the
other half alone, and only of that half are single posts shown. All of them are invented.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from suluh.bench.table import Table
from suluh.content import WIB, Post
from suluh.errors import InputError, RequestError
from suluh.flow import Decided, decide_post
from suluh.knowledge import Knowledge
from suluh.links.blocklist import Line
from suluh.links.book import LinkBook
from suluh.links.shortlinks import ShortLink
from suluh.policy.compiler import CompiledPolicy

FILE = Path(__file__).with_name("posts.tsv")
POSTED = datetime(2024, 11, 20, 10, tzinfo=WIB)
LEAVE, THREAT, DOX = "leave", "threat", "dox"
SIGNALS = frozenset({"scam", "threat", "intimidation", "disruption", "personal_data", "data_leak"})
_LISTED = "daftar blokir contoh"
# The lists that a province would keep, for the posts of the kinds `blocked` and `short`.
BOOK = LinkBook(
    (
        ShortLink("s.id/tps-contoh", "undangan.contoh-jahat.com/tps", _LISTED, date(2024, 11, 1)),
        ShortLink("bit.ly/dpt-contoh", "kpu-go.id/dpt", _LISTED, date(2024, 11, 1)),
        ShortLink("s.id/undangan-contoh", "bawas1u.go.id/undangan", _LISTED, date(2024, 11, 1)),
    ),
    {
        link: Line("add", link, POSTED, _LISTED)
        for link in ("contoh-jahat.com", "layanan-contoh.my.id/dpt")
    },
)


class Row(NamedTuple):
    """One invented post and what it is."""

    kind: str
    text: str

    @property
    def is_kept(self) -> bool:
        """Whether it belongs to the half that nobody may tune on."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


class Count(msgspec.Struct):
    """Posts of one kind in one half. `first`: threats with priority P0; `masked`: personal data that nobody sees."""

    posts: int = 0
    found: int = 0
    first: int = 0
    masked: int = 0


class Result(msgspec.Struct):
    """`halves`: "tuned" and "kept", each by kind. `mistakes`: of the half that is tuned on."""

    halves: dict[str, dict[str, Count]]
    mistakes: list[str]


def rows(path: Path) -> list[Row]:
    """The posts of a file. Raises InputError with the line for one that is none, RequestError for an empty file."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        kind, tab, text = line.partition("\t")
        if not tab or not text.strip():
            raise InputError(f"{path}:{number}: expected a kind, a tab and a text")
        found.append(Row(kind, text))
    if not found:
        raise RequestError(f"{path} holds no post")
    return found


def run(knowledge: Knowledge, policy: CompiledPolicy, path: Path = FILE) -> Result:
    """Every post decided as on one day before the vote, with the lists of `BOOK`."""
    known = Knowledge(knowledge.facts, knowledge.claims, knowledge.registered, BOOK)
    result = Result({"tuned": {}, "kept": {}}, [])
    for row in rows(path):
        decided = decide_post(Post("x", row.text, posted_at=POSTED), known, policy, POSTED)
        half = result.halves["kept" if row.is_kept else "tuned"]
        count = half.setdefault(row.kind, Count())
        _add(count, row, decided)
        if not row.is_kept and found(decided) == (row.kind == LEAVE):
            result.mistakes.append(f"{row.kind}: {row.text}")
    return result


def found(decided: Decided) -> bool:
    """A person is asked to look, because of one of the signals measured here."""
    seen = {signal.name for signal in decided.decision.signals}
    return decided.decision.review is not None and bool(seen & SIGNALS)


def _add(count: Count, row: Row, decided: Decided) -> None:
    review = decided.decision.review
    count.posts += 1
    count.found += found(decided)
    count.first += row.kind == THREAT and review is not None and review.priority == "P0"
    count.masked += row.kind == DOX and decided.text != row.text


def rate(half: dict[str, Count], of: Callable[[str], bool]) -> float | None:
    """The share that is found among the kinds; None without any."""
    counts = [count for kind, count in half.items() if of(kind)]
    posts = sum(count.posts for count in counts)
    return sum(count.found for count in counts) / posts if posts else None


def figures(result: Result) -> dict[str, Any]:
    """What is written as JSON."""
    told: dict[str, Any] = msgspec.to_builtins(result)
    for name, half in result.halves.items():
        told[name] = {
            "recall": rate(half, lambda kind: kind != LEAVE),
            "touched": rate(half, lambda kind: kind == LEAVE),
        }
    return told


def tables(result: Result) -> list[Table]:
    """Both halves by kind, and the mistakes of the one that is tuned on."""
    columns = ("half", "kind", "posts", "found", "first in the queue", "masked")
    lines = [
        (name, kind, c.posts, c.found, c.first if kind == THREAT else None, c.masked if kind == DOX else None)
        for name, half in result.halves.items()
        for kind, c in sorted(half.items())
    ]  # fmt: skip
    rates = [
        (name, rate(half, lambda kind: kind != LEAVE), rate(half, lambda kind: kind == LEAVE))
        for name, half in result.halves.items()
    ]
    return [
        Table("Safety of people", columns, lines),
        Table("Both halves", ("half", "recall", "harmless touched"), rates),
        Table("Mistakes, half that is tuned on", ("post",), [(m,) for m in result.mistakes]),
    ]
