"""Surges of reports out of the ledger, for the page of reporters, and what they do to the order of the queue.

The worker looks when something new has happened. A case that moves has its own place again until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from suluh.cases import Role
from suluh.cases.brigading import BEFORE, WINDOW, Report, Surge, damped, surges
from suluh.cases.events import PREFIX, Reported, Sighted, read
from suluh.cases.things import Thing
from suluh.web.models import CaseRow
from suluh.web.order import place
from suluh.web.reporters import measure
from suluh.web.reporters.models import CameOf
from suluh.web.store import LEDGER, standing, turn

KINDS = (f"{PREFIX}reported", f"{PREFIX}sighted")
MOST = 20_000  # reports that are read; the latest count


def now_seen(now: datetime) -> list[Surge]:
    """The surges at this moment. What a machine reports is no part of one."""
    told = list(_reports(now))
    decided = CameOf.objects.filter(case__in={one.case for one in told})
    return surges(told, dict(decided.values_list("case", "acted")), now)


def damp(now: datetime) -> int:
    """The cases of surges take their damped place; how many moved."""
    found = now_seen(now)
    moved = 0
    for case in sorted({case for surge in found for case in surge.cases}):
        with turn():
            moved += _placed(case, found)
    return moved


def _placed(case: str, found: list[Surge]) -> int:
    kept = standing(case)
    own = measure.of(kept.known())
    earned = damped(case, own, found)
    if own is None or earned is own:
        return 0
    score = place(kept.known(), kept.saw.views if kept.saw else None, earned)
    return CaseRow.objects.filter(case=case).exclude(score=score).update(score=score)


def _reports(now: datetime) -> Iterator[Report]:
    since = now - WINDOW - BEFORE
    rows = LEDGER.events(kind=KINDS, newest_first=True)
    for _, event in zip(range(MOST), rows, strict=False):
        if event.moment() <= since:
            return
        happening = read(event.data())
        if isinstance(happening, Reported | Sighted) and happening.role is not Role.MACHINE:
            yield Report(
                happening.case,
                happening.actor,
                happening.at,
                happening.region or "",
                _account(happening.thing),
                happening.thing.url or "",
            )


def _account(thing: Thing) -> str:
    one = thing.account
    who = one.handle or one.id
    return f"{one.platform or thing.platform or ''}:{who.lstrip('@').lower()}" if who else ""
