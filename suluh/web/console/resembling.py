"""What was decided about posts like this one: the same words first, then the same rule in similar words."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from suluh.claims.words import searchable
from suluh.web.console.seconds import is_hidden
from suluh.web.models import CaseRow, Person

SHOWN = 5
_LOOKED_AT = 200  # the latest decided cases of the rule
_ALIKE = 35.0  # of 100; below it only the rule is the same, and five such cases tell nothing


_searchable = lru_cache(20_000)(searchable)  # the same few hundred posts are compared all day


class Similar(NamedTuple):
    """A decided case, and how much of its words is the same (0 to 100)."""

    row: CaseRow
    alike: int


def similar(person: Person, row: CaseRow, now: datetime) -> list[Similar]:
    """The most alike first. What this person may yet have to decide blind is left out."""
    decided = CaseRow.objects.filter(track=row.track).exclude(outcome="").exclude(case=row.case)
    same = list(decided.filter(cluster=row.cluster)[:SHOWN]) if row.cluster else []
    ruled = (
        list(decided.filter(rule=row.rule).order_by("-opened_at")[:_LOOKED_AT]) if row.rule else []
    )
    words = _searchable(row.words)
    found = {
        one.case: Similar(one, round(fuzz.token_sort_ratio(words, _searchable(one.words))))
        for one in [*same, *ruled]
    }
    ranked = sorted(found.values(), key=lambda one: -one.alike)
    shown = (one for one in ranked if one.alike >= _ALIKE and not is_hidden(person, one.row, now))
    return [one for _, one in zip(range(SHOWN), shown, strict=False)]
