"""The cache in which limits are counted: its numbers in the database, its locks in the process.

allauth locks a limit while it counts, with a row of the cache, and gives up after a second: on a busy database a right
password was then answered with "too many failed attempts", a sign-in that had succeeded stayed counted as one that had
failed, and a server that was killed left its lock behind for ten seconds. A lock in the process is quick, waited for,
and gone with the process. Several serving processes may thereby count one attempt too few at the same instant.
"""

from __future__ import annotations

import threading
from typing import Any

from django.core.cache.backends.db import DatabaseCache

LOCK = ":lock"  # how allauth ends the key of a lock
WAITS = 40.0  # seconds; longer than a writer waits for the database (ledger.database.BUSY_SECONDS)


class Locks:
    """Named locks. Who waits gets the lock when it is free; what is not held takes no memory."""

    def __init__(self) -> None:
        self._held: set[str] = set()
        self._change = threading.Condition()

    def take(self, name: str, wait: float = WAITS) -> bool:
        """Whether it is ours, within this many seconds."""
        with self._change:
            if not self._change.wait_for(lambda: name not in self._held, wait):
                return False
            self._held.add(name)
            return True

    def give(self, name: str) -> None:
        """Back; nothing happens to one that nobody holds."""
        with self._change:
            self._held.discard(name)
            self._change.notify_all()


LOCKS = Locks()


class Cache(DatabaseCache):
    """Django's cache in the database, but for the locks."""

    def add(self, key: str, *given: Any, **more: Any) -> bool:
        """As Django's; of a lock, waits until it is free."""
        return LOCKS.take(key) if key.endswith(LOCK) else bool(super().add(key, *given, **more))

    def delete(self, key: str, *given: Any, **more: Any) -> bool:
        """As Django's; a lock is given back."""
        if not key.endswith(LOCK):
            return bool(super().delete(key, *given, **more))
        LOCKS.give(key)
        return True
