"""What lists show of cases, worked out from them: their rows, leases, reporters, and by what they are known again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from suluh.cases import Case, Happening, Track
from suluh.cases.clocks import clocks
from suluh.cases.events import Reported, Shared, Sighted, Unshared
from suluh.cases.joining import same_address
from suluh.cases.things import Thing
from suluh.runners.work import DecisionDigest
from suluh.web.desks import desk_of
from suluh.web.models import CaseRow, LeaseRow, Mark, Reporter, SharedRow
from suluh.web.order import place
from suluh.web.reporters import measure

_WORDS = 160  # characters of a post in a list
_OWN = [f.name for f in CaseRow._meta.concrete_fields if f.name not in ("case", "cluster")]


class Told(NamedTuple):
    """A case, what the scan noticed, and the events that lists have not been told of yet."""

    case: Case
    saw: DecisionDigest | None
    events: Sequence[Happening]


def show(case: Case, saw: DecisionDigest | None, before: Case | None) -> None:
    """The case's row in lists as it stands now, its lease, and what it says of whoever reported it.

    before: as lists show it, None where they do not. The cluster of a row is not the case's own, and stays.
    """
    measure.note(case)
    row = row_of(case, saw)
    if before is None:
        row.save(force_insert=True)
    else:
        row.save(force_update=True, update_fields=_OWN)
    held = before.lease if before else None
    if case.lease == held:
        return
    if case.lease is None:
        LeaseRow.objects.filter(case=case.id).delete()
    else:
        LeaseRow(case.id, case.lease.holder, case.lease.until).save(force_insert=held is None)


def row_of(case: Case, saw: DecisionDigest | None) -> CaseRow:
    """What lists show of a case."""
    region = case.region or ""
    return CaseRow(
        case=case.id,
        track=case.track.value,
        state=case.state,
        desk=desk_of(case).value,
        score=place(case, saw.views if saw else None, measure.of(case)),
        priority=case.priority or "",
        region=region,
        province=region[:2],
        regency=region[:5],
        district=region[:8],
        rule=case.rule,
        outcome=case.decision.outcome if case.decision and case.track is Track.A else "",
        words=_words(case, saw),
        seen=case.seen,
        opened_at=case.opened_at,
        due_at=_due(case),
        appeal_key=case.appeal_key,
    )


def clear() -> None:
    """Takes everything out of the lists."""
    for table in (CaseRow, Reporter, Mark, LeaseRow, SharedRow):
        table.objects.all().delete()
    measure.forget()


def write(told: Sequence[Told]) -> None:
    """Cases that no list has yet, many together."""
    for one in told:
        measure.note(one.case)
    CaseRow.objects.bulk_create(row_of(one.case, one.saw) for one in told)
    leases = ((one.case.id, one.case.lease) for one in told if one.case.lease)
    LeaseRow.objects.bulk_create(LeaseRow(case, held.holder, held.until) for case, held in leases)
    remember(told)


def remember(told: Iterable[Told]) -> None:
    """Who reported each, by what it is known again, and who shares it. What is known already stays as it is."""
    reporters, known = [], []
    for case, _, events in told:
        for event in events:
            if isinstance(event, Reported | Sighted):
                reporters.append(Reporter(case=case.id, person=event.actor))
                track = case.track.value
                known += [Mark(track=track, mark=m, case=case.id) for m in marks(event.thing)]
            elif isinstance(event, Shared):
                SharedRow.objects.get_or_create(case=case.id, region=event.region)
            elif isinstance(event, Unshared):
                SharedRow.objects.filter(case=case.id, region=event.region).delete()
    if reporters:
        Reporter.objects.bulk_create(reporters, ignore_conflicts=True)
        Mark.objects.bulk_create(known, ignore_conflicts=True)


def marks(thing: Thing) -> list[str]:
    """Its address and the hashes of its media, as the table holds them."""
    found = [same_address(thing.url or ""), *(medium.sha256 for medium in thing.media)]
    return [mark[:400] for mark in found if mark]


def _words(case: Case, saw: DecisionDigest | None) -> str:
    said = case.thing.text or (saw.seen if saw else "") or case.thing.url or ""
    flat = " ".join(said.split())
    return flat if len(flat) <= _WORDS else flat[: _WORDS - 1] + "…"


def _due(case: Case) -> datetime | None:
    """When the next promise falls due; None when none runs."""
    return min((c.due for c in clocks(case, case.last_at) if c.running), default=None)
