"""The search for groups on planted posts, beside QUT's toolkit on the same posts: right, wrong, time and memory.

Each search is a process of its own, so that its time and memory are its own. Ours is the whole command, from the file to
the pages; the toolkit's is reading its table and one network.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from suluh.bench.networks.planted import TEXTUAL, Planted, make
from suluh.bench.networks.toolkit import WAYS, as_table
from suluh.bench.table import Table
from suluh.errors import ServiceError
from suluh.networks.groups import groups

SIZE = 200_000
WINDOWS = ("60s", "1d")
TOOLKIT_MOST = 250_000  # posts; beyond, it takes many minutes
_DAY = "1d"


class Cost(msgspec.Struct, frozen=True):
    """What a process took."""

    cpu_seconds: float
    seconds: float
    peak_mib: float


class Right(msgspec.Struct, frozen=True):
    """Accounts that were found against those that were planted."""

    wanted: int
    found: int
    precision: float
    recall: float
    negatives: dict[str, int]  # hard negatives among the found, by kind
    ordinary: int  # accounts of nobody in particular among the found
    whole: float  # share of the planted groups that came back as one group of their own


def run(size: int | None) -> dict[str, Any]:
    """Measure; the figures as they go into JSON."""
    with tempfile.TemporaryDirectory(prefix="suluh-bench-networks-") as folder:
        posts = Path(folder) / "posts.jsonl"
        planted = make(posts, size or SIZE)
        rows = [_ours(posts, planted, window, Path(folder) / window) for window in WINDOWS]
        if planted.posts <= TOOLKIT_MOST:
            rows += _toolkit(posts, planted, Path(folder))
    return {
        "posts": planted.posts,
        "planted_accounts": len(planted.groups),
        "planted_groups": len(set(planted.groups.values())),
        "hard_negatives": dict(Counter(planted.negatives.values())),
        "rows": rows,
    }


def _ours(posts: Path, planted: Planted, window: str, out: Path) -> dict[str, Any]:
    asked = ("networks", str(posts), "--window", window, "--out", str(out))
    cost = measured([sys.executable, "-m", "suluh", *asked])
    found = msgspec.json.decode((out / "groups.json").read_bytes())
    members = [[one["account"] for one in group["members"]] for group in found["findings"]]
    wanted = planted.wanted(slow=window == _DAY)
    row = _row("suluh networks", window, cost, judged(members, wanted, planted))
    return row | {
        "set_apart": dict(Counter(group["why"] for group in found["apart"])),
        "edges_by_chance": found["by_chance"]["edges"],
        "largest_by_chance": max(found["by_chance"]["largest"], default=0),
    }


def _toolkit(posts: Path, planted: Planted, folder: Path) -> list[dict[str, Any]]:
    if find_spec("coordination_network_toolkit") is None:
        return []
    table, edges = folder / "posts.csv", folder / "edges.json"
    as_table(posts, table)
    rows = []
    for way in WAYS:
        asked = ("-m", "suluh.bench.networks.toolkit", str(table), way, "60", str(edges))
        cost = measured([sys.executable, *asked])
        found = together(msgspec.json.decode(edges.read_bytes()))
        kinds = TEXTUAL if way == "co_similar" else ("link",)
        names = planted.wanted(slow=False).items()
        wanted = {who: name for who, name in names if name.rpartition("-")[0] in kinds}
        rows.append(_row(f"toolkit {way}", "60s", cost, judged(found, wanted, planted)))
    return rows


def _row(name: str, window: str, cost: Cost, right: Right) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(right)
    spent: dict[str, Any] = msgspec.to_builtins(cost)
    return {"search": name, "window": window} | spent | row


def measured(command: Sequence[str]) -> Cost:
    """Run it to its end. Raises ServiceError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ServiceError(f"{' '.join(command[:4])} ended with code {process.returncode}")
    seconds = time.perf_counter() - began
    return Cost(
        round(used.ru_utime + used.ru_stime, 2), round(seconds, 2), round(used.ru_maxrss / 1024, 1)
    )


def together(edges: Iterable[tuple[str, str, int]]) -> list[list[str]]:
    """Accounts that are connected, as the toolkit's users read its network; three or more."""
    pairs = [(one, two) for one, two, _ in edges]
    names = sorted({name for pair in pairs for name in pair})
    number = {name: at for at, name in enumerate(names)}
    found = groups([(number[one], number[two]) for one, two in pairs], 3)
    return [[names[each] for each in group] for group in found]


def judged(found: Sequence[Sequence[str]], wanted: dict[str, str], planted: Planted) -> Right:
    """Found groups against planted ones. A planted account that this window need not show counts neither way."""
    seen = {account for group in found for account in group}
    right = seen & set(planted.groups)
    wrong = seen - right
    negatives = Counter(
        planted.negatives[account] for account in wrong if account in planted.negatives
    )
    return Right(
        len(wanted),
        len(seen),
        len(right) / len(seen) if seen else 1.0,
        len(seen & set(wanted)) / len(wanted) if wanted else 1.0,
        dict(negatives),
        len(wrong) - negatives.total(),
        _whole(found, wanted),
    )


def _whole(found: Sequence[Sequence[str]], wanted: dict[str, str]) -> float:
    """A planted group is whole when one found group has nine in ten of it, and little else."""
    size = Counter(wanted.values())
    whole = set()
    for group in found:
        name, count = Counter(wanted.get(account, "") for account in group).most_common(1)[0]
        if name and count >= 0.9 * size[name] and count >= 0.9 * len(group):
            whole.add(name)
    return len(whole) / len(size) if size else 1.0


def tables(result: dict[str, Any]) -> list[Table]:
    """The figures for a terminal."""
    head = (
        "search",
        "window",
        "CPU s",
        "s",
        "peak MiB",
        "found",
        "precision",
        "recall",
        "whole",
        "negatives",
        "others",
    )
    rows = [
        (
            row["search"], row["window"], row["cpu_seconds"], row["seconds"], int(np.ceil(row["peak_mib"])), row["found"],
            row["precision"], row["recall"], row["whole"], sum(row["negatives"].values()), row["ordinary"],
        )
        for row in result["rows"]
    ]  # fmt: skip
    planted = f"{result['planted_accounts']} planted accounts in {result['planted_groups']} groups"
    title = f"{result['posts']:,} posts, {planted}"
    return [Table(title, head, rows)]
