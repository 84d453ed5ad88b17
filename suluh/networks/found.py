"""What a search for groups says: each group as a case for a person to look at, and how much chance would have made."""

from __future__ import annotations

from datetime import datetime

import msgspec

from suluh.networks.traffic import Counts


class Asked(msgspec.Struct, frozen=True):
    """The question. The window is in seconds."""

    window: float = 60.0
    false_rate: float = 0.01  # of the edges that are found, so many may be chance
    repeats: int = 2  # different things that two accounts must have shared within the window
    fewest: int = 3  # accounts in a group
    reshuffles: int = 19


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


class Tie(msgspec.Struct, frozen=True):
    """Two accounts that met more often than chance lets them."""

    one: str
    two: str
    weight: int  # different things shared within the window
    expected: float  # by chance
    p: float
    kinds: tuple[str, ...]
    seconds: float  # half of the meetings were closer than this


class SharedThing(msgspec.Struct, frozen=True):
    """One thing that members shared."""

    kind: str
    says: str  # a masked caption, a link, the name of a medium, a list of hashtags
    accounts: int
    posts: int
    first: datetime
    seconds: float  # from the first member's post to the last one's
    alike: float | None  # captions: the median share of words in common with the first, 0..1


class Sample(msgspec.Struct, frozen=True):
    """A post of a member, personal data masked."""

    id: str
    account: str
    at: datetime
    text: str


class Rhythm(msgspec.Struct, frozen=True):
    """When a group posts together, in WIB."""

    hours: tuple[int, ...]  # posts in each hour of the day, 24 of them
    days: int
    seconds: float  # median between one member and the next, over the same thing
    regular: (
        float | None
    )  # 1 - variation of the pauses between actions, where there are enough; 1 is a clock


class NewAccounts(msgspec.Struct, frozen=True):
    """How many members were made in the same seven days, and how rare that is among all accounts."""

    known: int  # members whose day is known
    together: int
    since: datetime
    elsewhere: float  # share of all accounts made in those days
    p: float


class Names(msgspec.Struct, frozen=True):
    """A form that the members' handles have in common: letters as a, digits as 9."""

    form: str
    share: float
    elsewhere: float


class Technique(msgspec.Struct, frozen=True):
    """A technique of the DISARM Red framework that a person may confirm."""

    id: str
    name: str
    because: str  # key of words.yaml


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


class ByChance(msgspec.Struct, frozen=True):
    """What the search finds when the accounts are dealt anew."""

    edges: tuple[int, ...]  # in each reshuffle
    largest: tuple[int, ...]  # accounts in the largest group of each
    cut: float  # the p below which an edge counts
    tests: int  # pairs of accounts


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
