"""A case and an event in, the case after it out: the one function by which cases are made and changed."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from suluh.cases import track_a, track_b, track_c
from suluh.cases.actors import Role, Track
from suluh.cases.case import BACK, NEW, STAY, Case, Entered
from suluh.cases.effects import effect
from suluh.cases.events import Drafted, Happening, OrderReceived, Reported
from suluh.cases.guards import choice_of
from suluh.cases.refusals import NotAllowed, NotNow, Refused, WrongTrack
from suluh.cases.steps import Step

TABLES: dict[Track, tuple[Step, ...]] = {
    Track.A: track_a.TABLE,
    Track.B: track_b.TABLE,
    Track.C: track_c.TABLE,
}
STATES: dict[Track, tuple[str, ...]] = {
    Track.A: tuple(track_a.State),
    Track.B: tuple(track_b.State),
    Track.C: tuple(track_c.State),
}
_ROWS: dict[tuple[Track, type[Happening], str, str], Step] = {
    (track, row.event, state, row.choice): row
    for track, table in TABLES.items()
    for row in table
    for state in row.when
}


def happened(case: Case | None, event: Happening) -> Case:
    """The case after this event; `case` is None before the first.

    Raises WrongTrack for an event of another track, NotNow when the state does not have it or something must come
    first, NotAllowed when the role or the person may not. A refused event leaves the case as it was.
    """
    before = _opening(event) if case is None else case
    _fits(before, event)
    row = _row(before, event)
    if event.role not in row.by:
        raise NotAllowed("role", role=event.role, event=event.kind)
    for guard in row.guards:
        guard(before, event)
    return _moved(before, effect(event, before), row, event)


def case_of(events: Iterable[Happening]) -> Case | None:
    """The case that these events make, in order; None for none. Raises what `happened` raises."""
    case: Case | None = None
    for event in events:
        case = happened(case, event)
    return case


def may(case: Case | None, event: Happening) -> Refused | None:
    """None when the event could happen now, else the reason why not."""
    try:
        happened(case, event)
    except Refused as refused:
        return refused
    return None


def possible(case: Case, role: Role | None = None) -> tuple[str, ...]:
    """The kinds of events that the table has for this state, for one role or for any; guards may still refuse."""
    rows = (row for row in TABLES[case.track] if case.state in row.when)
    return tuple(
        dict.fromkeys(row.event.__struct_config__.tag for row in rows if not role or role in row.by)  # type: ignore[misc]
    )


def _opening(event: Happening) -> Case:
    if isinstance(event, Reported):
        track = Track(event.track)
    elif isinstance(event, Drafted | OrderReceived):
        track = Track.A if isinstance(event, Drafted) else Track.C
    else:
        raise NotNow("no_case", event=event.kind)
    thing = event.thing
    return Case(event.case, track, NEW, event.at, event.at, thing, account=thing.account)


def _fits(case: Case, event: Happening) -> None:
    if event.case != case.id:
        raise Refused("other_case", mine=case.id, other=event.case)
    track_said = getattr(event, "track", case.track)
    if case.track not in event.tracks or track_said != case.track:
        raise WrongTrack("track", event=event.kind, case=case.id, track=case.track)
    if event.at < case.last_at:
        raise NotNow("time_back", at=event.at.isoformat(), last=case.last_at.isoformat())


def _row(case: Case, event: Happening) -> Step:
    found = _ROWS.get((case.track, type(event), case.state, choice_of(case, event)))
    found = found or _ROWS.get((case.track, type(event), case.state, ""))
    if found is None:
        raise _out_of_order(case, event)
    return found


def _out_of_order(case: Case, event: Happening) -> NotNow:
    """Why not: where this event has its place, unless it has too many to be named."""
    states = tuple(
        state
        for state in (NEW, *STATES[case.track])
        if any(state in row.when for row in TABLES[case.track] if row.event is type(event))
    )
    if 0 < len(states) <= 3 and NEW not in states:
        return NotNow("state_first", event=event.kind, state=case.state, states=states)
    return NotNow("state", event=event.kind, state=case.state)


def _moved(before: Case, after: Case, row: Step, event: Happening) -> Case:
    """The case in its next state. Whoever had it on the desk lets go of it when the state changes."""
    counted = replace(after, last_at=event.at, events=before.events + 1)
    to = before.history[-2].state if row.to == BACK else row.to
    if to == STAY:
        return counted
    entered = Entered(to, event.at, event.actor)
    return replace(counted, state=to, history=(*before.history, entered), lease=None)
