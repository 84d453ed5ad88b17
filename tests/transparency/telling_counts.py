"""Cases told through the public door, as the ledger takes them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from suluh.bench.transparency import case
from suluh.cases import Happening, Role
from suluh.cases import events as e
from suluh.cases.things import Thing
from suluh.content import WIB
from suluh.ledger import Kind, NewEvent

MONDAY = datetime(2024, 11, 25, 8, 0, tzinfo=WIB)
RULE = "pilkada-2024@1/CIV-PROC"


def new(told: Happening | NewEvent) -> NewEvent:
    if isinstance(told, NewEvent):
        return told
    record = e.recorded(told)
    return NewEvent(record.kind, record.subject, record.body, record.at)


def story(
    name: str,
    *,
    by: Role = Role.REPORTER_PUBLIC,
    organisation: str | None = None,
    outcome: Any = "remove",
    after: float = 60,
    region: str | None = "18.71",
    posted: float | None = None,
    second: Any = None,
    appeal: Any = None,
    at: datetime = MONDAY,
    rule: str = RULE,
) -> Iterator[Happening | NewEvent]:
    """A case decided `after` minutes. posted: hours before its receipt, as the scan saw it. outcome None: undecided."""

    def who(actor: str, role: Role, minutes: float) -> dict[str, Any]:
        return {"case": name, "at": at + timedelta(minutes=minutes), "actor": actor, "role": role}

    if posted is not None:
        saw = {
            "post_id": name,
            "posted_at": (at - timedelta(hours=posted)).isoformat(),
            "shadow": ["PATTERN"],
        }
        yield NewEvent(Kind.MACHINE_SAW, name, saw, at)
    thing = Thing(url=f"https://contoh.id/{name}", text="Unggahan buatan.")
    yield e.Reported(
        **who("w", by, 0), organisation=organisation, track="A", thing=thing, region=region
    )
    yield e.Acknowledged(**who("meja", Role.TRIAGE, 1))
    yield e.Triaged(**who("meja", Role.TRIAGE, 1), priority="P2", severity=2, rule=rule)
    yield e.Routed(**who("meja", Role.TRIAGE, 1), to="in_review")
    if outcome is None:
        return
    reason = "Berlawanan dengan fakta resmi. Hubungi 081234567890."
    yield e.Decided(
        **who("rani", Role.REVIEWER, after), outcome=outcome, rule=rule, severity=2, reason=reason
    )
    if outcome != "no_action":
        yield e.Executed(**who("mesin", Role.MACHINE, after), outcome=outcome)
        yield e.Notified(**who("mesin", Role.MACHINE, after), whom="author", appeal_key="0" * 64)
    yield e.Notified(**who("mesin", Role.MACHINE, after), whom="reporter")
    if second:
        yield e.Reviewed(**who("sari", Role.REVIEWER, after + 5), outcome=second, rule=rule)
    if appeal:
        yield e.Appealed(**who("pembuat", Role.AUTHOR, after + 10))
        yield e.AppealDecided(
            **who("panel", Role.APPEAL_PANEL, after + 100), verdict=appeal, reason="Diperiksa."
        )


def made_up(cases: int, seed: int) -> list[NewEvent]:
    """Cases of the bench, told beside each other."""
    chance = random.Random(seed)
    told = [
        one
        for number in range(1, cases + 1)
        for one in case(number + seed * 1000, MONDAY + timedelta(hours=number), chance)
    ]
    return sorted(told, key=lambda one: one.at)
