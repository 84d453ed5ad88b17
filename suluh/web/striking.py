"""What a page says of the strike that a decision brought to an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from suluh.cases import Happening, strikes
from suluh.web.order import rules


def strike_of(told: list[Happening], now: datetime) -> dict[str, Any]:
    """The strike of a case, whether it stands, whether it counts now, and until when. told: the case's events."""
    policy = rules()[1].policy.strikes
    strike, stands = strikes.of_case(told)
    return {
        "strike": strike,
        "strike_stands": stands,
        "strike_counts": strike and stands and strikes.in_force(strike, policy, now),
        "strike_until": strike and strikes.until(strike, policy),
    }
