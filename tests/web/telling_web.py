"""Cases brought to where a test wants them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from suluh.cases import Case, Role
from suluh.cases import events as e
from suluh.cases.things import Account, Thing
from suluh.web.store import happen

WORDS = "Pencoblosan diundur ke 28 November"


def thing(number: int | str = 1, kind: str | None = None) -> Thing:
    return Thing(
        url=f"https://www.tiktok.com/@contoh/video/{number}",
        platform="tiktok",
        text=WORDS,
        account=Account(platform="tiktok", handle=f"@c{number}", kind=kind),
    )


def by(case: str, at: datetime, who: str = "meja", role: Role = Role.TRIAGE) -> dict[str, Any]:
    return {"case": case, "at": at, "actor": who, "role": role}


def reported(
    case: str, at: datetime, region: str = "18.71", kind: str | None = None, who: str = "p-pelapor"
) -> Case:
    return happen(
        e.Reported(
            **by(case, at, who, Role.REPORTER_TRUSTED),
            track="A",
            thing=thing(case, kind),
            words="Keliru.",
            region=region,
        )
    )


def in_review(
    case: str,
    at: datetime,
    region: str = "18.71",
    severity: int = 3,
    kind: str | None = None,
    who: str = "p-pelapor",
) -> Case:
    at -= timedelta(minutes=1)
    reported(case, at, region, kind, who)
    return happen(
        e.Acknowledged(**by(case, at)),
        e.Triaged(**by(case, at), priority="P1", severity=severity, rule="pilkada-2024@1/CIV-PROC"),
        e.Routed(**by(case, at), to="in_review"),
    )
