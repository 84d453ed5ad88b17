"""Our search and QUT's coordination network toolkit on the same posts, in one run, at a quarter, half and all of them.

The same posts, the same window, the same number of repeats, one thread each, the same scorer. Three kinds of rows: our
whole command with everything it looks at; the part of ours that does one job of the toolkit's; that job of the toolkit's.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from suluh.bench.networks import alone, toolkit
from suluh.bench.networks.costs import measured
from suluh.bench.networks.judging import judged, together
from suluh.bench.networks.planted import TEXTUAL, Planted, make
from suluh.bench.networks.run import HEAD, SIZE, cells, row, whole_search
from suluh.bench.table import Table
from suluh.errors import RequestError

PARTS = (0.25, 0.5, 1.0)  # of the posts: how the time grows
WINDOW = 60  # seconds
PACKAGE = "coordination_network_toolkit"
HOW = f"QUT's toolkit is not here. It is pure Python: .venv/bin/pip install {PACKAGE}==1.5.2"


class Job(NamedTuple):
    """One search in a process of its own."""

    name: str
    module: str
    way: str
    kinds: tuple[str, ...]  # of planted groups, those that it can see


JOBS = (
    Job("ours, words alone", alone.__name__, "co_similar", TEXTUAL),
    Job("toolkit, similar words", toolkit.__name__, "co_similar", TEXTUAL),
    Job("toolkit, equal words", toolkit.__name__, "co_tweet", ("copy", "across")),
    Job("ours, links alone", alone.__name__, "co_link", ("link",)),
    Job("toolkit, links", toolkit.__name__, "co_link", ("link",)),
)


def run(size: int | None) -> dict[str, Any]:
    """Measure; the figures as they go into JSON. Raises RequestError when the toolkit is not installed."""
    if find_spec(PACKAGE) is None:
        raise RequestError(HOW)
    rows = [row for part in PARTS for row in _at(round((size or SIZE) * part))]
    return {"window": WINDOW, "rows": rows}


def _at(size: int) -> Iterator[dict[str, Any]]:
    """All searches on so many posts."""
    with tempfile.TemporaryDirectory(prefix="suluh-bench-beside-") as name:
        folder = Path(name)
        posts, table = folder / "posts.jsonl", folder / "posts.csv"
        planted = make(posts, size)
        toolkit.as_table(posts, table)
        whole = whole_search(posts, planted, f"{WINDOW}s", folder / "whole")
        rows = [
            whole,
            *(
                _done(job, table if job.module == toolkit.__name__ else posts, planted)
                for job in JOBS
            ),
        ]
    for each in rows:
        times = each["cpu_seconds"] / max(whole["cpu_seconds"], 0.01)
        yield {"posts": planted.posts} | each | {"of_our_whole": round(times, 2)}


def _done(job: Job, source: Path, planted: Planted) -> dict[str, Any]:
    edges = source.with_name("edges.json")
    cost = measured(
        [sys.executable, "-m", job.module, str(source), job.way, str(WINDOW), str(edges)]
    )
    names = planted.wanted(slow=False).items()
    wanted = {who: name for who, name in names if name.rpartition("-")[0] in job.kinds}
    found = together(msgspec.json.decode(edges.read_bytes()))
    return row(job.name, f"{WINDOW}s", cost, judged(found, wanted, planted))


def tables(result: dict[str, Any]) -> list[Table]:
    """The figures for a terminal; the last column is the CPU time over that of our whole command on as many posts."""
    head = ("posts", *HEAD, "of our whole")
    rows = [(each["posts"], *cells(each), each["of_our_whole"]) for each in result["rows"]]
    return [Table("Side by side", head, rows)]
