"""Whether memory stays where it is: a generated stream of posts through the whole path, looked at each tenth.

The posts are made by a process of their own while they are decided and come through the standard input, so that neither
a file nor a list of them exists. `reviews` adds that many invented claim reviews to the shipped ones, words only.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from suluh.bench.growth import invented
from suluh.bench.stream import stream
from suluh.bench.table import Table
from suluh.content import WIB
from suluh.knowledge import IMPORTED
from suluh.runners import Progress, scan
from suluh.runners.deciding import Settings, opened, versions

TENTHS = 10
SEED = 2024


class Look(msgspec.Struct, frozen=True):
    """What the processes held when so many posts were decided; peaks since each began."""

    posts: int
    seconds: float
    parent_now_mib: float
    parent_peak_mib: float
    workers_peak_mib: tuple[float, ...]
    disk_mib: float  # decisions and ledger


def run(settings: Settings, count: int, reviews: int = 0) -> dict[str, Any]:
    """Decide `count` generated posts; one look each tenth."""
    with _apart(reviews), tempfile.TemporaryDirectory(prefix="suluh-memory-") as folder:
        opened.cache_clear()
        looks = _looks(settings, count, Path(folder) / "out")
        known = len(opened(settings)[0].claims or ())
    opened.cache_clear()
    return {
        "posts": count,
        "claim_reviews": known,
        "cores": len(os.sched_getaffinity(0)),
        "looks": [msgspec.to_builtins(look) for look in looks],
        "peak_of_one_process_mib": max(max(x.parent_peak_mib, *x.workers_peak_mib) for x in looks),
    }


def _looks(settings: Settings, count: int, out: Path) -> list[Look]:
    looks: list[Look] = []
    began = time.perf_counter()

    def look(step: Progress) -> None:
        if step.posts * TENTHS < count * (len(looks) + 1):
            return
        looks.append(
            Look(
                step.posts,
                round(time.perf_counter() - began, 1),
                _held(os.getpid(), "VmRSS"),
                _held(os.getpid(), "VmHWM"),
                tuple(_held(pid, "VmHWM") for pid in sorted(_workers())),
                round(sum(p.stat().st_size for p in out.iterdir()) / 2**20, 1),
            )
        )

    with _generated(count):
        scan(
            "-",
            out,
            decide_posts=settings.factory(),
            now=datetime.now(WIB),
            versions=versions(settings),
            workers=len(os.sched_getaffinity(0)),
            progress=look,
        )
    return looks


@contextmanager
def _apart(reviews: int) -> Iterator[None]:
    """A user's folder and cache of its own, with the invented reviews in it; as it was afterwards."""
    if not reviews:
        yield
        return
    before = {name: os.environ.get(name) for name in ("SULUH_HOME", "SULUH_CACHE")}
    with tempfile.TemporaryDirectory(prefix="suluh-home-") as home:
        with (Path(home) / IMPORTED).open("wb") as file:
            for review in invented(reviews, SEED):
                file.write(msgspec.json.encode(review) + b"\n")
        os.environ |= {"SULUH_HOME": home, "SULUH_CACHE": home}
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


GENERATOR = "suluh-bench-posts"


@contextmanager
def _generated(count: int) -> Iterator[None]:
    """The standard input replaced by posts that another process makes."""
    reading, writing = os.pipe()
    maker = multiprocessing.get_context("fork").Process(
        target=_make, args=(reading, writing, count), name=GENERATOR, daemon=True
    )
    maker.start()
    os.close(writing)
    before = sys.stdin
    sys.stdin = os.fdopen(reading, encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin.close()
        sys.stdin = before
        maker.join()


def _make(reading: int, writing: int, count: int) -> None:
    os.close(reading)
    try:
        with os.fdopen(writing, "wb", buffering=1 << 16) as file:
            file.writelines(stream(count))
    except BrokenPipeError:
        return  # nobody reads any more


def _workers() -> list[int]:
    children = multiprocessing.active_children()
    return [child.pid for child in children if child.pid and child.name != GENERATOR]


def _held(pid: int, what: str) -> float:
    """MiB that a process holds (VmRSS) or has held at most (VmHWM)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return round(int(lines.get(what, "0 kB").split()[0]) / 1024, 1)


def table(result: dict[str, Any]) -> list[Table]:
    rows = [
        (
            f"{look['posts']:,}",
            look["seconds"],
            look["parent_now_mib"],
            look["parent_peak_mib"],
            " ".join(f"{mib:.1f}" for mib in look["workers_peak_mib"]),
            look["disk_mib"],
        )
        for look in result["looks"]
    ]
    title = f"Memory over {result['posts']:,} posts, {result['claim_reviews']:,} claim reviews, MiB"
    columns = (
        "posts decided",
        "seconds",
        "parent now",
        "parent peak",
        "peak of each worker",
        "disk",
    )
    return [Table(title, columns, rows)]
