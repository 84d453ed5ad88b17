"""One decoding for several who look: each sees every frame, in a thread of its own, none waits to keep them all."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from time import thread_time
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 2  # items that one may be behind the others
PATIENCE = 0.2  # seconds between two looks at whether one who does not take has ended


class Watcher(Generic[Item, Result]):
    """One who looks: a function from all items to a result.

    After `together`, `result` or `error` is there, and `seconds` of processor time that the looking took.
    """

    def __init__(self, name: str, look: Callable[[Iterator[Item]], Result]) -> None:
        self.name = name
        self.result: Result | None = None
        self.error: Exception | None = None
        self.seconds = 0.0
        self._look = look
        self._items: queue.Queue[Item | None] = queue.Queue(AHEAD)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def show(self, item: Item | None) -> None:
        """Hand one item over, None at the end; whoever has ended already is not waited for."""
        while self._thread.is_alive():
            try:
                self._items.put(item, timeout=PATIENCE)
            except queue.Full:
                continue
            return

    def wait(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        try:
            self.result = self._look(iter(self._items.get, None))
        except Exception as error:
            self.error = error
        self.seconds = thread_time()


def together(items: Iterable[Item], watchers: Iterable[Watcher[Item, object]]) -> None:
    """Shows every item to every watcher. Raises what the reading of items raises, when all have ended."""
    looking = list(watchers)
    for watcher in looking:
        watcher.start()
    try:
        for item in items:
            for watcher in looking:
                watcher.show(item)
    finally:
        for watcher in looking:
            watcher.show(None)
        for watcher in looking:
            watcher.wait()
