"""What the guide is written from: the facts of one election, what was published over them, and the day it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from itertools import pairwise

import msgspec

from suluh.facts import NATION, Fact, Facts
from suluh.guide.changes import changes_between
from suluh.guide.outcomes import known_on
from suluh.guide.questions import Question, Questions, facts_for, questions
from suluh.guide.told import Change, Told, tell


class Edition(msgspec.Struct, frozen=True):
    """One published version of the facts. `on`: the day of publishing in WIB; the first needs none.

    `fact`: the one that was published; "" where every difference counts.
    """

    facts: Facts
    on: date | None = None
    why: str = ""
    fact: str = ""


class Book(msgspec.Struct, frozen=True, dict=True):
    """`on` is the day in WIB for which the pages are written: it decides which version of a fact is in force."""

    facts: Facts
    on: date
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, editions: Iterable[Edition], on: date) -> Book:
        """editions: oldest first, at least one; the last is in force.

        In a drill `on` may lie before the day of publishing: what is published is then as of `on`.
        """
        every = tuple(editions)
        changes = [
            change
            for before, after in pairwise(every)
            for change in changes_between(
                before.facts, after.facts, min(after.on or on, on), after.why
            )
            if after.fact in ("", change.fact)
        ]
        return cls(every[-1].facts, on, tuple(changes))

    @cached_property
    def known(self) -> tuple[Fact, ...]:
        """The facts that can be told on the day: all but the outcomes that came later."""
        return known_on(self.facts.facts, self.on)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions that this election answers, somewhere in the country, were it only once its outcome is known."""
        return tuple(q for q in _all().questions if q.facts[0] in self.facts.by_slot)

    @cached_property
    def asked_by_slot(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions that show a slot."""
        found: dict[str, tuple[Question, ...]] = {}
        for question in self.questions:
            for slot in question.facts:
                found[slot] = (*found.get(slot, ()), question)
        return found

    @cached_property
    def _changes_of(self) -> Mapping[str, tuple[Change, ...]]:
        found: dict[str, tuple[Change, ...]] = {}
        for change in self.changes:
            found[change.fact] = (*found.get(change.fact, ()), change)
        return found

    @property
    def vote(self) -> date:
        return self.facts.voting_date

    @property
    def over(self) -> bool:
        """Whether this election is past: its answers are history."""
        after = self.facts.election.stale_after
        return self.on > (after or self.vote)

    @cached_property
    def _told(self) -> dict[tuple[str, str], Told]:
        return {}

    def tell(self, fact: Fact, lang: str) -> Told:
        """The fact for a reader; worked out once for each language."""
        key = (fact.id, lang)
        if key not in self._told:
            changes = self._changes_of.get(fact.id, ())
            self._told[key] = tell(fact, self.facts, lang, self.on, changes)
        return self._told[key]

    def facts_for(
        self, question: Question, region: str | None = None
    ) -> dict[str, tuple[Fact, ...]]:
        return facts_for(question, self.facts, region, self.on)

    def region_name(self, code: str) -> str:
        return self.facts.regions.name(code).strip()

    @cached_property
    def regions_in(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the regions right below a region."""
        found: dict[str, tuple[str, ...]] = {}
        for region in self.facts.regions.by_code.values():
            if region.parent:
                found[region.parent] = (*found.get(region.parent, ()), region.code)
        return found

    def own_regions(self) -> tuple[str, ...]:
        """The regions that have a fact of their own, the nation aside."""
        return tuple(sorted({f.jurisdiction for f in self.known} - {NATION}))


def _all() -> Questions:
    return questions()
