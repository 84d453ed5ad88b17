"""The score sheet of the desk: what was found and left alone, what stood first, what was seen, what went up."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from suluh.drills.voting_day.attacks import AccountSeen, Brigade, look_at_accounts, look_at_reports
from suluh.drills.voting_day.flood import Flood, Outcome, decide_flood
from suluh.drills.voting_day.offices import Waited, wait_at
from suluh.drills.voting_day.scenario import VotingDay
from suluh.knowledge import Knowledge
from suluh.policy.compiler import CompiledPolicy


class Row(msgspec.Struct, frozen=True):
    """So many of so many as expected. `known`: of the others, those that are written down as such."""

    name: str
    language: str
    right: int
    of: int
    known: int = 0

    @property
    def passed(self) -> bool:
        return self.right + self.known == self.of


class Sheet(msgspec.Struct, frozen=True):
    """The whole sheet. `rows` and what follows are judged; `seconds` is only said."""

    posts: int
    seconds: float
    touched: int
    rows: tuple[Row, ...]
    accounts: tuple[AccountSeen, ...]
    brigade: Brigade
    offices: tuple[Waited, ...]

    @property
    def passed(self) -> bool:
        """Whether everything went as the exercise says, known differences included."""
        return (
            not self.touched
            and all(row.passed for row in self.rows)
            and all(account.as_expected for account in self.accounts)
            and all(office.as_expected for office in self.offices)
        )

    @property
    def rate(self) -> float:
        """Posts a second."""
        return self.posts / self.seconds


def play_voting_day(day: VotingDay, knowledge: Knowledge, policy: CompiledPolicy) -> Sheet:
    """The whole day, in memory; nothing is written. Raises what its parts raise."""
    flood = decide_flood(day, knowledge, policy)
    brigade = look_at_reports(day)
    return Sheet(
        posts=len(flood.outcomes),
        seconds=flood.seconds,
        touched=flood.touched,
        rows=(*_by_language(flood), _front(flood), _brigade(day, brigade)),
        accounts=look_at_accounts(day, knowledge),
        brigade=brigade,
        offices=tuple(wait_at(office, day, knowledge.facts) for office in day.offices),
    )


def _by_language(flood: Flood) -> Iterable[Row]:
    for name, wave in (("found", True), ("left", False)):
        mine = [one for one in flood.outcomes if one.of_wave == wave]
        for language in dict.fromkeys(one.said.language for one in mine):
            yield _row(name, language, [one for one in mine if one.said.language == language])


def _row(name: str, language: str, outcomes: list[Outcome]) -> Row:
    differing = [one for one in outcomes if not one.as_expected]
    known = sum(one.said.known is not None for one in differing)
    return Row(name, language, len(outcomes) - len(differing), len(outcomes), known)


def _front(flood: Flood) -> Row:
    front, places = flood.wave_in_front
    return Row("front", "", front, places)


def _brigade(day: VotingDay, brigade: Brigade) -> Row:
    return Row("brigade", "", int(brigade.seen == (day.brigade.account,)), 1)
