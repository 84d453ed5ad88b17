"""A crowd reports one account within an hour: a person sees it, its cases sink as they come to nothing, a threat does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.test import Client
from telling_web import by, thing

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.things import Account
from suluh.web.jobs import worker
from suluh.web.models import CaseRow
from suluh.web.reporters import surges
from suluh.web.store import happen

Desk = Callable[..., Client]
VICTIM = Account(platform="tiktok", handle="@korban")


def crowd(now: datetime, count: int = 16, priority: str = "P2") -> None:
    import msgspec

    for n in range(count):
        reporter = by(
            f"A-{n}", now - timedelta(minutes=count - n), f"p-warga{n}", Role.REPORTER_PUBLIC
        )
        about = msgspec.structs.replace(thing(f"s{n}"), account=VICTIM)
        meja = by(f"A-{n}", now)
        happen(
            e.Reported(**reporter, track="A", thing=about, words="Hapus.", region="18.71"),
            e.Acknowledged(**meja),
            e.Triaged(**meja, priority=priority, severity=2),
            e.Routed(**meja, to="in_review"),
        )


def score(case: str) -> float:
    return float(CaseRow.objects.get(case=case).score)


def decided_false(case: str, now: datetime) -> None:
    happen(
        e.Decided(
            **by(case, now, "rani", Role.REVIEWER), outcome="no_action", severity=2, reason="-"
        )
    )


def test_a_crowd_is_seen_and_its_cases_sink_as_they_come_to_nothing(
    now: datetime, desk: Desk
) -> None:
    crowd(now)
    page = desk("panel", Role.SENIOR_PANEL).get("/pelapor/").content.decode()
    assert (
        "Laporan serentak" in page
        and "tiktok:korban" in page
        and "16 laporan dari 16 orang" in page
    )
    before = score("A-15")
    for n in range(8):
        decided_false(f"A-{n}", now)
    worker.work("uji", lambda: now)
    assert score("A-15") < before
    assert {s.kind for s in surges.now_seen(now)} == {"account", "region"}


def test_nothing_is_refused_and_a_threat_stays_first(now: datetime) -> None:
    crowd(now, priority="P0")
    for n in range(8):
        decided_false(f"A-{n}", now)
    surges.damp(now)
    assert CaseRow.objects.filter(case__startswith="A-").count() == 16
    assert score("A-15") > 4e6 - 1  # the step of P0 stands above every score


def test_a_few_reports_are_no_surge(now: datetime, desk: Desk) -> None:
    crowd(now, 5)
    assert surges.now_seen(now) == [] and surges.damp(now) == 0
    assert (
        "Laporan serentak" not in desk("panel", Role.SENIOR_PANEL).get("/pelapor/").content.decode()
    )
