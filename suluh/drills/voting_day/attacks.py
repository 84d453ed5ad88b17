"""What is aimed at trust that day: accounts that pass for others, and a brigade of reports against one account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from suluh.accounts import SeenAccount, compare
from suluh.cases.brigading import Report, damped, surges
from suluh.cases.reporters import Measured
from suluh.drills.voting_day.scenario import Looked, Reports, VotingDay
from suluh.knowledge import Knowledge

GOOD = Measured(40, 36)  # decided reports of a reporter who is usually right


class AccountSeen(msgspec.Struct, frozen=True):
    """An account of the exercise, and what it was taken for."""

    account: Looked
    verdict: str

    @property
    def as_expected(self) -> bool:
        return self.verdict == self.account.expect


class Brigade(msgspec.Struct, frozen=True):
    """The accounts against which a surge was seen, and how far its cases sink in the queue (0..1, before and after)."""

    seen: tuple[str, ...]
    reports: int
    before: float
    after: float


def look_at_accounts(day: VotingDay, knowledge: Knowledge) -> tuple[AccountSeen, ...]:
    """Each account held against the register on that day."""
    return tuple(
        AccountSeen(one, compare(_account(one, day), knowledge.register, knowledge.facts).verdict.value)
        for one in day.accounts
    )  # fmt: skip


def look_at_reports(day: VotingDay) -> Brigade:
    """The reports of the brigade and the usual ones, counted together at the end of the day."""
    told = [*_reports(day.brigade, day.until), *_reports(day.usual, day.until)]
    found = [one for one in surges(told, {}, day.until) if one.kind == "account"]
    earned = damped(found[0].cases[0], GOOD, found) if found else GOOD
    return Brigade(
        seen=tuple(one.key for one in found),
        reports=sum(one.reports for one in found),
        before=GOOD.expected,
        after=(earned or GOOD).expected,
    )


def _account(one: Looked, day: VotingDay) -> SeenAccount:
    return SeenAccount(
        id=one.handle,
        platform=one.platform,
        handle=one.handle,
        name=one.name,
        followers=one.followers,
        created_at=one.created_at,
        said=one.said,
        seen_at=day.opens,
        region=day.region,
    )


def _reports(many: Reports, until: datetime) -> Iterator[Report]:
    for n in range(many.reports):
        at = until - timedelta(minutes=many.minutes) * n / many.reports
        yield Report(f"{many.account}-{n}", f"{many.account}-p{n % many.people}", at, account=many.account)  # fmt: skip
