"""Trusted reporters: organisations, for an area, for a time; how good their reports are; coaching and suspension.

The status is an organisation's, never a person's (process.md section 7, after DSA art. 22). State bodies are counted
apart from civil society, so that the influence of government stays visible. Nobody is suspended unheard.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

import msgspec

from suluh.cases.case import Case
from suluh.cases.clocks import times
from suluh.cases.refusals import NotNow
from suluh.content import WIB

ENOUGH = 20  # decided cases before precision says anything (project decision)
LOW = 0.5  # precision below which coaching is proposed (project decision)
PRIOR_MEAN = 0.5  # what a new reporter begins with in the order of the queue (project decision)
PRIOR_WEIGHT = 10  # decided cases that this beginning weighs as much as (project decision)
TIME_TO_ANSWER = timedelta(days=7)  # an organisation has to be heard (project decision)


class Sector(StrEnum):
    """Counted apart, in the transparency report too."""

    STATE = "state"  # Bawaslu, KPU, ministries, police
    CIVIL_SOCIETY = "civil_society"
    FACT_CHECKER = "fact_checker"


class Organisation(msgspec.Struct, frozen=True):
    """Who may report as trusted: for what, where, from when until when; both days inclusive, in WIB."""

    id: str
    name: str
    sector: Sector
    area: str  # what it knows about, as published
    region: str  # Kemendagri code
    valid_from: date
    valid_to: date

    def holds(self, now: datetime) -> bool:
        """Whether its period covers this day."""
        return self.valid_from <= now.astimezone(WIB).date() <= self.valid_to


class Measured(msgspec.Struct, frozen=True):
    """How many of a reporter's cases were decided, and in how many of them something was done that still stands."""

    decided: int = 0
    actioned: int = 0

    @property
    def expected(self) -> float:
        """The part of its next reports that will be acted on, 0..1: measured, with the prior of a new reporter.

        >>> Measured().expected, Measured(10, 10).expected, round(Measured(190, 19).expected, 2)
        (0.5, 0.75, 0.12)
        """
        return (self.actioned + PRIOR_MEAN * PRIOR_WEIGHT) / (self.decided + PRIOR_WEIGHT)


# How good ---------------------------------------------------------------------------------


class Quality(msgspec.Struct, frozen=True):
    """What an organisation's reports came to in a period. Precision is None until ENOUGH were decided."""

    organisation: str
    reports: int
    first: int  # reports that opened the case; the rest saw what was known already
    decided: int
    actioned: int  # decided with any action, appeals taken into account
    precision: float | None
    duplicates: float  # part of its reports that were of a thing already reported
    median_hours: float | None  # from report to first decision


class Spread(msgspec.Struct, frozen=True):
    """Whom an organisation's reports spoke of. Counted and published; nothing else reads it."""

    organisation: str
    by_candidate: dict[str, int]


def quality(organisation: str, cases: Iterable[Case], start: datetime, end: datetime) -> Quality:
    """The quality of what it reported from `start` until `end` (exclusive); by default a quarter at a time."""
    mine = [case for case in cases if _reported(case, organisation, start, end)]
    reports = sum(_reported(case, organisation, start, end) for case in mine)
    first = sum(
        case.sightings[0].organisation == organisation for case in mine if not case.merged_into
    )
    decided = [case for case in mine if case.decision]
    actioned = sum(acted_on(case) for case in decided)
    hours = [_hours(case) for case in decided]
    return Quality(
        organisation=organisation,
        reports=reports,
        first=first,
        decided=len(decided),
        actioned=actioned,
        precision=actioned / len(decided) if len(decided) >= ENOUGH else None,
        duplicates=1 - first / reports if reports else 0.0,
        median_hours=median(hours) if hours else None,
    )


def spread(organisation: str, cases: Iterable[Case], start: datetime, end: datetime) -> Spread:
    """Whom its reports of the period spoke of, by candidate or pair, as triage noted it."""
    mine = (case for case in cases if _reported(case, organisation, start, end))
    return Spread(organisation, dict(Counter(name for case in mine for name in case.concerns)))


def by_sector(qualities: Iterable[Quality], known: Sequence[Organisation]) -> dict[Sector, int]:
    """How many reports came from state bodies, civil society and fact-checkers."""
    sector = {org.id: org.sector for org in known}
    totals = dict.fromkeys(Sector, 0)
    for found in qualities:
        if found.organisation in sector:
            totals[sector[found.organisation]] += found.reports
    return totals


def acted_on(case: Case) -> bool:
    """Whether something was done that still stands after any appeal."""
    if case.decision is None or case.appeal_verdict == "overturned":
        return False
    return case.appeal_verdict == "modified" or case.decision.outcome != "no_action"


