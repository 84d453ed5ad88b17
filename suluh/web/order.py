"""Which case comes first: by priority, as in a scan's report, and within it by score.

The time to the poll is the same factor for all, so `place` is worked out without it and does not grow old. `explained`
is the whole product at a moment, for people.
"""

from __future__ import annotations

import math
from datetime import datetime
from functools import cache
from pathlib import Path

from suluh.cases import Case
from suluh.cases.priority import Score, Weighing, score
from suluh.cases.reporters import Measured
from suluh.facts import Facts, load
from suluh.policy.calendar import dated
from suluh.policy.compiler import CompiledPolicy, compile_policy
from suluh.policy.language import load_policy
from suluh.policy.published import key_of
from suluh.web.partner.folders import root

ELECTION = "pilkada-2024"
UNSORTED_PRIORITY = "P2"  # as the clocks have it
_STEP = 1e6  # far above any score: 16 × log10(population) × 1
UNSORTED = 1  # the severity of what nobody has sorted yet: low, until triage says more


def rules() -> tuple[Facts, CompiledPolicy]:
    """Facts in force here and policy of the election, once a process and version of the facts."""
    return _rules(root())


@cache
def _rules(root: Path) -> tuple[Facts, CompiledPolicy]:
    facts, policy = load(ELECTION, root), load_policy()
    return facts, compile_policy(dated(policy, facts).policy, key_of(policy))


def action_name(action: str, lang: str) -> str:
    """The title that the policy gives to what a machine may decide or propose."""
    known = rules()[1].policy.actions.get(action)
    return getattr(known.title, lang) if known else action.replace("_", " ")


def explained(
    case: Case, views: int | None, now: datetime, measured: Measured | None = None
) -> Score:
    """The score of a case at a moment, with its factors in words. measured: the best of whoever reported it."""
    policy = rules()[1].policy
    severity = UNSORTED if case.severity is None else case.severity
    reach = None if views is None else float(views)
    weighing = Weighing(
        severity=severity,
        reach=reach,
        vote_date=policy.vote_date,
        now=now,
        precision=measured.expected if measured else None,
        decided=measured.decided if measured else None,
    )
    return score(weighing, policy)


def place(case: Case, views: int | None, measured: Measured | None = None) -> float:
    """One number to sort by, higher first: the priority's step, and above it the score without the shared factor."""
    factors = explained(case, views, case.last_at, measured).factors
    score = math.prod(f.value for f in factors if f.name != "time_to_poll")
    return round(_STEP * (4 - int((case.priority or UNSORTED_PRIORITY)[1])) + score, 6)
