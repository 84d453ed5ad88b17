"""What was done with each post that the ledger tells of, and whom the post speaks of.

A scan's ledger tells of the posts for which something followed; the desks' ledger, of cases from their report to their
appeal. Of a post with which nothing was done only the count is kept, so no rate here is over all posts. Whom a post
names is worked out from the words that the ledger keeps, and goes nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from suluh.cases import Case, happened
from suluh.cases.actors import Track
from suluh.cases.clocks import times
from suluh.cases.events import PREFIX, read
from suluh.cases.reporters import acted_on
from suluh.ledger import Event, Kind
from suluh.runners.work import DecisionDigest
from suluh.text.names import NameBook

STATUS = "reporter_status"  # as the desks write an organisation's standing and sector
MACHINE_SAW = "machine_saw"  # as the desks write what a scan noticed about a case
NEUTRAL = ("none", "info_label")
NO_ONE = ""


class Observation(msgspec.Struct, frozen=True):
    """One post or case. A value is None where the ledger does not tell, or it has not come to that."""

    id: str
    mentions: tuple[str, ...]  # identities of the name book, in order
    topic: str  # the rule it was decided or queued under
    reach: int | None  # views, as powers of ten: 3 is from 1,000 to below 10,000
    at: datetime
    limited: bool | None = None  # by the machine
    proposed: bool | None = None  # a person is asked for something that is a penalty
    place: float | None = None  # in the order of its queue, higher is earlier
    acted: bool | None = None  # by a person, appeal taken into account
    removed: bool | None = None
    hours: float | None = None  # from the report to the first decision
    wrong: bool | None = None  # overturned or modified; only of what was appealed
    organisations: tuple[str, ...] = ()

    @property
    def stratum(self) -> tuple[str, int]:
        """What is alike but for who is spoken of: topic and reach."""
        return self.topic, -1 if self.reach is None else self.reach


class Folded(msgspec.Struct, frozen=True):
    """The observations of a ledger, and how many events could not be read as one of ours."""

    observations: tuple[Observation, ...]
    events: int
    unread: int
    sectors: dict[str, str]  # organisation: state, civil_society, fact_checker


def observe(events: Iterable[Event], names: NameBook) -> Folded:
    """Every post and case that these events tell of, in order."""
    posts: list[Observation] = []
    cases: dict[str, Case] = {}
    saw: dict[str, DecisionDigest] = {}
    sectors: dict[str, str] = {}
    count = unread = 0
    for event in events:
        count += 1
        try:
            if event.kind == Kind.DECISION:
                digest = _digest(event.data()["decision"])
                posts.append(_of_scan(event, digest, names))
            elif event.kind == MACHINE_SAW:
                saw[event.subject] = _digest(event.data())
            elif event.kind == STATUS:
                sectors |= _sector(event.data())
            elif event.kind.startswith(PREFIX):
                cases[event.subject] = happened(cases.get(event.subject), read(event.data()))
        except Exception:  # an event of another version must not cost the audit all others
            unread += 1
    at_desks = [
        _of_case(case, saw.get(case.id), names)
        for case in cases.values()
        if case.track is Track.A and case.merged_into is None
    ]
    return Folded((*posts, *at_desks), count, unread, sectors)


def _sector(body: Mapping[str, object]) -> dict[str, str]:
    sector = str(body.get("sector") or "")
    return {str(body["organisation"]): sector} if sector else {}


def _digest(data: object) -> DecisionDigest:
    return msgspec.convert(data, DecisionDigest, strict=False)


def _of_scan(event: Event, digest: DecisionDigest, names: NameBook) -> Observation:
    return Observation(
        id=digest.post_id,
        mentions=names.mentioned(digest.text or digest.seen),
        topic=digest.rules[0] if digest.rules else "-",
        reach=reach_of(digest.views),
        at=event.moment(),
        limited=digest.outcome not in NEUTRAL,
        proposed=digest.proposed is not None,
        place=digest.score if digest.queue else None,
    )


def _of_case(case: Case, saw: DecisionDigest | None, names: NameBook) -> Observation:
    decision = case.decision
    text = case.thing.text or (saw.text if saw else "")
    return Observation(
        id=case.id,
        mentions=names.mentioned(text),
        topic=_topic(case, saw),
        reach=reach_of(saw.views if saw else None),
        at=case.opened_at,
        limited=saw.outcome not in NEUTRAL if saw else None,
        proposed=saw.proposed is not None if saw else None,
        place=saw.score if saw and saw.queue else None,
        acted=acted_on(case) if decision else None,
        removed=decision.outcome in ("remove", "account_action") if decision else None,
        hours=_hours(case),
        wrong=case.appeal_verdict != "upheld" if case.appeal_verdict else None,
        organisations=tuple(sorted(case.organisations)),
    )


def _topic(case: Case, saw: DecisionDigest | None) -> str:
    """What it was opened about, before anybody decided: what is decided must not choose its own stratum."""
    if saw and saw.rules:
        return saw.rules[0]
    return case.rule.rpartition("/")[2] or "-"


def reach_of(views: int | None) -> int | None:
    """The power of ten below the views.

    >>> reach_of(999), reach_of(1000), reach_of(0), reach_of(None)
    (2, 3, 0, None)
    """
    return None if views is None else int(math.log10(max(views, 1)) + 1e-9)


def _hours(case: Case) -> float | None:
    moments = times(case)
    if case.decision is None or moments.first_decision is None:
        return None
    return (moments.first_decision - moments.received).total_seconds() / 3600


def by_race(observations: Iterable[Observation]) -> Iterator[tuple[str, str]]:
    """Everybody who is mentioned, with the group in which they stand against each other: a race, or parties, people."""
    seen = dict.fromkeys(name for one in observations for name in one.mentions)
    for name in seen:
        yield name, name.rpartition(":")[0]
