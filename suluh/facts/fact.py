"""An official fact: what it says, where and when it holds, and who said so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from suluh.facts.regions import NATION, Region, Regions, regions
from suluh.facts.values import Value

_DAY = timedelta(days=1)


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    url: str | None = None
    ref: str | None = None  # the regulation or decision that the source quotes
    published: date | None = None


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to one question in one region. `valid_from` and `valid_to` are inclusive days in WIB; None is open."""

    id: str
    slot: str  # the question, such as voting_date
    statement_id: str
    statement_en: str
    value: Value
    jurisdiction: str = NATION
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    settled: bool = False  # the conflicts are known misquotations; the value stands
    notes: str | None = None
    source_kind: Literal["primary", "secondary"] = "secondary"
    confidence: Literal["seen", "memory"] = "memory"
    sources: tuple[Source, ...] = ()
    election: str = ""
    file: str = ""  # inside the election's folder
    line: int = 0

    def holds_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def follows(self, other: Fact) -> bool:
        """Whether it took the other's place: the same question in the same region, from the day after that ended."""
        same = (self.slot, self.jurisdiction) == (other.slot, other.jurisdiction)
        return same and other.valid_to is not None and self.valid_from == other.valid_to + _DAY

    @property
    def firm(self) -> bool:
        """Seen at a source and contradicted by none that is still open: firm enough for a machine to act on."""
        return self.confidence == "seen" and (self.settled or not self.conflicts)

    @property
    def for_everybody(self) -> bool:
        """Whether it speaks of no region and no pair alone."""
        return self.jurisdiction == NATION and self.slot != "candidate_pair"


class Election(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What sets one election apart: its name, its law, its days. Days are also facts; the ids say which."""

    id: str
    name_id: str
    name_en: str
    law: str  # pilkada | pemilu | pilkades: never mixed
    voting_date_fact: str
    invented: bool = False  # an example made up for tests and teaching
    stale_after: date | None = None  # from here on, every answer says that this election is over
    names: tuple[str, ...] = ()  # how people call this election


class Facts(msgspec.Struct, frozen=True):
    """All facts of one election, with the withheld ones (no source) apart."""

    election: Election
    facts: tuple[Fact, ...]
    withheld: tuple[Fact, ...]
    version: str  # first 12 hex digits of the SHA-256 over every file
    by_id: dict[str, Fact]
    by_slot: dict[str, tuple[Fact, ...]]

    @classmethod
    def of(cls, election: Election, facts: Iterable[Fact], version: str) -> Facts:
        every = tuple(facts)
        shown = tuple(f for f in every if f.sources)
        slots: dict[str, tuple[Fact, ...]] = {}
        for fact in shown:
            slots[fact.slot] = (*slots.get(fact.slot, ()), fact)
        withheld = tuple(f for f in every if not f.sources)
        return cls(election, shown, withheld, version, {f.id: f for f in shown}, slots)

    @property
    def regions(self) -> Regions:
        return regions()

    def get(self, fact_id: str) -> Fact | None:
        return self.by_id.get(fact_id)

    def has_changed(self, fact_id: str) -> bool:
        """Whether this fact took another's place, or another has taken its."""
        fact = self.by_id.get(fact_id)
        others = self.by_slot.get(fact.slot, ()) if fact else ()
        return (
            any(fact.follows(other) or other.follows(fact) for other in others) if fact else False
        )

    def of_slot(
        self, slot: str, region: str | None = None, on: date | None = None
    ) -> tuple[Fact, ...]:
        """The facts that answer `slot` in `region`: the narrowest jurisdiction that has any, valid on that day.

        region: Kemendagri code; None is the nation. on: a day in WIB; None takes every version.
        """
        facts = [f for f in self.by_slot.get(slot, ()) if on is None or f.holds_on(on)]
        for code in self.regions.line(region):
            found = tuple(f for f in facts if f.jurisdiction == code)
            if found:
                return found
        return ()

    def below(self, slot: str, region: str, on: date | None = None) -> tuple[Fact, ...]:
        """The facts that answer `slot` in `region` or any region inside it."""
        return tuple(
            f
            for f in self.by_slot.get(slot, ())
            if region in self.regions.line(f.jurisdiction) and (on is None or f.holds_on(on))
        )

    @property
    def voting_date(self) -> date:
        value = self.by_id[self.election.voting_date_fact].value
        return value.date  # type: ignore[union-attr]  # the loader has checked that it is a date


__all__ = ["Election", "Fact", "Facts", "Region", "Source"]
