"""An exercise as it is written down: dated steps with what became known, what circulated, and what is fair to do.

`expect` of a post: `leave`, nothing stronger than the neutral banner and nobody asked to look; `context`, it was true
when posted and carries the label that says so; `find`, it is limited or waits for a person under a rule.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

import msgspec

from suluh.drills.reading import read_exercise
from suluh.errors import DataError
from suluh.facts.regions import regions
from suluh.policy.rule import Words

DATA = Path(__file__).parent / "data"
Expectation = Literal["leave", "context", "find"]
EXPECTATIONS: tuple[Expectation, ...] = get_args(Expectation)


class Circulating(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post that goes round at a step, and what should become of it. `posted_at` (aware): None is the step's moment.

    `known`: what the engine does instead, where we know that it differs; it still counts as a difference.
    """

    text: str
    expect: Expectation
    why: Words
    posted_at: datetime | None = None
    known: Expectation | None = None


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One moment: the facts published then, and the posts seen after. `source`: the fact whose sources tell of it."""

    at: datetime
    what: Words
    posts: tuple[Circulating, ...]
    facts: tuple[str, ...] = ()
    source: str = ""

    @property
    def told_by(self) -> str:
        """The fact whose sources tell what happened."""
        return self.source or self.facts[0]


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Steps in the order of their moments, in one region of one election."""

    id: str
    election: str
    region: str
    title: Words
    steps: tuple[Step, ...]


def read_scenario(path: Path) -> Scenario:
    """The exercise of a YAML file; moments need an offset.

    Raises RequestError when it cannot be read, DataError for a mistake in it.
    """
    read = read_exercise(path, Scenario)
    for fault in _faults(read):
        raise DataError(fault, file=path)
    return read


def _faults(read: Scenario) -> list[str]:
    moments = [step.at for step in read.steps]
    every = [*moments, *(p.posted_at for s in read.steps for p in s.posts if p.posted_at)]
    if any(moment.tzinfo is None for moment in every):
        return ["a moment lacks its offset, such as +07:00"]
    if read.region not in regions():
        return [f'unknown region "{read.region}"']
    if moments != sorted(moments):
        return ["the steps are not in the order of their moments"]
    return [f"{s.at}: neither facts nor a source" for s in read.steps if not (s.facts or s.source)]
