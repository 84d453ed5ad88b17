"""What a search takes: each runs in a process of its own, so that its time and memory are its own."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence

import msgspec

from suluh.errors import ServiceError


class Cost(msgspec.Struct, frozen=True):
    """What a process took."""

    cpu_seconds: float  # in the program and in the system on its behalf
    seconds: float  # by the clock
    peak_mib: float


def measured(command: Sequence[str]) -> Cost:
    """Run it to its end. Raises ServiceError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ServiceError(f"{' '.join(command[:4])} ended with code {process.returncode}")
    seconds = time.perf_counter() - began
    return Cost(
        round(used.ru_utime + used.ru_stime, 2), round(seconds, 2), round(used.ru_maxrss / 1024, 1)
    )
