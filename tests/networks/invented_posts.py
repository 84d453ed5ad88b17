"""Posts that a test writes down, and the shapes of the shared fixtures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from suluh.bench.networks.planted import Planted
from suluh.content import WIB
from suluh.networks import Found

BEGIN = datetime(2024, 11, 20, 8, tzinfo=WIB)
Row = dict[str, Any]
Written = Callable[[list[Row]], str]


class Week(NamedTuple):
    """The file, who is planted in it, and what a window of a minute finds."""

    posts: Path
    planted: Planted
    found: Found


def post(number: int, who: str, seconds: float, text: str = "", **more: Any) -> Row:
    """A post of the contract, so many seconds after eight o'clock."""
    row = {"id": f"p{number}", "platform": "x", "author": {"handle": who}, "text": text}
    return row | {"posted_at": (BEGIN + timedelta(seconds=seconds)).isoformat()} | more
