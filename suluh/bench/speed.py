"""How fast posts become decisions: the whole path with the ledger, one post alone, the rules alone, the start."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from suluh.bench.stream import election_lines, write_stream
from suluh.bench.table import Table
from suluh.claims.encoders.ear import Ear
from suluh.content import WIB, Post
from suluh.flow import is_for_us
from suluh.intake import Rejected, open_posts
from suluh.policy.decide import decide
from suluh.runners import scan
from suluh.runners.deciding import Settings, opened, versions, way_of
from suluh.signals.polarity import PolarityJudge
from suluh.signals.signal import Signal

WARM = 50


def run(settings: Settings, count: int) -> dict[str, Any]:
    """Every figure; `count` posts in the mixed stream, a twentieth of it in the election stream."""
    opened(settings)
    with tempfile.TemporaryDirectory(prefix="suluh-speed-") as folder:
        root = Path(folder)
        mixed = _scan(root / "mixed", write_stream(root / "mixed.jsonl", count), settings)
        dense = _scan(
            root / "dense", write_stream(root / "dense.jsonl", count // 20, 1.0), settings
        )
    return {
        "cores": len(os.sched_getaffinity(0)),
        "mixed": mixed,
        "election_only": dense,
        "one_post": _one_post(settings),
        "policy": _policy_alone(settings),
        "readers": _readers(),
        "start_seconds": _start(),
        "claim_reviews": len(opened(settings)[0].claims or ()),
    }


def _scan(out: Path, posts: Path, settings: Settings) -> dict[str, Any]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began, cpu = time.perf_counter(), time.process_time()
    done = scan(
        str(posts),
        out,
        decide_posts=settings.factory(),
        now=datetime.now(WIB),
        versions=versions(settings),
    )
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = time.process_time() - cpu + _cpu(after) - _cpu(before)
    return {
        "posts": done.tally.posts,
        "seconds": round(seconds, 3),
        "posts_per_second": round(done.tally.posts / seconds, 1),
        "posts_per_cpu_second": round(done.tally.posts / spent, 1),
        "peak_mib_a_process": round(max(after.ru_maxrss, _own().ru_maxrss) / 1024, 1),
        "output_mib": round((out / "decisions.jsonl").stat().st_size / 2**20, 1),
        "ledger_mib": round((out / "ledger.sqlite").stat().st_size / 2**20, 1),
    }


def _own() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_SELF)


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _one_post(settings: Settings) -> dict[str, float]:
    """Milliseconds of one election post from text to statement of reasons, warm, in this process."""
    knowledge, _ = opened(settings)
    posts = [p for p in election_posts() if is_for_us(p, knowledge)]
    for post in posts[:WARM]:
        way_of(post, settings, datetime.now(WIB))
    times = sorted(_timed(partial(way_of, post, settings, datetime.now(WIB))) for post in posts * 3)
    return {
        "n": len(times),
        "p50_ms": round(times[len(times) // 2] * 1000, 2),
        "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 2),
        "max_ms": round(times[-1] * 1000, 2),
    }


def _policy_alone(settings: Settings) -> dict[str, float]:
    """Posts per CPU second through the compiled rules, with the signals already there."""
    knowledge, policy = opened(settings)
    now = datetime.now(WIB)
    cases = [(p, way_of(p, settings, now).decision.signals) for p in election_posts()[:200]]
    return {
        "rules": len(policy.policy.rules),
        "evaluated_per_cpu_second": _rate(
            cases * 20, lambda post, signals: policy.evaluate(post, signals, now, frozenset())
        ),
        "decided_per_cpu_second": _rate(
            cases * 20,
            lambda post, signals: decide(
                post, signals, policy, knowledge_version=knowledge.version, now=now
            ),
        ),
    }


def _rate(
    cases: list[tuple[Post, tuple[Signal, ...]]],
    work: Callable[[Post, tuple[Signal, ...]], object],
) -> float:
    """Posts a CPU second, the best of three rounds."""
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        for post, signals in cases:
            work(post, signals)
        best = max(best, len(cases) / (time.process_time() - began))
    return round(best, 0)


SENTENCE = (
    "gaes jangan lupa besok nyoblos ya di tps masing masing bawa ktp sama undangan jam tujuh "
    "sampai jam satu siang jangan telat"
)  # 31 pieces
FACT = "pemungutan suara pilkada serentak 2024 berlangsung rabu, 27 november 2024."


def _readers() -> dict[str, float]:
    """The trained networks alone, in batches of 16: how long they take to load, and what a CPU second reads."""
    began = time.perf_counter()
    hear, judged = Ear(), PolarityJudge()
    loaded = time.perf_counter() - began
    return {
        "load_seconds": round(loaded, 2),
        "texts_per_cpu_second": _repeated(lambda: hear.encode([SENTENCE] * 16)),
        "pairs_per_cpu_second": _repeated(lambda: judged.chances([(FACT, SENTENCE)] * 16)),
    }


def _repeated(work: Callable[[], object], seconds: float = 1.0, each: int = 16) -> float:
    work()
    began, done = time.process_time(), 0
    while time.process_time() - began < seconds:
        work()
        done += each
    return round(done / (time.process_time() - began), 1)


def _start() -> float:
    """Seconds from nothing to the first decision, in a new process with the snapshot in the cache."""
    command = [
        sys.executable,
        "-m",
        "suluh",
        "explain",
        "--text",
        "Nyoblos tanggal 28 November",
        "--json",
    ]
    runs = [
        _timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(3)
    ]
    return round(sorted(runs)[1], 3)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def election_posts() -> list[Post]:
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(b"\n".join(election_lines()) + b"\n")
        file.flush()
        return [p for p in open_posts(file.name) if not isinstance(p, Rejected)]


def table(result: dict[str, Any]) -> list[Table]:
    mixed, dense, one, policy, readers = (
        result[k] for k in ("mixed", "election_only", "one_post", "policy", "readers")
    )
    return [
        Table(
            f"Speed on {result['cores']} cores, {result['claim_reviews']} claim reviews",
            ("", "figure", "aim"),
            [
                (
                    "mixed stream, 2% election: posts/s",
                    mixed["posts_per_second"],
                    "5000, aim 10000",
                ),
                ("  posts per CPU second", mixed["posts_per_cpu_second"], ""),
                ("election posts alone: posts/s", dense["posts_per_second"], "150"),
                ("one election post, p50 ms", one["p50_ms"], ""),
                ("one election post, p99 ms", one["p99_ms"], "50"),
                ("start to first decision, s", result["start_seconds"], "2"),
                ("peak memory of a process, MiB", dense["peak_mib_a_process"], "1024"),
                (
                    f"{policy['rules']} rules evaluated, election posts per CPU s",
                    policy["evaluated_per_cpu_second"],
                    "60000",
                ),
                ("rules and decision, the same posts", policy["decided_per_cpu_second"], ""),
                ("ear, texts of 31 pieces per CPU s", readers["texts_per_cpu_second"], "250"),
                ("judge, pairs per CPU s", readers["pairs_per_cpu_second"], "100"),
                ("ear and judge to load, s", readers["load_seconds"], "0.5"),
            ],
        )
    ]
