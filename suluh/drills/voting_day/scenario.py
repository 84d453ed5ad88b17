"""The exercise as it is written down. Every moment is aware; regions are Kemendagri codes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from suluh.drills.reading import read_exercise
from suluh.drills.scenario import DATA

FILE = DATA / "voting-day.yaml"


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post in one language. `known`: the engine is known to miss it, or to ask a person without need."""

    language: str
    text: str
    known: Literal["missed", "asked"] | None = None


class Looked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An account as it is seen that day, and what it should be taken for (a `suluh.accounts.Verdict`)."""

    expect: str
    platform: str
    handle: str
    name: str
    said: tuple[str, ...]
    followers: int | None = None
    created_at: datetime | None = None


class Reports(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many reports against one account by so many people within the last `minutes`."""

    account: str
    reports: int
    people: int
    minutes: int


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The desk of a regency, with the reports that reach it in the first minutes."""

    region: str
    reports: int
    offline: bool = False


class VotingDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`load`: how often each post goes round, each time by another account. Posts come between `opens` and `until`."""

    id: str
    election: str
    region: str
    load: int
    opens: datetime
    until: datetime
    wave: tuple[Said, ...]
    ordinary: tuple[Said, ...]
    accounts: tuple[Looked, ...]
    brigade: Reports
    usual: Reports
    offices: tuple[Office, ...]


def read_voting_day(path: Path = FILE) -> VotingDay:
    """The exercise of a YAML file. Raises as `read_exercise` does."""
    return read_exercise(path, VotingDay)
