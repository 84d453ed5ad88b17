"""How much of the machine the server took, and how much all else did: a shared machine is no slow server.

Read from /proc, in seconds of one core; None on a system that has none.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class Look(NamedTuple):
    """One moment: seconds of CPU so far, of the server's processes, of this one, of all."""

    at: float
    server: float
    own: float
    everything: float


class Busy(NamedTuple):
    """Cores in use on average between two looks."""

    server: float
    visitors: float
    others: float  # what else ran on the machine


def look(group: int) -> Look | None:
    """group: the process group of the server."""
    try:
        return Look(time.monotonic(), _of_group(group), time.process_time(), _of_machine())
    except (OSError, ValueError, IndexError):
        return None


def between(first: Look | None, last: Look | None) -> Busy | None:
    """Cores in use on average from the first look to the last.

    >>> between(Look(0, 1, 1, 10), Look(10, 6, 3, 27))
    Busy(server=0.5, visitors=0.2, others=1.0)
    """
    if first is None or last is None or last.at <= first.at:
        return None
    span = last.at - first.at
    server, own = last.server - first.server, last.own - first.own
    others = max(0.0, last.everything - first.everything - server - own)
    return Busy(round(server / span, 2), round(own / span, 2), round(others / span, 2))


def _of_group(group: int) -> float:
    found = (_stat(path) for path in PROC.glob("[0-9]*/stat"))
    return sum(user + system for members, user, system in found if members == group)


def _stat(path: Path) -> tuple[int, float, float]:
    """Process group, and seconds of CPU in its own code and in the kernel; zeros for one that has just ended."""
    try:
        fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0, 0.0, 0.0
    return int(fields[2]), int(fields[11]) / _tick(), int(fields[12]) / _tick()


def _of_machine() -> float:
    """User, nice, system, irq, softirq: everything but idling and waiting for the disk."""
    fields = [
        int(n) for n in (PROC / "stat").read_text(encoding="ascii").split("\n")[0].split()[1:]
    ]
    return sum(fields[i] for i in (0, 1, 2, 5, 6)) / _tick()


def _tick() -> int:
    return os.sysconf("SC_CLK_TCK")
