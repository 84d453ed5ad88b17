"""A fact as a voter reads it: what it says, how sure that is, since when, and what it said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from suluh.facts import Fact, Facts, Source
from suluh.guide.speaking import statement


class Change(msgspec.Struct, frozen=True):
    """What was published over an earlier wording of the same fact. `on`: a day in WIB."""

    fact: str
    on: date
    was: Fact | None  # None when the fact is new
    why: str = ""


class Version(msgspec.Struct, frozen=True):
    """One line of a fact's history. The days are inclusive; None is open or unknown."""

    fact: str
    says: str
    since: date | None
    until: date | None
    now: bool  # it is the one in force on the day of the page
    why: str = ""


class Told(msgspec.Struct, frozen=True):
    """A fact for a page."""

    id: str
    says: str
    region: str  # Kemendagri code
    region_name: str
    sources: tuple[Source, ...]
    remembered: bool  # nobody has seen it at a source yet
    disputes: tuple[str, ...]  # sources that say otherwise
    settled: bool  # the disputes are known misquotations
    secondary: bool  # the sources quote the rule; none is the rule itself
    since: date | None
    until: date | None
    over: bool  # it holds no more on the day of the page
    changed: date | None  # None: never, as far as is recorded
    history: tuple[Version, ...]  # newest first; one line when it never changed


def tell(fact: Fact, facts: Facts, lang: str, on: date, changes: Sequence[Change] = ()) -> Told:
    """The fact for a reader on a day in WIB. changes: what was published over it, in any order."""
    lines = history(fact, facts, lang, on, changes)
    return Told(
        id=fact.id,
        says=statement(fact, lang),
        region=fact.jurisdiction,
        region_name=facts.regions.name(fact.jurisdiction).strip(),
        sources=fact.sources,
        remembered=fact.confidence == "memory",
        disputes=fact.conflicts,
        settled=fact.settled,
        secondary=fact.source_kind == "secondary",
        since=fact.valid_from,
        until=fact.valid_to,
        over=bool(fact.valid_to and fact.valid_to < on),
        changed=last_changed(fact, facts, on, changes),
        history=lines,
    )


def series(fact: Fact, facts: Facts) -> tuple[Fact, ...]:
    """The facts that answer the same question about the same thing one after the other, oldest first.

    Same slot, region and number; their days do not overlap. A fact that never changed is alone.
    """
    same = [
        other
        for other in facts.by_slot.get(fact.slot, ())
        if other.jurisdiction == fact.jurisdiction and _thing(other) == _thing(fact)
    ]
    apart = [o for o in same if o.id == fact.id or not _overlap(o, fact)]
    return tuple(sorted(apart, key=lambda f: (f.valid_from or date.min, f.id)))


def history(
    fact: Fact, facts: Facts, lang: str, on: date, changes: Sequence[Change] = ()
) -> tuple[Version, ...]:
    """Everything that this fact has said, newest first."""
    lines = [
        Version(f.id, statement(f, lang), f.valid_from, f.valid_to, f.holds_on(on))
        for f in series(fact, facts)
    ]
    mine = sorted((c for c in changes if c.fact == fact.id), key=lambda c: c.on)
    was = [
        Version(fact.id, statement(c.was, lang), c.was.valid_from, c.on, False, c.why)
        for c in mine
        if c.was is not None and statement(c.was, lang) != statement(fact, lang)
    ]
    return tuple(reversed([*was, *lines]))


def last_changed(fact: Fact, facts: Facts, on: date, changes: Sequence[Change] = ()) -> date | None:
    """The day in WIB, `on` at the latest, on which it last became another; None when it never did on record."""
    published = [c.on for c in changes if c.fact == fact.id and c.was is not None]
    first, *later = series(fact, facts)
    became = [f.valid_from for f in later if f.valid_from] if fact.id != first.id else []
    own = [d for d in became if d <= (fact.valid_from or date.max)]
    ended = [fact.valid_to + timedelta(days=1)] if fact.valid_to and later else []
    return max((day for day in (*published, *own, *ended) if day <= on), default=None)


def _thing(fact: Fact) -> object:
    """What a fact speaks of beside its region: a candidate's number, an account's platform."""
    fields = getattr(fact.value, "fields", {})
    return fields.get("number"), fields.get("platform"), fields.get("office")


def _overlap(one: Fact, other: Fact) -> bool:
    begin = max(one.valid_from or date.min, other.valid_from or date.min)
    return begin <= min(one.valid_to or date.max, other.valid_to or date.max)
