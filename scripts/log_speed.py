"""How long a head and the proofs take over many events. The events are made up and written straight into the table.

usage: .venv/bin/python scripts/log_speed.py [EVENTS]      (10,000,000 need 4.3 GB of disk for a minute)
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from suluh.ledger import LogKey, NewEvent, open_ledger
from suluh.ledger.log import consistency, receipt, sign_head

NOW = datetime(2024, 11, 27, 5, tzinfo=UTC)
T = TypeVar("T")
ASKED = 50  # times each proof is asked for
BODY = "x" * 200  # as long as a small event's


def main(events: int) -> None:
    """Fill, sign, ask."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        open_ledger(str(path)).close()
        fill(path, events)
        print(f"{events:,} events, {path.stat().st_size / 1e9:.1f} GB")
        ask(path, events)


def fill(path: Path, events: int) -> None:
    """Rows whose hashes are those of a counter; the tree does not look at anything else."""
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(
            "PRAGMA synchronous=OFF; DROP INDEX suluh_event_kind; DROP INDEX suluh_event_subject"
        )
        raw.executemany("INSERT INTO suluh_event VALUES (?, ?, ?, ?, ?, ?, ?)", rows(events))
        raw.execute(
            "INSERT OR REPLACE INTO suluh_head (id, seq, hash) VALUES (1, ?, ?)",
            (events, _hash(events)),
        )
        raw.commit()


def rows(events: int) -> Iterator[tuple[object, ...]]:
    """As the table has them."""
    for seq in range(1, events + 1):
        yield seq, NOW.isoformat(), "uji", "s", BODY, _hash(seq - 1), _hash(seq)


def ask(path: Path, events: int) -> None:
    """The first head, one after a thousand more events, and both proofs at random."""
    key = LogKey(bytes(32))
    with open_ledger(str(path)) as ledger:
        first = timed("first head", 1, lambda: sign_head(ledger, key, NOW))
        ledger.append(NewEvent("uji", "s", {"n": n}, NOW) for n in range(1000))
        later = NOW.replace(hour=6)
        second = timed("head after 1,000 more", 1, lambda: sign_head(ledger, key, later))
        some = [ledger.event(random.Random(n).randint(1, events)) for n in range(ASKED)]
        event = iter(some)
        timed("receipt", ASKED, lambda: receipt(ledger, next(event), second))
        timed("consistency", ASKED, lambda: consistency(ledger, first.tree_size, second.tree_size))


def timed(what: str, times: int, do: Callable[[], T]) -> T:
    """The last answer; median and longest time are printed, in milliseconds."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        answer = do()
        took.append((time.perf_counter() - begun) * 1000)
    print(f"{what}: median {sorted(took)[times // 2]:.1f} ms, longest {max(took):.1f} ms")
    return answer


def _hash(seq: int) -> str:
    return hashlib.sha256(b"%d" % seq).hexdigest()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
