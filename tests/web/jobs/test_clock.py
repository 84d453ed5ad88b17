"""What is promised rings before it is broken, and rises when it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.test import Client
from telling_jobs import one_round
from telling_web import by, in_review, reported

from suluh.cases import Role
from suluh.cases import events as e
from suluh.web.jobs.follow import follow
from suluh.web.jobs.models import Cursor, Notice, Watch
from suluh.web.store import LEDGER, case_from, happen, history


def test_a_promise_rings_before_it_is_broken_and_once(now: datetime) -> None:
    reported("A-1", now)
    assert one_round(now).alarms == 0
    assert one_round(now + timedelta(minutes=31)).alarms == 1
    assert one_round(now + timedelta(minutes=32)).alarms == 0
    assert one_round(now + timedelta(minutes=49)).alarms == 1
    assert [n.part for n in Notice.objects.order_by("pk")] == [0.5, 0.8]


def test_a_broken_promise_rises_rung_by_rung(now: datetime) -> None:
    reported("A-1", now)
    rungs = []
    for hours in (
        1.1,
        4.1,
        8.1,
        12.1,
        40,
    ):  # P2: receipt in 1 h, decision in 4 h, then late by its time again
        one_round(now + timedelta(hours=hours))
        rungs.append(case_from(history("A-1")).rung)
    assert rungs == [
        "province",
        "nation",
        "platform",
        "platform",
        "platform",
    ]  # to Komdigi a person sends it
    assert LEDGER.verify().ok


def test_what_is_decided_in_time_does_not_ring(now: datetime) -> None:
    in_review("A-1", now)
    follow(now)
    happen(
        e.Decided(
            **by("A-1", now, "p-r", Role.REVIEWER), outcome="no_action", reason="Benar.", severity=1
        )
    )
    assert one_round(now + timedelta(days=1)).alarms == 0
    assert not Watch.objects.exists()


def test_alarms_are_seen_at_the_desk_of_the_region_only(
    desk: Callable[..., Client], now: datetime
) -> None:
    reported("A-1", now - timedelta(minutes=70), region="18.71")
    one_round(now)
    assert "A-1" in desk("lampung", Role.TRIAGE, "18").get("/peringatan/").content.decode()
    assert "A-1" not in desk("jabar", Role.TRIAGE, "32").get("/peringatan/").content.decode()
    assert "A-1" not in desk("awas", Role.SUPERVISOR).get("/peringatan/").content.decode()


def test_the_ledger_is_read_once_and_from_where_it_was_left(now: datetime) -> None:
    reported("A-1", now)
    assert follow(now) == 1
    assert follow(now) == 0
    reported("A-2", now)
    assert follow(now) == 1
    assert Cursor.objects.get().seq == LEDGER.head().seq


def test_rebuilding_from_the_beginning_rings_nothing_twice(now: datetime) -> None:
    reported("A-1", now - timedelta(minutes=70))
    one_round(now)
    Cursor.objects.update(seq=0)
    assert one_round(now + timedelta(seconds=1)).alarms == 0
