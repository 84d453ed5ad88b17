"""What a search for groups says: each group as a case for a person to look at, and how much chance would have made.

Its parts are described where they are made: ties, things, habits, techniques.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from suluh.networks.asked import Asked
from suluh.networks.chance import ByChance
from suluh.networks.habits import Names, NewAccounts, Rhythm
from suluh.networks.techniques import Technique
from suluh.networks.things import Sample, SharedThing
from suluh.networks.ties import Tie
from suluh.networks.traffic import Counts


class Member(msgspec.Struct, frozen=True):
    """An account of a group. Unknown stays None."""

    account: str  # platform:handle
    platform: str
    handle: str
    name: str | None
    created_at: datetime | None
    posts: int  # in everything that was read
    together: int  # of them, posts that met one of the group's
    first: datetime  # of these
    last: datetime


class Group(msgspec.Struct, frozen=True):
    """A group of accounts that acted together. `why` is None for a finding, else the reason it is set apart."""

    id: str
    why: str | None
    members: tuple[Member, ...]
    ties: tuple[Tie, ...]  # the strongest alone, for a group that is set apart
    tied: int  # ties in all
    things: tuple[SharedThing, ...]
    sample: tuple[Sample, ...]
    timeline: tuple[
        tuple[int, float], ...
    ]  # place in members and seconds since 1970, of posts that met another's
    first: datetime
    last: datetime
    density: float  # ties over all pairs of members
    p: float  # how often a reshuffle holds a group as large, (1 + so many) / (1 + reshuffles)
    rhythm: Rhythm
    new_accounts: NewAccounts | None
    names: Names | None
    techniques: tuple[Technique, ...]

    @property
    def platforms(self) -> list[str]:
        """Where it acts."""
        return sorted({member.platform or "?" for member in self.members})


class Found(msgspec.Struct, frozen=True):
    """Everything: the findings, the largest first, and what was set apart."""

    asked: Asked
    counts: Counts
    accounts: int
    since: datetime | None
    until: datetime | None
    findings: tuple[Group, ...]
    apart: tuple[Group, ...]
    by_chance: ByChance
