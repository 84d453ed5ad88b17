"""Who reports whom: kinds of organisations, and the pairs that the posts they report speak of.

Published counts are k-anonymous: a cell below K is not shown, and neither are totals, so that no hidden cell can be
worked out from the others. Organisations are told by their kind, never by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from suluh.audit.observed import Observation

K = 10  # the smallest count that is shown (project decision)
PUBLIC, UNKNOWN = "public", "unknown"


class Reports(msgspec.Struct, frozen=True):
    """Cases that a kind of organisation reported and that speak of one; None: fewer than K, or none."""

    kind: str
    who: str
    cases: int | None


def who_reports_whom(
    observations: Iterable[Observation], kinds: Mapping[str, str]
) -> tuple[Reports, ...]:
    """Cases by kind of organisation and who is mentioned. kinds: organisation → state, civil_society, fact_checker.

    Every kind is told with everybody who is mentioned at all, so that what is left out says nothing.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for one in observations:
        if one.acted is None and not one.organisations:
            continue  # a scan's post: nobody reported it
        told = {kinds.get(name, UNKNOWN) for name in one.organisations} or {PUBLIC}
        counts.update((kind, who) for kind in told for who in one.mentions)
    named = sorted({who for _, who in counts})
    shown = sorted({kind for kind, _ in counts})
    return tuple(
        Reports(kind, who, count if (count := counts[kind, who]) >= K else None)
        for kind in shown
        for who in named
    )
