"""What is still found under each evasion, and what harmless is flagged under it.

The posts are the examples of the detectors and the invented posts of `bench safety`: those that a scan flags as they
stand are the true positives, the harmless ones that it leaves are the other side. Half of both is kept apart by the
hash of their words.
"""

from __future__ import annotations

import hashlib
import pkgutil
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

import suluh.signals
from suluh.bench.classification import is_flagged
from suluh.bench.evasions.kinds import EVASIONS
from suluh.bench.safety import measure as safety
from suluh.bench.table import Table
from suluh.content import Post
from suluh.flow import decide_post
from suluh.knowledge import Knowledge
from suluh.policy.compiler import CompiledPolicy

FILE = safety.FILE
AIM = 0.9


class Share(msgspec.Struct):
    """Posts of one half under one evasion: of `harmful` so many are still flagged, of `harmless` so many are now."""

    harmful: int = 0
    found: int = 0
    harmless: int = 0
    touched: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.harmful if self.harmful else 0.0


class Result(msgspec.Struct):
    """By half, then by evasion. `missed`: of the half that is tuned on, evasion and post."""

    halves: dict[str, dict[str, Share]]
    missed: list[tuple[str, str]]


def is_kept(text: str) -> bool:
    """Whether a post belongs to the half that nobody may tune on; as `bench safety` splits."""
    return _hash(text)[0] % 2 == 1


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def posts(path: Path = FILE) -> dict[str, bool]:
    """Each post, and whether it is meant to be found."""
    found = {row.text: row.kind != safety.LEAVE for row in safety.rows(path)}
    for info in pkgutil.walk_packages(suluh.signals.__path__, "suluh.signals."):
        for text, want in getattr(import_module(info.name), "EXAMPLES", ()):
            if isinstance(text, str):
                found.setdefault(text, want is not None)
    return found


def run(
    knowledge: Knowledge,
    policy: CompiledPolicy,
    path: Path = FILE,
    halves: Iterable[str] = ("tuned", "kept"),
    size: int | None = None,
) -> Result:
    """Every post as it stands, and those that count under each of the thirty.

    size: no more than so many posts of each half and side, chosen by their hash.
    """
    known = Knowledge(knowledge.facts, knowledge.claims, knowledge.registered, safety.BOOK)

    def flags(text: str) -> bool:
        post = Post("x", text, posted_at=safety.POSTED)
        return is_flagged(decide_post(post, known, policy, safety.POSTED).decision)

    result = Result({half: {name: Share() for name in EVASIONS} for half in halves}, [])
    taken: Counter[tuple[str, bool]] = Counter()
    for text, wanted in sorted(posts(path).items(), key=lambda post: _hash(post[0])):
        half = "kept" if is_kept(text) else "tuned"
        is_full = size is not None and taken[half, wanted] >= size
        if half in result.halves and not is_full and flags(text) == wanted:
            taken[half, wanted] += 1
            for name, evade in EVASIONS.items():
                flagged = flags(evade(text))
                _add(result.halves[half][name], wanted, flagged)
                if half == "tuned" and wanted and not flagged:
                    result.missed.append((name, text))
    return result


def _add(share: Share, wanted: bool, flagged: bool) -> None:
    if wanted:
        share.harmful += 1
        share.found += flagged
    else:
        share.harmless += 1
        share.touched += flagged


def figures(result: Result) -> dict[str, Any]:
    """What is written as JSON."""
    return {
        half: {name: msgspec.to_builtins(s) | {"recall": s.recall} for name, s in shares.items()}
        for half, shares in result.halves.items()
    }


def tables(result: Result) -> list[Table]:
    """One row an evasion; those below the aim are marked."""
    columns = ("evasion", "harmful", "recall", "", "harmless", "touched")
    return [
        Table(
            f"Evasions, half {half}",
            columns,
            [
                (name, s.harmful, s.recall, "" if s.recall >= AIM else "below", s.harmless, s.touched)
                for name, s in shares.items()
            ],
        )
        for half, shares in result.halves.items()
    ]  # fmt: skip
