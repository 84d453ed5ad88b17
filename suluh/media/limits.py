"""How much of a medium is looked at, so that no file costs more than it may."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """Defensive bounds for one medium. What lies beyond is not looked at, and the post says so."""

    bytes: int = 512 << 20  # a larger file is not opened
    pixels: int = 64_000_000  # of one picture or frame
    seconds: float = 600.0  # of video or sound, from the start
    frames: int = 36_000  # decoded
    cpu_seconds: float = 120.0  # for one medium, all stages
    wall_seconds: float = 400.0  # for one medium, on a machine that has other things to do as well
    memory: int = 1_536 << 20  # bytes of address space above what the worker holds at its start


LIMITS = Limits()
