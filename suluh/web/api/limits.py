"""How many requests a key, or an address without one, may make. Counted in the serving process; nothing is written."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_REMEMBERED = 10_000  # names; the longest unseen is forgotten


class TooMany(Exception):
    """Come back after so many seconds."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"too many requests; {seconds} s")


class Limit:
    """`a_minute` requests a minute for each name, of which `at_once` may come together."""

    def __init__(
        self, a_minute: int, at_once: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate, self.at_once, self.clock = a_minute / 60, at_once, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def spend(self, name: str) -> None:
        """One request of that name. Raises TooMany when it has none left."""
        now = self.clock()
        with self._lock:
            left, at = self._left.pop(name, (float(self.at_once), now))
            left = min(self.at_once, left + (now - at) * self.rate)
            self._left[name] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
        if left < 1:
            raise TooMany(math.ceil((1 - left) / self.rate))


# Project decisions: a program that works through a queue needs a few requests a case; nobody needs to guess keys.
OF_KEY = Limit(a_minute=600, at_once=120)
OF_WRONG_KEYS = Limit(a_minute=20, at_once=20)
OF_AUTHORS = Limit(a_minute=30, at_once=30)
