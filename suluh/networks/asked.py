"""The question that a search for groups answers."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Test: TypeAlias = Literal["ties", "groups"]


class Asked(msgspec.Struct, frozen=True):
    """The question. The window is in seconds."""

    window: float = 60.0
    false_rate: float = (
        0.01  # of the edges that are found, so many may be chance; or the largest p of a group
    )
    repeats: int = 2  # different things that two accounts must have shared within the window
    fewest: int = 3  # accounts in a group
    reshuffles: int = 19
    test: Test = "ties"  # what is held against chance: each edge, or each group as a whole
