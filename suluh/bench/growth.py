"""What a growing number of claim reviews costs: CPU time a post, build time, memory and disk.

The reviews are made from a seed: sentences over the words of the shipped reviews and over invented
words, as rare and as common as in a language (Zipf). Beside each size stands bm25s on the same
stems, which is what one would otherwise take, up to 100,000.

Words alone: a sentence vector costs about 25 CPU milliseconds a review, seven hours for a million, and searching by
meaning is measured by `bench retrieval`. Every size is built and asked in a process
of its own, so that each peak is its own.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from suluh.bench.table import Table, show
from suluh.claims.index import ClaimIndex
from suluh.claims.review import ClaimReview, shipped
from suluh.claims.words import searchable, stems

SIZES = (1_000, 10_000, 100_000)
BESIDE = 100_000  # beyond this bm25s would need more memory than everything else here
SYLLABLES = "ka ri ma na sa lu pe ti do ngan bu ra wi ko ta ne si mu la gu".split()


def run(
    sizes: Sequence[int] = SIZES,
    *,
    posts: int = 300,
    seed: int = 2024,
    console: Console | None = None,
) -> dict[str, Any]:
    """Measure each size; `rows` holds one mapping a size, times in seconds, CPU milliseconds a post."""
    rows = [_measure(size, posts, seed) for size in sizes]
    result = {"rows": rows, "posts": posts, "seed": seed}
    if console:
        print_growth(result, console)
    return result


def invented(count: int, seed: int) -> Iterator[ClaimReview]:
    """Reviews of claims that nobody made, the same for the same seed."""
    dice = random.Random(seed)
    words = _words(dice)
    weights = list(np.cumsum(1.0 / np.arange(2, len(words) + 2)))
    for number in range(count):
        claim = " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(6, 16)))
        yield ClaimReview(id=f"X-{number}", claim=claim, verdict="false", publisher="karangan")


def _words(dice: random.Random) -> list[str]:
    """Real words first, as the common ones, then 30,000 invented ones."""
    real = list(dict.fromkeys(w for r in shipped() for s in r.says for w in searchable(s).split()))
    made = ("".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(30_000))
    return list(dict.fromkeys([*real, *made]))


def _posts(size: int, count: int, seed: int) -> list[str]:
    """Half repeat a claim within other words, half only use the same words. No list of all reviews is held."""
    dice = random.Random(seed + 1)
    other = [r.claim.split() for r in invented(count * 2, seed + 2)]
    chosen = [dice.randrange(size) if number % 2 else None for number in range(count)]
    wanted = set(chosen) - {None}
    claims = {n: r.claim.split() for n, r in enumerate(invented(size, seed)) if n in wanted}
    made = []
    for number, claim in enumerate(chosen):
        around = other[2 * number] + other[2 * number + 1]
        repeated = claims[claim] if claim is not None else []
        made.append(" ".join(around[:8] + repeated + around[8:]))
    return made


def _measure(size: int, posts: int, seed: int) -> dict[str, float | None]:
    asked = _posts(size, posts, seed)
    with tempfile.TemporaryDirectory(prefix="suluh-growth-") as folder:
        path = Path(folder) / "reviews.index"
        built = _apart(_build, path, size, seed)
        ours = _apart(_ask_ours, path, asked)
        disk = path.stat().st_size
    theirs = _apart(_ask_bm25s, size, seed, asked) if size <= BESIDE else {}
    median = theirs.get("cpu_ms_median")
    return {
        "reviews": size,
        "build_s": built["build_s"],
        "build_cpu_s": built["build_cpu_s"],
        "build_memory_mib": built["memory_mib"],
        "open_s": ours["open_s"],
        "cpu_ms_median": ours["cpu_ms_median"],
        "cpu_ms_p99": ours["cpu_ms_p99"],
        "memory_mib": ours["memory_mib"],
        "disk_mib": round(disk / 2**20, 1),
        "bm25s_build_s": theirs.get("open_s"),
        "bm25s_cpu_ms_median": median,
        "bm25s_memory_mib": theirs.get("memory_mib"),
        "ratio": round(median / max(ours["cpu_ms_median"], 1e-6), 2) if median else None,
    }


def _build(path: Path, size: int, seed: int) -> dict[str, float]:
    """The index by words alone, from reviews that are made while it is built."""
    started, spent = time.perf_counter(), time.process_time()
    ClaimIndex.build(invented(size, seed), path)
    return {
        "build_s": round(time.perf_counter() - started, 2),
        "build_cpu_s": round(time.process_time() - spent, 2),
        "memory_mib": round(peak_memory()),
    }


def _apart(ask: Callable[..., dict[str, float]], *given: Any) -> dict[str, float]:
    """In a process of its own, so that its peak memory is its own."""
    pool = multiprocessing.get_context("spawn").Pool(1)
    try:
        return pool.apply(ask, given)
    finally:
        pool.close()
        pool.join()


def _ask_ours(path: Path, posts: Sequence[str]) -> dict[str, float]:
    started = time.perf_counter()
    index = ClaimIndex.open(path)
    opened = time.perf_counter() - started
    return _timed(index.search, posts) | {"open_s": round(opened, 3)}


def _ask_bm25s(size: int, seed: int, posts: Sequence[str]) -> dict[str, float]:
    import bm25s

    stemmed = [_stems(review.claim) for review in invented(size, seed)]
    started = time.perf_counter()
    model = bm25s.BM25()
    model.index(stemmed, show_progress=False)
    built = time.perf_counter() - started
    count = min(10, size)

    def search(post: str) -> object:
        return model.retrieve([_stems(post)], k=count, show_progress=False)

    return _timed(search, posts) | {"open_s": round(built, 2)}


def _stems(text: str) -> list[str]:
    return [str(stem) for stem in stems(searchable(text)).tolist()]


def _timed(search: Callable[[str], object], posts: Sequence[str]) -> dict[str, float]:
    """CPU milliseconds a post, normalising included, after ten posts of warming up."""
    for post in posts[:10]:
        search(post)
    taken = []
    for post in posts:
        started = time.thread_time()
        search(post)
        taken.append((time.thread_time() - started) * 1000)
    return {
        "cpu_ms_median": round(float(np.median(taken)), 3),
        "cpu_ms_p99": round(float(np.quantile(taken, 0.99)), 3),
        "memory_mib": round(peak_memory()),
    }


def peak_memory() -> float:
    """Most memory this process has held, in MiB. getrusage would count the parent's before exec."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def print_growth(result: dict[str, Any], console: Console) -> None:
    """One column a size, one line a measure."""
    rows = result["rows"]
    sizes = ["claim reviews", *(f"{row['reviews']:,}" for row in rows)]
    lines = [[key, *(row[key] for row in rows)] for key in rows[0] if key != "reviews"]
    show([Table("Growth", sizes, lines)], console)
