"""What was acknowledged is on the disk: those who wait at the same moment share one sync.

A commit that syncs while it holds the database lets everybody else wait for the disk, one after the other: 7 ms each
on a quiet disk, 100 and more on a busy one. So a turn commits without a sync, lets the next one in, and then syncs.
A sync covers all that was committed before it began; the order of commits is the order of the ledger.

SQLite: `synchronous=NORMAL` for the turn, then its write-ahead log is synced (https://sqlite.org/pragma.html).
PostgreSQL: `synchronous_commit=off` for it, then a small transaction with it on, which flushes all that came before
(https://www.postgresql.org/docs/current/wal-async-commit.html).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction


class Rounds:
    """Syncs, one at a time. Who asks while one runs waits for the next, with all who asked meanwhile."""

    def __init__(self, sync: Callable[[], None]) -> None:
        self._sync = sync
        self._state = threading.Condition()
        self._begun = self._ended = 0  # rounds; equal while none runs

    def wait(self) -> None:
        """Returns when a sync has ended that began after the call. Raises what the sync raises."""
        with self._state:
            mine = self._begun + 1
            while self._ended < mine and self._begun > self._ended:
                self._state.wait()
            if self._ended >= mine:
                return
            self._begun = mine
        self._run(mine)

    def _run(self, number: int) -> None:
        try:
            self._sync()
        except BaseException:
            self._over(self._ended)
            raise
        self._over(number)

    def _over(self, number: int) -> None:
        """Whoever waits for a round that failed begins one of their own."""
        with self._state:
            self._begun = self._ended = number
            self._state.notify_all()


@contextmanager
def unsynced() -> Iterator[None]:
    """A transaction whose commit does not wait for the disk. Only for whoever waits for `SYNCS` afterwards."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # not allowed within a transaction
            cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            with transaction.atomic():
                yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        yield


def _sync() -> None:
    if connection.vendor == "sqlite":
        _sync_log(f"{connection.settings_dict['NAME']}-wal")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")  # with a number of its own it must be flushed


def _sync_log(path: str) -> None:
    """SQLite holds no lock on this file that closing it could release."""
    try:
        log = os.open(path, os.O_RDONLY)
    except FileNotFoundError:  # no write-ahead log here: then NORMAL has synced
        return
    try:
        getattr(os, "fdatasync", os.fsync)(log)
    finally:
        os.close(log)


SYNCS = Rounds(_sync)
