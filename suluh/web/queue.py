"""What waits at a desk, the most urgent first, a page at a time; and the next item for somebody's desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from suluh.cases import Refused, Role
from suluh.cases.events import Leased, Taken
from suluh.cases.leases import next_end
from suluh.web.access import TRACKS, Action, granted
from suluh.web.desks import OF_ROLE, Desk
from suluh.web.models import CaseRow, LeaseRow, Pending, Person, Reporter
from suluh.web.store import happen, turn

PAGE = 25
MANY = 1000  # a longer queue is "more than 1,000": nobody needs the exact number, and counting takes time
_TRIES = 50  # items that are looked at for the next one


class Item(NamedTuple):
    """A row, and whoever has it."""

    row: CaseRow
    holder: str | None


class Page(NamedTuple):
    """`more` is the cursor of the next page, "" at the end."""

    items: list[Item]
    more: str


def desks_for(person: Person) -> tuple[Desk, ...]:
    """The desks at which this person's roles work."""
    return tuple(dict.fromkeys(desk for role in person.roles for desk in OF_ROLE.get(role, ())))


def waiting(person: Person, desk: Desk) -> QuerySet[CaseRow]:
    """What waits at the desk, as far as this person's roles reach, in order."""
    reached = Q(pk__in=[])
    for role, region in person.granted_roles:
        if desk in OF_ROLE.get(role, ()):
            tracks = [track.value for track in TRACKS[role]]
            reached |= _within(region) & Q(track__in=tracks)  # never empty: "or" drops an empty Q
    return CaseRow.objects.filter(reached, desk=desk.value).order_by("-score", "case")


def page(rows: QuerySet[CaseRow], cursor: str, now: datetime) -> Page:
    """One page after the cursor "score~case". An unreadable cursor begins at the top."""
    if after := _read(cursor):
        score, case = after
        rows = rows.filter(score__lte=score).exclude(Q(score=score) & Q(case__lte=case))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    holders = holders_of((row.case for row in found), now)
    items = [Item(row, holders.get(row.case)) for row in found[:PAGE]]
    return Page(items, f"{last.score!r}~{last.case}" if last else "")


def size(rows: QuerySet[CaseRow]) -> int:
    """How many wait, counted up to MANY + 1.

    In their order: without it a planner that knows how long the queue is reads the whole table to count up to so few.
    """
    return rows[: MANY + 1].count()


def holders_of(cases: Iterable[str], now: datetime) -> dict[str, str]:
    """Who has which of these cases now."""
    rows = LeaseRow.objects.filter(case__in=list(cases), until__gt=now)
    return dict(rows.values_list("case", "holder"))


def held_by(person: Person, now: datetime) -> list[CaseRow]:
    """What this person has on the desk and has not decided yet."""
    mine = LeaseRow.objects.filter(holder=person.key, until__gt=now).values_list("case", flat=True)
    return list(CaseRow.objects.filter(case__in=list(mine)).exclude(case__in=_pending()))


def neighbours(person: Person, row: CaseRow) -> tuple[str, str]:
    """The case before and the case after this one at its desk, "" where there is none."""
    desk = next((desk for desk in desks_for(person) if desk.value == row.desk), None)
    if desk is None:
        return "", ""
    rows, here = waiting(person, desk), row.score
    before = Q(score__gt=here) | Q(score=here, case__lt=row.case)
    after = rows.filter(score__lte=here).exclude(Q(score=here) & Q(case__lte=row.case))
    found = rows.filter(before).order_by("score", "-case").values_list("case", flat=True).first()
    return found or "", after.values_list("case", flat=True).first() or ""


def take(person: Person, row: CaseRow, now: datetime) -> None:
    """Puts the case on this person's desk, for a while. Raises Refused when somebody else has it."""
    role = _holding(person, row)
    who = {"case": row.case, "at": now, "actor": person.key, "role": role}
    happen(Leased(**who, until=next_end(now)), Taken(**who))  # type: ignore[arg-type]


def take_next(person: Person, desk: Desk, now: datetime) -> CaseRow | None:
    """The most urgent item that this person may work on, on their desk; None when there is none.

    What two people ask for at once goes to one of them; the other gets the next.
    """
    with turn():  # what is free now stays free until it is taken
        for row in _free(person, desk, now)[:_TRIES]:
            try:
                take(person, row, now)
            except Refused:
                continue
            return row
    return None


def _free(person: Person, desk: Desk, now: datetime) -> QuerySet[CaseRow]:
    """Not held by others, not decided a moment ago, not reported by this person."""
    others = LeaseRow.objects.filter(until__gt=now).exclude(holder=person.key)
    own = Reporter.objects.filter(person=person.key).values("case")
    rows = waiting(person, desk).exclude(case__in=others.values("case"))
    return rows.exclude(case__in=_pending()).exclude(case__in=own)


def _pending() -> QuerySet[Pending, str]:
    return Pending.objects.filter(problem="").values_list("case", flat=True)


def _holding(person: Person, row: CaseRow) -> Role:
    """The role in which this person holds a case: one that works at its desk, where there is one."""
    mine = granted(person, Action.HOLD, row)
    return next((role for role in mine if row.desk in OF_ROLE[role]), mine[0])


def _within(region: str) -> Q:
    """By the column that has an index for a region of this kind."""
    if not region:
        return Q()
    if len(region) == 2:
        return Q(province=region)
    if len(region) == 5:
        return Q(regency=region)
    if len(region) == 8:
        return Q(district=region)
    return Q(district=region[:8], region=region)  # a village's queue is read from its district's


def _read(cursor: str) -> tuple[float, str] | None:
    score, _, case = cursor.partition("~")
    try:
        return (float(score), case) if case else None
    except ValueError:
        return None
