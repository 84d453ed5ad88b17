"""Reports at the desks of regencies, one of which does not answer: what waits, what sounds, where it goes up to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from suluh.cases import Case, Role, case_of, happened
from suluh.cases import events as e
from suluh.cases.clocks import alarms
from suluh.cases.ladder import should_rise, stage_of
from suluh.cases.things import Thing
from suluh.drills.voting_day.scenario import Office, VotingDay
from suluh.facts import Facts

RECEIPT, SORTED, DECIDED = (timedelta(minutes=n) for n in (5, 10, 40))  # of a desk that answers


class Waited(msgspec.Struct, frozen=True):
    """The reports of one office at the end of the day: undecided, with a broken promise, and gone up to which desks."""

    region: str
    offline: bool
    reports: int
    waiting: int
    breached: int
    risen_to: tuple[str, ...]  # "province 18", once per case that rose

    @property
    def as_expected(self) -> bool:
        """Everything of an office that is offline has gone up; nothing of one that answers has."""
        expected = self.reports if self.offline else 0
        return len(self.risen_to) == self.breached == self.waiting == expected


def wait_at(office: Office, day: VotingDay, facts: Facts) -> Waited:
    """The office's cases from the opening of the day to its end, each by the events that made it."""
    cases = [_case(office, number, day) for number in range(office.reports)]
    sounding = [case for case in cases if any(a.is_breach for a in alarms(case, day.until, facts))]
    risen = [up for case in cases if (up := _risen(case, day.until, facts))]
    return Waited(
        region=office.region,
        offline=office.offline,
        reports=len(cases),
        waiting=sum(case.decision is None for case in cases),
        breached=len(sounding),
        risen_to=tuple(f"{stage_of(case).rung} {stage_of(case).region}" for case in risen),
    )


def _case(office: Office, number: int, day: VotingDay) -> Case:
    case = case_of(_told(office, number, day.opens + timedelta(minutes=number), day))
    assert case is not None
    return case


def _told(office: Office, number: int, at: datetime, day: VotingDay) -> Iterator[e.Happening]:
    name = f"{day.id}-{office.region}-{number}"
    thing = Thing(text=day.wave[number % len(day.wave)].text)
    yield e.Reported(
        case=name,
        at=at,
        actor=f"warga-{number}",
        role=Role.REPORTER_PUBLIC,
        track="A",
        thing=thing,
        region=office.region,
    )
    if office.offline:
        return
    desk = partial(_by, name, f"meja-{office.region}")
    yield e.Acknowledged(**desk(at + RECEIPT))
    yield e.Triaged(**desk(at + SORTED), priority="P1", severity=3, rule="CIV-PROC")
    yield e.Routed(**desk(at + SORTED), to="in_review")
    yield e.Decided(
        case=name,
        at=at + DECIDED,
        actor=f"peninjau-{office.region}",
        role=Role.REVIEWER,
        outcome="remove",
        rule="CIV-PROC",
        severity=3,
    )


def _by(case: str, actor: str, at: datetime) -> dict[str, Any]:
    return {"case": case, "actor": actor, "role": Role.TRIAGE, "at": at}


def _risen(case: Case, now: datetime, facts: Facts) -> Case | None:
    """The case one rung up, where its promise is broken: the clock proposes, the desk above writes it."""
    stage = should_rise(case, now, facts)
    if stage is None:
        return None
    return happened(
        case,
        e.Escalated(
            **_by(case.id, f"meja-{stage.region}", now),
            to=stage.rung,
            why="kantor tidak menjawab",
        ),
    )
