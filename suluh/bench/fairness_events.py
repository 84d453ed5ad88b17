"""The lives of `fairness` as a ledger tells them: what the machine saw, report, decision, appeal, case by case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec

from suluh.bench.fairness import START, Life
from suluh.cases import Happening, Role
from suluh.cases import events as e
from suluh.cases.things import Thing
from suluh.ledger import Kind, NewEvent
from suluh.runners.work import DecisionDigest

ORGANISATIONS = {"pengawas-contoh": "state", "pemantau-contoh": "civil_society", "": "public"}
ANSWERED = timedelta(hours=30)  # after the appeal


def known_organisations() -> Iterator[NewEvent]:
    """Of what kind each organisation is."""
    for name, sector in ORGANISATIONS.items():
        if name:
            body = {"organisation": name, "status": "granted", "sector": sector}
            body |= {"actor": "bench", "why": "contoh"}
            yield NewEvent(Kind.REPORTER_STATUS, f"O-{name}", body, START)


def told(life: Life, name: str, by: str = "") -> list[NewEvent]:
    """The events of one life about somebody who is written as `name`, reported by an organisation or a citizen."""
    saw = DecisionDigest(
        life.id, rules=(life.topic,), views=life.views, queue="process", score=float(life.views)
    )
    events = [e.recorded(one) for one in _happened(life, name, by)]
    return [
        NewEvent(Kind.MACHINE_SAW, life.id, msgspec.to_builtins(saw), life.at),
        *(NewEvent(new.kind, new.subject, new.body, new.at) for new in events),
    ]


def told_all(lives: Iterable[Life], names: dict[str, str]) -> list[NewEvent]:
    """All of them in the order of time, reported in turn by every organisation and by citizens."""
    by = list(ORGANISATIONS)
    events = [
        new
        for number, life in enumerate(lives)
        for new in told(life, names[life.pair], by[number % len(by)])
    ]
    return [*known_organisations(), *sorted(events, key=lambda new: new.at)]


def _happened(life: Life, name: str, by: str) -> Iterator[Happening]:
    def at(moment: datetime, role: Role, actor: str = "p-1") -> dict[str, Any]:
        return {"case": life.id, "actor": actor, "at": moment, "role": role}

    thing = Thing(text=f"kabar tentang {name}")
    key = hashlib.sha256(life.id.encode()).hexdigest()
    start, end = life.at, life.at + timedelta(hours=life.hours)
    reporter = Role.REPORTER_TRUSTED if by else Role.REPORTER_PUBLIC
    who = at(start, reporter, "p-0") | ({"organisation": by} if by else {})
    yield e.Reported(**who, track="A", thing=thing)
    yield e.Acknowledged(**at(start, Role.TRIAGE))
    yield e.Triaged(**at(start, Role.TRIAGE), priority="P2", severity=2, rule=life.topic)
    yield e.Routed(**at(start, Role.TRIAGE), to="in_review")
    outcome: Any = "remove" if life.acted else "no_action"
    yield e.Decided(**at(end, Role.REVIEWER, "p-2"), rule=life.topic, severity=2, outcome=outcome)
    if not life.acted:
        return
    yield e.Executed(**at(end, Role.MACHINE, "suluh"), outcome="remove", policy=life.topic)
    yield e.Notified(**at(end, Role.MACHINE, "suluh"), whom="author", appeal_key=key)
    yield e.Notified(**at(end, Role.MACHINE, "suluh"), whom="reporter")
    if life.appealed:
        yield e.Appealed(**at(end, Role.AUTHOR, "pembuat"))
        verdict: Any = "overturned" if life.overturned else "upheld"
        panel = at(end + ANSWERED, Role.APPEAL_PANEL, "p-3")
        yield e.AppealDecided(**panel, verdict=verdict, reason="Diperiksa lagi.")
