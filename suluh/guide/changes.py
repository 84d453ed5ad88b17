"""What was published over the facts: the difference between one version of them and the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from suluh.facts import Fact, Facts
from suluh.guide.told import Change


def changes_between(before: Facts, after: Facts, on: date, why: str = "") -> Iterator[Change]:
    """Every fact that says, holds or cites something else in the later version. on: the day of publishing, in WIB."""
    for fact in after.facts:
        was = before.get(fact.id)
        if was is None or _content(was) != _content(fact):
            yield Change(fact.id, on, was, why)


def _content(fact: Fact) -> Fact:
    """A fact without the place in its file, which moves when a neighbour grows."""
    return msgspec.structs.replace(fact, line=0, file="")
