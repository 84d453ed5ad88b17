"""Invented accounts with what they are. Found: an impostor whose verdict says so; wrong: anyone else's that does.

Half of the accounts is kept apart by the hash of their names; weights and word lists were set on the other half alone,
and only of that half are single accounts shown.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from suluh.accounts import Compared, Official, Register, SeenAccount, Verdict, compare
from suluh.accounts.registrations import read_registrations
from suluh.bench.accounts.pictures import print_by_name
from suluh.bench.table import Table
from suluh.content import WIB
from suluh.errors import RequestError
from suluh.facts import Facts

FILE = Path(__file__).with_name("accounts.jsonl")
# Other provinces, bodies and styles, written and split after the first were used up. Whoever wrote them tuned too.
FRESH = Path(__file__).with_name("fresh.jsonl")
REGISTERED = Path(__file__).with_name("registrations.yaml")
SEEN = datetime(2024, 11, 20, 10, tzinfo=WIB)  # a week before the vote
LABELS = ("genuine", "branch", "fan", "parody", "satire", "unrelated", "impostor")


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One account of the file; `age_days` before it was seen it was made."""

    id: str
    label: str
    said: tuple[str, ...] = ()
    platform: str | None = None
    handle: str | None = None
    name: str | None = None
    bio: str | None = None
    age_days: int | None = None
    followers: int | None = None
    former_names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    avatar: str | None = (
        None  # a registered handle, and how the copy differs: "kpu_rimbasari/small"
    )
    seen_at: datetime = SEEN
    why: str = ""

    @property
    def apart(self) -> bool:
        """Whether it belongs to the half that nobody may tune on."""
        words = f"{self.name or ''}|{self.handle or ''}|{self.platform or ''}"
        return hashlib.sha256(words.encode()).digest()[0] % 2 == 1

    def account(self) -> SeenAccount:
        made = None if self.age_days is None else self.seen_at - timedelta(days=self.age_days)
        return SeenAccount(
            id=self.id,
            platform=self.platform,
            handle=self.handle,
            name=self.name,
            bio=self.bio,
            avatar=print_by_name(self.avatar) if self.avatar else None,
            created_at=made,
            followers=self.followers,
            former_names=self.former_names,
            links=self.links,
            said=self.said,
            seen_at=self.seen_at,
        )


class Half(msgspec.Struct):
    """Counts of one half. `verdicts`: label and verdict to a number."""

    accounts: int = 0
    found: int = 0
    missed: int = 0
    wrong: int = 0
    asked: int = 0  # neither found nor wrong, but a person is asked whose it is
    verdicts: dict[str, dict[str, int]] = {}

    @property
    def precision(self) -> float | None:
        said = self.found + self.wrong
        return self.found / said if said else None

    @property
    def recall(self) -> float | None:
        there = self.found + self.missed
        return self.found / there if there else None


class Result(msgspec.Struct):
    kept_apart: Half
    tuned_on: Half
    mistakes: list[str]  # of the half that is tuned on


def run(facts: Facts, path: Path = FILE) -> Result:
    """Every account of a file against the facts and the invented registrations."""
    register = Register.of(facts, drawn(read_registrations(REGISTERED)))
    result = Result(Half(), Half(), [])
    for row in rows(path):
        compared = compare(row.account(), register, facts)
        _count(result.kept_apart if row.apart else result.tuned_on, row, compared)
        if not row.apart and (row.label == "impostor") is not _found(compared):
            kinds = ", ".join(f"{r.kind}@{r.where}" for r in compared.reasons)
            shown = f"{row.id} {row.label} → {compared.verdict} {compared.strength:.2f}"
            result.mistakes.append(f"{shown}: {row.name} @{row.handle} [{kinds}]")
    return result


def rows(path: Path) -> list[Row]:
    """The accounts of a file. Raises RequestError with the line that is none."""
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            found.append(msgspec.json.decode(line, type=Row))
        except msgspec.MsgspecError as error:
            raise RequestError(f"{path}:{number}: {error}") from error
        if found[-1].label not in LABELS:
            raise RequestError(f'{path}:{number}: unknown label "{found[-1].label}"')
    if not found:
        raise RequestError(f"{path} holds no account")
    return found


def drawn(entries: Iterable[Official]) -> list[Official]:
    """The same registrations, each with the print of its emblem."""
    return [
        msgspec.structs.replace(e, avatar=print_by_name(e.handle.lstrip("@"))) if e.handle else e
        for e in entries
    ]


def _found(compared: Compared) -> bool:
    return compared.verdict is Verdict.IMPERSONATES


def _count(half: Half, row: Row, compared: Compared) -> None:
    half.accounts += 1
    said, is_one = _found(compared), row.label == "impostor"
    half.found += said and is_one
    half.missed += is_one and not said
    half.wrong += said and not is_one
    half.asked += compared.verdict is Verdict.UNCONFIRMED
    counts = Counter(half.verdicts.get(row.label, {}))
    counts[compared.verdict.value] += 1
    half.verdicts = {**half.verdicts, row.label: dict(counts)}


def figures(result: Result) -> dict[str, object]:
    """The same figures for JSON, with precision and recall worked out."""
    halves = {"kept_apart": result.kept_apart, "tuned_on": result.tuned_on}
    return {
        name: {**msgspec.to_builtins(half), "precision": half.precision, "recall": half.recall}
        for name, half in halves.items()
    } | {"mistakes": result.mistakes}


def tables(result: Result) -> Sequence[Table]:
    """Both halves, the verdicts by label on the half kept apart, and the mistakes of the other."""
    halves = [("kept apart", result.kept_apart), ("tuned on", result.tuned_on)]
    columns = ("half", "accounts", "found", "missed", "wrong", "precision", "recall", "asked")
    first = Table("Accounts that pass for another", columns, [
        (name, h.accounts, h.found, h.missed, h.wrong, h.precision, h.recall, h.asked) for name, h in halves
    ])  # fmt: skip
    names = [verdict.value for verdict in Verdict]
    second = Table("Verdicts, half kept apart", ("label", *names), [
        (label, *(result.kept_apart.verdicts.get(label, {}).get(name, 0) for name in names)) for label in LABELS
    ])  # fmt: skip
    third = Table("Mistakes of the half tuned on", ("account",), [(m,) for m in result.mistakes])
    return [first, second, *([third] if result.mistakes else [])]
