"""Threats against voters and election workers: which cases are handed over at once, to whom, and who has not answered.

    a case of priority P0 ──► the narrowest Bawaslu, the narrowest KPU ──► answered
                                     └─ not within the clock ──► the next above

Nothing here sends anything, and nothing here decides about a post.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec

from suluh.cases.actors import Track
from suluh.cases.case import Alert, Case
from suluh.cases.events import PartnerKind, Priority
from suluh.cases.times import tables

_FILE = Path(__file__).parent / "data" / "handover.yaml"
_PREFIX = "partner_"
# What ends a case without anybody in danger; whoever was told may still answer, and no clock runs.
_OVER = frozenset({"draft", "duplicate", "out_of_scope", "closed"})


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """handover.yaml, read."""

    priority: Priority
    rules: frozenset[str]
    partners: tuple[PartnerKind, ...]
    mark: str


@cache
def handing() -> Rules:
    """The rules of handing over."""
    return msgspec.yaml.decode(_FILE.read_bytes(), type=Rules)


def is_threat(case: Case) -> bool:
    """Whether partners are told of this case at once."""
    known = handing()
    of_a_rule = case.rule.rpartition("/")[2] in known.rules
    urgent = case.track is Track.A and case.priority == known.priority
    return urgent and of_a_rule and case.state not in _OVER


def unalerted(case: Case) -> tuple[PartnerKind, ...]:
    """The kinds of partners that have not been told yet."""
    told = {alert.kind for alert in case.alerts}
    return tuple(kind for kind in handing().partners if kind not in told)


def due_from(now: datetime) -> datetime:
    """By when a partner that is told now says that it has the case."""
    return now + timedelta(minutes=tables().priorities[handing().priority].acknowledge)


def waiting(case: Case) -> tuple[Alert, ...]:
    """Of each kind of partner the last that was told, unless one of its kind has answered."""
    if case.state in _OVER:
        return ()
    answered = {alert.kind for alert in case.alerts if alert.answered_at}
    last = {alert.kind: alert for alert in case.alerts}
    return tuple(alert for kind, alert in last.items() if kind not in answered)


def running(case: Case) -> Iterator[tuple[str, datetime, timedelta]]:
    """The clocks of what waits for an answer: name, due, time allowed."""
    for alert in waiting(case):
        yield f"{_PREFIX}{alert.kind}", alert.due, alert.due - alert.at


def kind_of(target: str) -> PartnerKind | None:
    """Which kind of partner a clock of this name waits for; None for another clock."""
    return next((k for k in handing().partners if f"{_PREFIX}{k}" == target), None)


def regions_upwards(region: str | None) -> Iterable[str]:
    """The region of a case and those above it, the narrowest first; "" is all of Indonesia.

    >>> list(regions_upwards("18.71.01")), list(regions_upwards(None))
    (['18.71.01', '18.71', '18', ''], [''])
    """
    parts = (region or "").split(".") if region and region != "ID" else []
    return (*(".".join(parts[:length]) for length in range(len(parts), 0, -1)), "")
