"""The question that a search for groups answers."""

from __future__ import annotations

import msgspec


class Asked(msgspec.Struct, frozen=True):
    """The question. The window is in seconds."""

    window: float = 60.0
    false_rate: float = 0.01  # of the edges that are found, so many may be chance
    repeats: int = 2  # different things that two accounts must have shared within the window
    fewest: int = 3  # accounts in a group
    reshuffles: int = 19
