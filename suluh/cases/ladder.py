"""The ladder: regency, province, Bawaslu RI, then platform or Komdigi. Bawaslu removes nothing itself (ID-LAW-026)."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import msgspec

from suluh.cases.actors import Track
from suluh.cases.case import Case
from suluh.cases.clocks import clocks
from suluh.cases.events import Rung
from suluh.facts import Facts, regions

FACT = "ID-LAW-026"
RUNGS: tuple[Rung, ...] = get_args(Rung)


class Stage(msgspec.Struct, frozen=True):
    """Who is next: the rung, and the region whose desk it is."""

    rung: Rung
    region: str  # Kemendagri code; "ID" from Bawaslu RI upwards


def first_stage(region: str | None) -> Stage:
    """Where a report from that region begins: with the narrowest level that the region names."""
    line = regions().line(region)
    rung: Rung = {3: "regency", 2: "province"}.get(len(line), "nation")  # type: ignore[assignment]
    return Stage(rung, line[0])


def stage_of(case: Case) -> Stage:
    """Where the case is now."""
    return _at(case.rung, case.region) if case.rung else first_stage(case.region)


def next_stages(case: Case) -> tuple[Stage, ...]:
    """Where it can go up to: one stage, two after Bawaslu RI (platform or Komdigi), none at the top."""
    now = stage_of(case).rung
    if now == "nation":
        return (Stage("platform", "ID"), Stage("komdigi", "ID"))
    above = RUNGS[RUNGS.index(now) + 1 :][:1]
    return tuple(_at(rung, case.region) for rung in above)


def should_rise(case: Case, now: datetime, facts: Facts | None = None) -> Stage | None:
    """The next stage for a case of track A whose promise is broken, as a proposal; None while there is time.

    Nothing rises by itself: a desk or the clock writes the event, and a case that is decided stays where it is.
    """
    if case.track is not Track.A:
        return None
    broken = any(clock.running and clock.is_breached(now) for clock in clocks(case, now, facts))
    return next(iter(next_stages(case)), None) if broken else None


def _at(rung: Rung, region: str | None) -> Stage:
    line = regions().line(region)
    code = {"regency": line[0], "province": line[-2] if len(line) > 1 else "ID"}.get(rung, "ID")
    return Stage(rung, code)
