"""How many times a page was read in a day, counted without knowing by whom.

What is kept is a day in WIB, the address of a page, and a number; no time of day, no address of a visitor, no device,
no cookie, no referrer, no words that were searched for. A reload counts again and so does a robot: it counts readings,
not people. What is shown is coarser still: fewer than ten is said as such, the rest is rounded down to tens, so that
nobody can see one more reading.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec

from suluh.errors import ServiceError

LEAST, STEP = 10, 10
EVERY = 60.0  # seconds between two writings; what was counted since the last one is lost when a process is killed
MOST_PAGES = 20_000  # addresses in memory; more than the house has


class Total(msgspec.Struct, frozen=True):
    """`readings` is rounded down to tens; None: fewer than ten."""

    day: str
    page: str
    readings: int | None


class Reach:
    """Counts in memory and writes sums into one SQLite file. Safe for many threads and processes."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._clock = path, clock
        self._lock = threading.Lock()
        self._waiting: Counter[tuple[str, str]] = Counter()
        self._written = clock()

    def count(self, page: str, day: date) -> None:
        """One reading of a page of the house. page: its address without a query; day: in WIB. Never raises."""
        with self._lock:
            key = (day.isoformat(), page)
            if key in self._waiting or len(self._waiting) < MOST_PAGES:
                self._waiting[key] += 1
            due = self._clock() - self._written >= EVERY
            if due:
                self._written = self._clock()
        if due:
            self.write()

    def write(self) -> None:
        """Adds what waits to the file. When the disk refuses, it goes on waiting: a page is never late for it."""
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        try:
            _add(self._path, waiting)
        except sqlite3.Error:
            with self._lock:
                self._waiting.update(waiting)


def totals(path: Path) -> tuple[Total, ...]:
    """What may be shown, newest day first and in a day the page that was read most.

    Raises ServiceError when the file cannot be read; a file that is not there yet has nothing.
    """
    if not path.exists():
        return ()
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
            rows: Iterable[tuple[str, str, int]] = base.execute(
                "SELECT day, page, n FROM reach ORDER BY day DESC, n DESC, page"
            ).fetchall()
    except sqlite3.Error as error:
        raise ServiceError(f"cannot read {path}: {error}") from error
    return tuple(sorted((Total(d, p, coarse(n)) for d, p, n in rows), key=_order))


def coarse(count: int) -> int | None:
    """
    >>> coarse(9), coarse(10), coarse(19), coarse(1234)
    (None, 10, 10, 1230)
    """
    return count - count % STEP if count >= LEAST else None


def _order(total: Total) -> tuple[int, int, str]:
    """By page among equals, so that the order does not give away what was rounded."""
    return -date.fromisoformat(total.day).toordinal(), -(total.readings or 0), total.page


def _add(path: Path, waiting: Counter[tuple[str, str]]) -> None:
    with closing(sqlite3.connect(path, timeout=5)) as base, base:
        base.execute(
            "CREATE TABLE IF NOT EXISTS reach (day TEXT, page TEXT, n INTEGER, PRIMARY KEY (day, page)) WITHOUT ROWID"
        )
        base.executemany(
            "INSERT INTO reach VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
            [(day, page, n) for (day, page), n in sorted(waiting.items())],
        )
