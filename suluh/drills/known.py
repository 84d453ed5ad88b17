"""The facts as a desk knew them: nothing that was published later, and no end that nobody could foresee."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from suluh.errors import RequestError
from suluh.facts import Fact, Facts


def known_at(facts: Facts, published: Collection[str], later: Collection[str]) -> Facts:
    """These facts without those of `later`; one of `published` ends only where another of them follows it.

    The version names what is lacking, so that a decision of the exercise says on what it stood.
    All of them are facts of `facts`; see `check_named`.
    """
    named = [facts.by_id[name] for name in published]
    kept = [
        _open_ended(fact, named) if fact.id in published else fact
        for fact in (*facts.facts, *facts.withheld)
        if fact.id not in later
    ]
    return Facts.of(facts.election, kept, "-".join([facts.version, *sorted(later)]))


def check_named(facts: Facts, names: Iterable[str]) -> None:
    """Raises RequestError when an exercise names a fact that this election lacks."""
    for name in names:
        if facts.get(name) is None:
            raise RequestError(f"no fact {name}")


def _open_ended(fact: Fact, named: Iterable[Fact]) -> Fact:
    if fact.valid_to is None or any(other.follows(fact) for other in named):
        return fact
    return replace(fact, valid_to=None)
