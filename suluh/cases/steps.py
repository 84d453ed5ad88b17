"""A row of a track's table: this event, in these states, by these roles, leads there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec

from suluh.cases.actors import Role
from suluh.cases.case import Case
from suluh.cases.events import Happening

Guard: TypeAlias = Callable[[Case, Happening], None]  # raises Refused, or lets it happen


class Step(msgspec.Struct, frozen=True):
    """`mark` says where the row comes from: S a fact with a source, M memory, D a project decision (process.md)."""

    event: type[Happening]
    when: frozenset[str]
    to: str  # a state, STAY or BACK
    by: frozenset[Role]
    choice: str = ""
    guards: tuple[Guard, ...] = ()
    mark: str = "D"
    fact: str | None = None  # of the election's facts, for S


def step(
    event: type[Happening],
    when: str | Iterable[str],
    to: str,
    by: Role | Iterable[Role],
    *guards: Guard,
    choice: str = "",
    mark: str = "D",
    fact: str | None = None,
) -> Step:
    """One row, as it reads in the tables. A fact says that it has a source."""
    states = frozenset({when} if isinstance(when, str) else when)
    roles = frozenset({by} if isinstance(by, Role) else by)
    return Step(event, states, to, roles, choice, guards, "S" if fact else mark, fact)
