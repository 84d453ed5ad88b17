"""The checker on messages written by hand, with the right answer beside each: what is found, what is wrong, how fast.

Half of the table is kept apart by the hash of its words; word lists and thresholds were set on the other half alone.
A wrong "true" or "contradicts" is the worst that can happen: it is counted by itself.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from time import perf_counter

import msgspec
import yaml

from suluh.bench.table import Table
from suluh.content import WIB, Post
from suluh.house.checker import Verdict, check
from suluh.knowledge import Knowledge

FILE = Path(__file__).with_name("checker_messages.yaml")
NOON = datetime(2024, 11, 20, 12, tzinfo=WIB)
SURE = (Verdict.TRUE, Verdict.CONTRADICTS)


class Row(msgspec.Struct, frozen=True):
    kind: str
    text: str
    expect: Verdict
    voice: str = "first"  # the second was written later, before the checker was looked at again

    @property
    def apart(self) -> bool:
        """Whether it belongs to the half that nobody may tune on."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


class Got(msgspec.Struct, frozen=True):
    """What the checker said to a row. `seconds` is wall time.

    A reviewed claim that contradicts a fact as well is found when the answer names the review beside the fact.
    """

    row: Row
    got: Verdict
    reviewed: bool  # whether the answer names a review, whatever its verdict
    seconds: float

    @property
    def found(self) -> bool:
        both = self.row.expect is Verdict.REVIEWED and self.reviewed
        return self.got is self.row.expect or (both and self.got is Verdict.CONTRADICTS)

    @property
    def wrong(self) -> bool:
        """Said that it is true or false, when that is not the right answer."""
        return self.got in SURE and not self.found


class Half(msgspec.Struct, frozen=True):
    """Figures of one half. `wrong_true` and `wrong_contradicts` are counts, `found` a share, `p95` in milliseconds."""

    rows: int
    found: float
    wrong_true: int
    wrong_contradicts: int
    p95: float
    by_kind: dict[str, tuple[int, int]]  # kind → found, of
    by_voice: dict[str, tuple[int, int]]  # voice → found, of
    missed: tuple[tuple[str, str], ...] = ()  # of the tuning half only: words, what was said


def rows(path: Path = FILE) -> list[Row]:
    """The table. Raises OSError, yaml.YAMLError or ValueError for a file that is none."""
    groups = yaml.safe_load(path.read_text("utf-8"))
    return [
        Row(str(g["kind"]).lower(), text, Verdict(g["expect"]), g.get("voice", "first"))
        for g in groups
        for text in g["messages"]
    ]


def run(knowledge: Knowledge, path: Path = FILE, now: datetime = NOON) -> dict[str, Half]:
    """Both halves, measured in this process after one message to warm up."""
    check(Post(id="warm", text="Nyoblos tanggal 27 November 2024", posted_at=now), knowledge, now)
    every = [_ask(row, knowledge, now) for row in rows(path)]
    return {
        "tuning": _half([g for g in every if not g.row.apart], True),
        "kept apart": _half([g for g in every if g.row.apart], False),
    }


def tables(halves: dict[str, Half]) -> list[Table]:
    """For the screen."""
    whole = [
        [name, h.rows, h.found, h.wrong_true, h.wrong_contradicts, round(h.p95, 1)]
        for name, h in halves.items()
    ]
    columns = ["half", "messages", "found", "wrong true", "wrong contradicts", "p95 ms"]
    return [
        Table("checker", columns, whole),
        _found("kind", halves, lambda half: half.by_kind),
        _found("voice", halves, lambda half: half.by_voice),
    ]


def _found(
    name: str, halves: dict[str, Half], counts: Callable[[Half], dict[str, tuple[int, int]]]
) -> Table:
    keys = list(dict.fromkeys(key for half in halves.values() for key in counts(half)))
    rows = [[key, *(_share(counts(half).get(key)) for half in halves.values())] for key in keys]
    return Table(f"found by {name}", [name, *halves], rows)


def _share(count: tuple[int, int] | None) -> str:
    return f"{count[0]}/{count[1]}" if count else "–"


def _ask(row: Row, knowledge: Knowledge, now: datetime) -> Got:
    began = perf_counter()
    said = check(Post(id="row", text=row.text, posted_at=now), knowledge, now)
    return Got(row, said.verdict, bool(said.reviews), perf_counter() - began)


def _half(got: Sequence[Got], telling: bool) -> Half:
    """telling: whether the rows that went wrong may be shown."""
    missed = tuple((g.row.text, g.got.value) for g in got if not g.found) if telling else ()
    return Half(
        rows=len(got),
        found=sum(g.found for g in got) / max(len(got), 1),
        wrong_true=sum(g.wrong and g.got is Verdict.TRUE for g in got),
        wrong_contradicts=sum(g.wrong and g.got is Verdict.CONTRADICTS for g in got),
        p95=1000 * _p95([g.seconds for g in got]),
        by_kind=_by(got, lambda row: row.kind),
        by_voice=_by(got, lambda row: row.voice),
        missed=missed,
    )


def _by(got: Iterable[Got], key: Callable[[Row], str]) -> dict[str, tuple[int, int]]:
    every = list(got)
    of, found = Counter(key(g.row) for g in every), Counter(key(g.row) for g in every if g.found)
    return {kind: (found[kind], n) for kind, n in of.items()}


def _p95(seconds: Sequence[float]) -> float:
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)] if ordered else 0.0
