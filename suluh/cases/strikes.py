"""Strikes: what a removal adds to an account, when it expires, and how an overturned appeal takes it away.

The policy says all of it (strikes.yaml): expiry after 90 days; no threshold is published, so `None` means that
nothing follows from a count by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from suluh.cases.case import Case
from suluh.cases.events import AppealDecided, Executed, Happening, Restored
from suluh.cases.fold import happened
from suluh.policy.rule import StrikeRules


class Strike(msgspec.Struct, frozen=True):
    """One strike, per feature and policy (strikes.yaml `per`)."""

    account: str  # Account.key
    case: str
    at: datetime
    feature: str
    policy: str
    weight: int = 1
    permanent: bool = False  # of a severe breach: does not expire


class Standing(msgspec.Struct, frozen=True):
    """What an account has against it now. `reached`: None where the policy publishes no threshold."""

    account: str
    counted: tuple[Strike, ...]  # those in force
    expired: tuple[Strike, ...]
    weight: int  # the heaviest sum of one feature and policy
    reached: bool | None
    severe: bool  # a permanent one among them, where the policy bans at the first


def struck(strikes: Sequence[Strike], event: Happening, case: Case) -> tuple[Strike, ...]:
    """The strikes after this event, which has happened to `case`; those of a case go when its decision is undone."""
    if isinstance(event, Executed) and event.strike > 0 and case.account.key:
        new = Strike(
            case.account.key,
            case.id,
            event.at,
            event.feature,
            event.policy,
            event.strike,
            event.permanent,
        )
        return (*(s for s in strikes if s.case != case.id), new)
    undone = isinstance(event, Restored) or (
        isinstance(event, AppealDecided) and case.appeal_verdict == "overturned"
    )
    return tuple(s for s in strikes if s.case != case.id) if undone else tuple(strikes)


def of_case(told: Iterable[Happening]) -> tuple[Strike | None, bool]:
    """The strike that a case brought last, and whether it was not undone; None where the account is unknown."""
    case: Case | None = None
    strikes: tuple[Strike, ...] = ()
    last: Strike | None = None
    for event in told:
        case = happened(case, event)
        strikes = struck(strikes, event, case)
        last = strikes[-1] if strikes else last
    return last, bool(strikes)


def until(strike: Strike, rules: StrikeRules) -> datetime | None:
    """When it expires; None for a permanent one."""
    return None if strike.permanent else strike.at + timedelta(days=rules.expire_days)


def in_force(strike: Strike, rules: StrikeRules, now: datetime) -> bool:
    """Until `expire_days` have passed; a permanent one always."""
    end = until(strike, rules)
    return end is None or now < end


def standing(
    account: str, strikes: Iterable[Strike], rules: StrikeRules, now: datetime
) -> Standing:
    """What the account has against it at `now`, as the policy counts."""
    mine = [s for s in strikes if s.account == account]
    counted = tuple(s for s in mine if in_force(s, rules, now))
    expired = tuple(s for s in mine if not in_force(s, rules, now))
    sums: dict[tuple[str, str], int] = {}
    for s in counted:
        sums[s.feature, s.policy] = sums.get((s.feature, s.policy), 0) + s.weight
    weight = max(sums.values(), default=0)
    reached = None if rules.threshold is None else weight >= rules.threshold
    severe = rules.severe_first_strike_ban and any(s.permanent for s in counted)
    return Standing(account, counted, expired, weight, reached, severe)
