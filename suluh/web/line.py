"""Who writes next: whoever has waited longest.

SQLite has one writer. Who finds it busy asks again after 1, 2, 5 … 100 ms (sqlite3_busy_timeout), so that one who writes
again and again is served every time and the others wait, with 50 reviewers for seconds. Threads of one process stand in
this line; other processes still ask SQLite.
"""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType


class Line:
    """A lock that is handed on in the order of asking. Whoever has it may enter again.

    >>> line = Line()
    >>> with line, line:
    ...     line.is_mine()
    True
    >>> line.is_mine()
    False
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()  # held for a few instructions only
        self._waiting: deque[tuple[int, threading.Event]] = deque()
        self._holder: int | None = None
        self._depth = 0

    def is_mine(self) -> bool:
        """Whether this thread has it."""
        return self._holder == threading.get_ident()

    def length(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def __enter__(self) -> Line:
        me, called = threading.get_ident(), threading.Event()
        with self._guard:
            if self._holder in (None, me):
                self._holder, self._depth = me, self._depth + 1
                return self
            self._waiting.append((me, called))
        try:
            called.wait()
        except BaseException:  # an interrupt: nobody must wait behind one who has left
            self._leave(me, called)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        with self._guard:
            self._depth -= 1
            if not self._depth:
                self._hand_on()

    def _hand_on(self) -> None:
        self._holder = None
        if self._waiting:
            self._holder, called = self._waiting.popleft()
            self._depth = 1
            called.set()

    def _leave(self, me: int, called: threading.Event) -> None:
        with self._guard:
            if called.is_set():
                self._hand_on()
            else:
                self._waiting.remove((me, called))
