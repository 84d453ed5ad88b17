"""The measured precision of whoever reported a case, out of the ledger's events, as an input to the order of the queue.

A source is an organisation, or all citizens together, or the machine: status and figures are never a person's. Whom a
report speaks of is no part of it.
"""

from __future__ import annotations

from django.db.models import F

from suluh.cases import Case, Role, Track
from suluh.cases.reporters import Measured, acted_on
from suluh.web.reporters.models import CameOf, Tally

CITIZENS, MACHINE = "@warga", "@mesin"  # no organisation's name begins so


def sources(case: Case) -> tuple[str, ...]:
    """Who reported it, each source once, those of merged cases too."""
    found = [_source(s.organisation, s.role) for s in case.sightings]
    return tuple(dict.fromkeys((*found, *map(named, sorted(case.other_organisations)))))


def named(organisation: str) -> str:
    """An organisation as a source."""
    return organisation.lstrip("@")[:80]


def of(case: Case) -> Measured | None:
    """The best measured of those who reported it; None on the tracks that no queue orders by it, and for a draft."""
    if case.track is not Track.A or not (who := sources(case)):
        return None
    known = Tally.objects.in_bulk(who)
    return max((_measured(known.get(source)) for source in who), key=lambda found: found.expected)


def measured(source: str) -> Measured:
    """The figures of one source; those of a new one where nothing was decided."""
    return _measured(Tally.objects.filter(pk=source).first())


def note(case: Case) -> None:
    """Takes into account what became of the case: a decision, an appeal, a reopening. Called within the writer's turn."""
    if case.track is not Track.A:
        return
    known = {row.source: row for row in CameOf.objects.filter(case=case.id)}
    if case.decision is None or case.merged_into is not None:
        for row in known.values():
            _count(row.source, -1, -int(row.acted))
            row.delete()
        return
    acted = acted_on(case)
    for source in sources(case):
        _keep(known.get(source), source, case.id, acted)


def forget() -> None:
    """Before everything is made again."""
    CameOf.objects.all().delete()
    Tally.objects.all().delete()


def _keep(row: CameOf | None, source: str, case: str, acted: bool) -> None:
    if row is None:
        CameOf.objects.create(source=source, case=case, acted=acted)
        _count(source, 1, int(acted))
    elif row.acted != acted:
        _count(source, 0, int(acted) - int(row.acted))
        row.acted = acted
        row.save(update_fields=["acted"])


def _count(source: str, decided: int, actioned: int) -> None:
    Tally.objects.get_or_create(pk=source)
    Tally.objects.filter(pk=source).update(
        decided=F("decided") + decided, actioned=F("actioned") + actioned
    )


def _measured(row: Tally | None) -> Measured:
    return Measured(row.decided, row.actioned) if row else Measured()


def _source(organisation: str | None, role: Role) -> str:
    if organisation:
        return named(organisation)
    return MACHINE if role is Role.MACHINE else CITIZENS
