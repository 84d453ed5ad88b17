"""What a benchmark is asked with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from suluh.cli.tongue import usage
from suluh.runners.deciding import Settings

MEDIA_PARTS = ("words", "speech", "sounds", "copies", "twins", "pace", "ends")
DESK_PARTS = ("load", "queue", "kill")
NETWORK_PARTS = ("planted", "beside", "published")
SEARCH_PARTS = ("dev", "kept_apart")
DATABASES = ("sqlite", "postgresql")
Measured = dict[str, Any]  # figures by name, as they are written to --json


class Crowd(msgspec.Struct, frozen=True):
    """Who works at the desks, and what happens to them.

    seconds: of work; pause: seconds for reading a post, on average; intake: reports a second.
    """

    reviewers: int = 50
    seconds: float = 60.0
    pause: float = 10.0
    intake: float = 2.0
    kills: int = 20


class Asked(msgspec.Struct, frozen=True):
    """The options of one benchmark; those of other kinds keep their defaults. What size counts is the kind's own."""

    kind: str
    settings: Settings
    path: Path | None = None
    size: int | None = None
    parts: tuple[str, ...] = ()
    reviews: int = 0
    speech: Path | None = None
    databases: tuple[str, ...] = ()
    desk: Crowd = Crowd()

    @property
    def given(self) -> Path:
        """The path, of a kind that measures nothing without one. Raises UsageError when it is missing."""
        if self.path is None:
            raise usage("bench {kind} needs a PATH", kind=self.kind)
        return self.path
