"""Which of the waiting cases are meant: by rule, region and age. Never by who is spoken of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from suluh.web.models import CaseRow

_LONGEST = 365 * 24  # hours


class Filter(NamedTuple):
    """ "" and 0 let everything through."""

    rule: str = ""  # policy@version/rule
    region: str = ""  # Kemendagri code; what lies below it is meant too
    hours: int = 0  # waiting for so long at least

    @property
    def is_set(self) -> bool:
        return any(self)


def filter_in(asked: QueryDict) -> Filter:
    """The filter of a form. What does not fit lets everything through, as an empty field does."""
    rule, region = (asked.get(name, "").replace("\0", "").strip() for name in ("rule", "region"))
    hours = asked.get("hours", "")
    fits = hours.isascii() and hours.isdigit() and int(hours[:6]) <= _LONGEST
    return Filter(rule[:80], region[:13], int(hours) if fits else 0)


def picked(rows: QuerySet[CaseRow], chosen: Filter, now: datetime) -> QuerySet[CaseRow]:
    """Those of the waiting cases that the filter lets through."""
    if chosen.rule:
        rows = rows.filter(rule=chosen.rule)
    if chosen.region:
        below = Q(region__startswith=f"{chosen.region}.")
        rows = rows.filter(Q(region=chosen.region) | below)
    if chosen.hours:
        rows = rows.filter(opened_at__lte=now - timedelta(hours=chosen.hours))
    return rows


def rules_waiting(rows: QuerySet[CaseRow]) -> list[tuple[str, int]]:
    """The rules of the waiting cases with their counts, the most frequent first."""
    counted = rows.order_by().exclude(rule="").values_list("rule").annotate(n=Count("case"))
    return list(counted.order_by("-n", "rule")[:50])
