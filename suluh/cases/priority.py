"""The order of the queue: severity × predicted reach × time to the poll × the reporter's measured precision.

Every input is a number or a time. Who is spoken of, and which candidate gains, cannot be passed: `Weighing` has no
place for it, and takes no case, post or text that could carry it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from suluh.cases.wording import figure, phrase
from suluh.content import WIB
from suluh.policy.priority import log_reach, nearness
from suluh.policy.rule import Policy, Urgency

FactorName = Literal["severity", "reach", "time_to_poll", "precision"]


class Weighing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that the order of a case may rest on. Frozen and closed: nothing can be added to it."""

    severity: int  # 0 to 4
    reach: float | None  # people expected to see it; None when nobody knows
    vote_date: date
    now: datetime  # aware
    precision: (
        float | None
    )  # of the reporter, 0..1, as measured; None when too little was decided to say
    decided: int | None = (
        None  # how many decided cases the precision rests on, where it has a prior
    )


class Factor(msgspec.Struct, frozen=True):
    """One factor of the product, what it was worked out from, and in words."""

    name: FactorName
    value: float
    id: str
    en: str


class Score(msgspec.Struct, frozen=True):
    """Higher comes first. `factors` multiply to `value`, and say so on hover."""

    value: float
    factors: tuple[Factor, ...]

    def said(self, lang: str) -> str:
        """The product in one line: 8 × 3 × 2,9 × 1 = 69,6."""
        parts = " × ".join(
            f"{figure(f'{f.value:.3g}', lang)} ({f.en if lang == 'en' else f.id})"
            for f in self.factors
        )
        return f"{parts} = {figure(f'{self.value:.3g}', lang)}"


def score(weighing: Weighing, policy: Policy) -> Score:
    """The score of a case under the numbers of a policy (severity.yaml, `urgency` of policy.yaml).

    Raises KeyError for a severity that the policy does not have.
    """
    urgency = policy.urgency
    factors = (
        _factor("severity", policy.severities[weighing.severity].weight, level=weighing.severity),
        _reach(weighing.reach, urgency),
        _time(weighing, urgency),
        _precision(weighing.precision, weighing.decided),
    )
    value = 1.0
    for factor in factors:
        value *= factor.value
    return Score(round(value, 3), factors)


def _reach(people: float | None, urgency: Urgency) -> Factor:
    value = log_reach(people, urgency)
    if people is None:
        return _factor("reach", value, "reach_unknown", people=urgency.unknown_reach)
    return _factor("reach", value, people=float(people))


def _time(weighing: Weighing, urgency: Urgency) -> Factor:
    value = nearness(weighing.vote_date, urgency, weighing.now)
    days = (weighing.vote_date - weighing.now.astimezone(WIB).date()).days
    if days < 0:
        return _factor("time_to_poll", value, "poll_is_over", days=-days)
    return _factor("time_to_poll", value, days=days)


def _precision(precision: float | None, decided: int | None) -> Factor:
    if precision is None:
        return _factor("precision", 1.0, "precision_unknown")
    if decided is not None:
        key = "precision_begun" if decided else "precision_new"
        return _factor("precision", precision, key, percent=f"{precision:.0%}", decided=decided)
    return _factor("precision", precision, percent=f"{precision:.0%}")


def _factor(name: FactorName, value: float, key: str | None = None, **values: object) -> Factor:
    def said(lang: str) -> str:
        told = {
            k: figure(f"{v:,.0f}", lang) if isinstance(v, float) else v for k, v in values.items()
        }
        return phrase("factor", key or name, lang, **told)

    return Factor(name, value, said("id"), said("en"))
