"""The search for groups on planted posts: right, wrong, time and memory of the whole command, from file to pages."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from suluh.bench.networks.costs import Cost, measured
from suluh.bench.networks.judging import Right, judged
from suluh.bench.networks.planted import Planted, make
from suluh.bench.table import Table

SIZE = 200_000
DAY = "1d"
WINDOWS = ("60s", DAY)


def run(size: int | None) -> dict[str, Any]:
    """Measure; the figures as they go into JSON."""
    with tempfile.TemporaryDirectory(prefix="suluh-bench-networks-") as folder:
        posts = Path(folder) / "posts.jsonl"
        planted = make(posts, size or SIZE)
        rows = [whole_search(posts, planted, window, Path(folder) / window) for window in WINDOWS]
    return {
        "posts": planted.posts,
        "planted_accounts": len(planted.groups),
        "planted_groups": len(set(planted.groups.values())),
        "hard_negatives": dict(Counter(planted.negatives.values())),
        "rows": rows,
    }


def whole_search(posts: Path, planted: Planted, window: str, out: Path) -> dict[str, Any]:
    """One row: the command as a user gives it."""
    asked = ("networks", str(posts), "--window", window, "--out", str(out))
    cost = measured([sys.executable, "-m", "suluh", *asked])
    found = msgspec.json.decode((out / "groups.json").read_bytes())
    members = [[one["account"] for one in group["members"]] for group in found["findings"]]
    right = judged(members, planted.wanted(slow=window == DAY), planted)
    return row("suluh networks", window, cost, right) | {
        "set_apart": dict(Counter(group["why"] for group in found["apart"])),
        "edges_by_chance": found["by_chance"]["edges"],
        "largest_by_chance": max(found["by_chance"]["largest"], default=0),
    }


def row(name: str, window: str, cost: Cost, right: Right) -> dict[str, Any]:
    """One search as it goes into JSON."""
    told: tuple[dict[str, Any], ...] = msgspec.to_builtins((cost, right))
    return {"search": name, "window": window} | told[0] | told[1]


HEAD = (
    "search", "window", "CPU s", "s", "peak MiB", "found", "precision", "recall", "whole", "negatives", "others",
)  # fmt: skip


def tables(result: dict[str, Any]) -> list[Table]:
    """The figures for a terminal."""
    planted = f"{result['planted_accounts']} planted accounts in {result['planted_groups']} groups"
    return [Table(f"{result['posts']:,} posts, {planted}", HEAD, [*map(cells, result["rows"])])]


def cells(row: dict[str, Any]) -> tuple[Any, ...]:
    """A row under HEAD."""
    return (
        row["search"], row["window"], row["cpu_seconds"], row["seconds"], int(np.ceil(row["peak_mib"])), row["found"],
        row["precision"], row["recall"], row["whole"], sum(row["negatives"].values()), row["ordinary"],
    )  # fmt: skip
