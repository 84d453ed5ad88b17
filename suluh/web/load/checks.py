"""What the ledger says afterwards, held against what people were told."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

from suluh.cases.joining import same_address
from suluh.web.load.visits import Log
from suluh.web.models import Mark, Pending
from suluh.web.store import LEDGER


def held_against(log: Log) -> dict[str, Any]:
    """Counts of what must be nothing: lost, doubled, held by two, broken chain."""
    events = [(e.subject, e.data()["actor"]) for e in LEDGER.events(kind="case_decided")]
    waiting = set(Pending.objects.filter(problem="").values_list("case", "person"))
    told = set(log.decided)
    marks = set(Mark.objects.filter(track="A").values_list("mark", flat=True))
    report = LEDGER.verify()
    return {
        "decided": len(events),
        "acknowledged_decisions": len(told),
        "still_waiting": len(waiting),
        "could_not_happen": Pending.objects.exclude(problem="").count(),
        "lost_decisions": len(told - set(events) - waiting),
        "doubled_decisions": sum(n - 1 for n in Counter(case for case, _ in events).values()),
        "acknowledged_reports": len(log.reported),
        "lost_reports": sum(same_address(url) not in marks for url in log.reported),
        "held_by_two": by_two(log.held),
        "failed_requests": len(log.failed),
        "failures": dict(Counter(log.failed)),
        "ledger_events": report.events,
        "ledger_whole": report.ok,
    }


def by_two(held: list[tuple[str, str, float, float]]) -> int:
    """How often two people had one item at the same time, by their own clocks.

    >>> by_two([("A-1", "rani", 0, 2), ("A-1", "sari", 1, 3), ("A-2", "sari", 4, 5), ("A-2", "rani", 6, 7)])
    1
    """
    ordered = sorted(held, key=lambda one: (one[0], one[2]))
    return sum(a[0] == b[0] and a[1] != b[1] and b[2] < a[3] for a, b in pairwise(ordered))


def quantile(values: list[float], share: float) -> float:
    """The value below which that share lies; 0 for none.

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5), quantile([], 0.95)
    (3.0, 0.0)
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