def _reported(case: Case, organisation: str, start: datetime, end: datetime) -> int:
    return sum(s.organisation == organisation and start <= s.at < end for s in case.sightings)


def _hours(case: Case) -> float:
    moments = times(case)
    decided = moments.first_decision or case.last_at
    return (decided - moments.received).total_seconds() / 3600


# What becomes of the status ---------------------------------------------------------------


class Standing(StrEnum):
    NOT_GRANTED = "not_granted"
    TRUSTED = "trusted"
    COACHED = "coached"  # still trusted, with a person who helps
    ASKED = "asked"  # suspension is proposed; it is asked for its side, and still trusted
    SUSPENDED = "suspended"
    ENDED = "ended"


class Status(msgspec.Struct, frozen=True):
    """The standing of an organisation, since when, and until when it may answer."""

    organisation: str
    standing: Standing = Standing.NOT_GRANTED
    since: datetime | None = None
    answer_by: datetime | None = None
    answer: str | None = None
    proposed_by: str | None = None

    @property
    def is_trusted(self) -> bool:
        return self.standing in (Standing.TRUSTED, Standing.COACHED, Standing.ASKED)


def _kind(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class StatusEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=_kind):
    """Something that happened to an organisation's status; `actor` did it, for the reason `why`."""

    organisation: str
    at: datetime
    actor: str
    why: str


class Granted(StatusEvent, frozen=True, kw_only=True):
    """By the owner of the programme; published."""


class Coached(StatusEvent, frozen=True, kw_only=True):
    """Precision is low: somebody helps."""


class SuspensionProposed(StatusEvent, frozen=True, kw_only=True):
    """With the figures in `why`; the organisation may answer until TIME_TO_ANSWER has passed."""


class Heard(StatusEvent, frozen=True, kw_only=True):
    """The organisation's answer is `why`."""


class Suspended(StatusEvent, frozen=True, kw_only=True):
    """By another person than who proposed it, after the answer, or after the time for it."""


class Reinstated(StatusEvent, frozen=True, kw_only=True):
    """After review, or instead of a suspension."""


class Ended(StatusEvent, frozen=True, kw_only=True):
    """Its period is over, or it gave the status back."""


AnyStatusEvent = Granted | Coached | SuspensionProposed | Heard | Suspended | Reinstated | Ended
_S = Standing
_MOVES: dict[type[StatusEvent], tuple[frozenset[Standing], Standing]] = {
    Granted: (frozenset({_S.NOT_GRANTED, _S.ENDED}), _S.TRUSTED),
    Coached: (frozenset({_S.TRUSTED}), _S.COACHED),
    SuspensionProposed: (frozenset({_S.COACHED}), _S.ASKED),
    Heard: (frozenset({_S.ASKED}), _S.ASKED),
    Suspended: (frozenset({_S.ASKED}), _S.SUSPENDED),
    Reinstated: (frozenset({_S.COACHED, _S.ASKED, _S.SUSPENDED}), _S.TRUSTED),
    Ended: (frozenset(_S) - {_S.NOT_GRANTED, _S.ENDED}, _S.ENDED),
}


def status_after(status: Status, event: StatusEvent) -> Status:
    """The status after this event. Raises NotNow when it cannot follow: coaching, an answer, suspension."""
    before, to = _MOVES[type(event)]
    if status.standing not in before:
        raise NotNow("status", event=type(event).__name__, standing=status.standing)
    if isinstance(event, Heard):
        return msgspec.structs.replace(status, answer=event.why)
    if isinstance(event, Suspended):
        _heard(status, event)
    asked = isinstance(event, SuspensionProposed)
    return Status(
        status.organisation,
        to,
        event.at,
        answer_by=event.at + TIME_TO_ANSWER if asked else None,
        answer=status.answer if isinstance(event, Suspended) else None,
        proposed_by=event.actor if asked else None,
    )


def follows(status: Status, kind: type[StatusEvent]) -> bool:
    """Whether such an event has its place after this standing; who may do it when is `status_after`'s."""
    return status.standing in _MOVES[kind][0]


def needs_coaching(found: Quality) -> bool:
    """Whether precision is measured and low: a proposal, which a person takes up or not."""
    return found.precision is not None and found.precision < LOW


def _heard(status: Status, event: Suspended) -> None:
    if status.answer is None and status.answer_by and event.at < status.answer_by:
        raise NotNow("unheard", until=status.answer_by.isoformat())
    if event.actor == status.proposed_by:
        raise NotNow("same_proposer")
