"""Who writes next, when it is on the disk, and that a case read again is the case read anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from telling_web import in_review

from suluh.cases import Role
from suluh.web import decisions
from suluh.web.console.resembling import similar
from suluh.web.desks import Desk
from suluh.web.durable import Rounds
from suluh.web.line import Line
from suluh.web.models import CaseRow, Pending
from suluh.web.queue import waiting
from suluh.web.store import case_from, happen, history, standing, turn

REMOVE = {"outcome": "remove", "severity": "3", "reason": "Tanggalnya keliru."}


def test_the_line_is_served_in_the_order_of_asking() -> None:
    line, served, there = Line(), [], threading.Barrier(2)

    def ask(number: int) -> None:
        there.wait()
        with line:
            served.append(number)

    asking = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    with line, line:
        for number, one in enumerate(asking):
            one.start()
            there.wait()
            while line.length() <= number:
                pass
        assert served == []
    for one in asking:
        one.join()
    assert served == list(range(6))
    assert not line.is_mine() and line.length() == 0


def test_whoever_waits_meanwhile_shares_the_next_sync() -> None:
    begun, go, syncs = threading.Event(), threading.Event(), []

    def sync() -> None:
        syncs.append(1)
        begun.set()
        go.wait()

    rounds = Rounds(sync)
    first = threading.Thread(target=rounds.wait)
    first.start()
    begun.wait()  # it runs; what the others wrote may be too late for it
    others = [threading.Thread(target=rounds.wait) for _ in range(8)]
    for one in others:
        one.start()
    go.set()
    for one in (first, *others):
        one.join()
    assert 2 <= len(syncs) <= 9
    before = len(syncs)
    rounds.wait()
    assert len(syncs) == before + 1  # whoever comes later gets one of their own


def test_a_sync_that_fails_is_nobodys_receipt() -> None:
    def sync() -> None:
        raise OSError("the disk is gone")

    rounds = Rounds(sync)
    for _ in range(3):
        with pytest.raises(OSError, match="gone"):
            rounds.wait()


def test_after_a_turn_commits_are_synced_as_ever(now: datetime) -> None:
    in_review("A-1", now)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_what_was_read_in_a_turn_that_failed_is_forgotten(now: datetime) -> None:
    in_review("A-1", now)
    with pytest.raises(ZeroDivisionError), turn():
        decisions.carry_out(happen(_decided(now)), now)
        assert standing("A-1").known().state == "notified"
        raise ZeroDivisionError
    assert standing("A-1").known() == case_from(history("A-1"))
    assert standing("A-1").known().state == "in_review"
    happen(_decided(now))
    assert standing("A-1").known() == case_from(history("A-1"))


def test_a_page_waits_for_its_own_decisions_only(
    desk: Callable[..., Client], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        in_review(f"A-{number}", now)
    rani, sari = desk("rani", Role.REVIEWER), desk("sari", Role.REVIEWER)
    sari.post("/perkara/A-1/ambil/")
    rani.post("/perkara/A-0/putus/", REMOVE)
    sari.post("/perkara/A-1/putus/", REMOVE)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=1))
    rani.get("/antrean/review/")
    assert list(Pending.objects.values_list("case", flat=True)) == ["A-1"]
    sari.get("/perkara/A-1/")
    assert not Pending.objects.exists()


def test_long_lists_are_read_from_an_index(person: Callable[..., object], now: datetime) -> None:
    in_review("A-1", now)
    row = CaseRow.objects.get(case="A-1")
    for number in range(2000):
        row.case, row.outcome = f"A-x{number}", "remove" if number % 500 == 0 else ""
        row.appeal_key = None
        row.save(force_insert=True)
    reviewer = person("rani", Role.REVIEWER, "18.71.01")
    assert len(similar(reviewer, row, now)) == 4  # type: ignore[arg-type]
    decided = CaseRow.objects.filter(rule=row.rule, track="A").exclude(outcome="")
    plan = decided.order_by("-opened_at")[:5].explain()
    assert "suluh_case_decided" in plan and "TEMP B-TREE" not in plan
    district = waiting(reviewer, Desk.REVIEW)  # type: ignore[arg-type]
    plan = district[:26].explain()
    assert "suluh_case_district" in plan and "TEMP B-TREE" not in plan


def test_a_turn_within_a_transaction_does_not_stand_in_line() -> None:
    from suluh.web.store import LINE

    with transaction.atomic(), turn():
        assert not LINE.is_mine()


def _decided(now: datetime):  # type: ignore[no-untyped-def]
    from suluh.cases.events import Decided

    by = {"case": "A-1", "at": now + timedelta(seconds=5), "actor": "p-r", "role": Role.REVIEWER}
    return Decided(**by, outcome="remove", severity=2, reason="Keliru.")  # type: ignore[arg-type]
