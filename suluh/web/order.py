"""Which case comes first. The time to the poll is the same factor for all, so the order is kept without it.

`weight` is what is stored and sorted by: it does not grow old. `explained` is the whole product at a moment, for people.
"""

from __future__ import annotations

import math
from datetime import datetime
from functools import cache

from suluh.cases import Case
from suluh.cases.priority import Score, Weighing, score
from suluh.facts import Facts, load
from suluh.policy.calendar import dated
from suluh.policy.compiler import CompiledPolicy, compile_policy
from suluh.policy.language import load_policy
from suluh.policy.published import key_of

ELECTION = "pilkada-2024"
UNSORTED = 1  # the severity of what nobody has sorted yet: low, until triage says more


@cache
def rules() -> tuple[Facts, CompiledPolicy]:
    """Facts and policy of the election, once a process."""
    facts, policy = load(ELECTION), load_policy()
    return facts, compile_policy(dated(policy, facts).policy, key_of(policy))


def explained(case: Case, views: int | None, now: datetime) -> Score:
    """The score of a case at a moment, with its factors in words."""
    policy = rules()[1].policy
    severity = UNSORTED if case.severity is None else case.severity
    reach = None if views is None else float(views)
    weighing = Weighing(
        severity=severity, reach=reach, vote_date=policy.vote_date, now=now, precision=None
    )
    return score(weighing, policy)


def weight(case: Case, views: int | None) -> float:
    """The score without the factor that all cases share. Higher comes first."""
    factors = explained(case, views, case.last_at).factors
    return round(math.prod(f.value for f in factors if f.name != "time_to_poll"), 6)
