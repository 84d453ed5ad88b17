"""A reviewer's day, a reporter's and an author's, by program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from telling_web import in_review, reported

from suluh.cases import Role
from suluh.web import decisions
from suluh.web.models import CaseRow, Letter
from suluh.web.store import LEDGER, case_from, history

Program = Callable[..., Callable[..., Any]]
REMOVE = {"outcome": "remove", "severity": 3, "reason": "Tanggalnya keliru."}


def later(minutes: int = 1) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)


def test_the_most_urgent_is_taken_and_decided(program: Program, now: datetime) -> None:
    in_review("A-1", now, severity=1)
    in_review("A-2", now, severity=3)
    rani = program("rani", Role.REVIEWER)
    assert rani("get", "desks").json() == [{"desk": "review", "waiting": 2}]
    taken = rani("post", "desks/review/take").json()
    assert (taken["case"], taken["held"]) == ("A-2", "you") and "decide" in taken["may"]
    assert rani("post", "cases/A-2/decision", REMOVE).status_code == 202
    assert rani("get", "cases/A-2").json()["pending"]["problem"] == ""
    assert decisions.settle(later()) == 1
    assert case_from(history("A-2")).executed == "remove" and LEDGER.verify().ok
    assert rani("get", "cases/A-2").json()["decision"]["outcome"] == "remove"


def test_a_decision_is_taken_back(program: Program, now: datetime) -> None:
    in_review("A-1", now)
    rani = program("rani", Role.REVIEWER)
    rani("post", "cases/A-1/decision", REMOVE)
    assert rani("delete", "cases/A-1/decision").status_code == 204
    assert rani("delete", "cases/A-1/decision").status_code == 404
    assert decisions.settle(later()) == 0


def test_two_programs_never_hold_one_item(program: Program, now: datetime) -> None:
    in_review("A-1", now)
    rani, sari = program("rani", Role.REVIEWER), program("sari", Role.REVIEWER)
    assert rani("post", "cases/A-1/take").status_code == 200
    refused = sari("post", "cases/A-1/take", headers={"Accept-Language": "en-GB"})
    assert (
        refused.status_code in (403, 409) and refused["Content-Type"] == "application/problem+json"
    )
    assert sari("post", "desks/review/take").status_code == 204
    assert sari("get", "desks/review/cases").json()["items"][0]["held"] == "another"


def test_pages_hold_every_item_once(program: Program, now: datetime) -> None:
    CaseRow.objects.bulk_create(
        CaseRow(
            case=f"A-{i:03}",
            track="A",
            state="in_review",
            desk="review",
            score=float(i % 7),
            opened_at=now,
        )
        for i in range(60)
    )
    rani, after, seen = program("rani", Role.REVIEWER), "", []
    while True:
        page = rani("get", f"desks/review/cases?after={after}").json()
        seen += [item["case"] for item in page["items"]]
        if not (after := page["next"]):
            break
    assert len(seen) == len(set(seen)) == 60


def test_from_report_to_review(program: Program) -> None:
    warga = program("warga", Role.REPORTER_PUBLIC)
    given = {
        "url": "https://x.com/a/status/1",
        "words": "Keliru, hub 0812-3456-7890",
        "region": "18.71",
    }
    case = warga("post", "reports", given).json()["case"]
    again = warga("post", "reports", given).json()
    assert (again["case"], again["seen"]) == (case, 1)  # one person is one sighting
    other = program("tetangga", Role.REPORTER_PUBLIC)("post", "reports", given).json()
    assert (other["case"], other["seen"]) == (case, 2)
    assert [one["case"] for one in warga("get", "reports").json()["items"]] == [case]
    meja = program("meja", Role.TRIAGE)
    assert "0812" not in meja("get", f"cases/{case}").content.decode()
    sorted_ = meja(
        "post", f"cases/{case}/sort", {"priority": "P1", "severity": 2, "to": "in_review"}
    )
    assert (sorted_.status_code, sorted_.json()["desk"]) == (200, "review")


def test_reporters_do_not_read_the_desk(program: Program, person: Any, now: datetime) -> None:
    reported("A-1", now, who=person("mitra", Role.REPORTER_TRUSTED).key)
    program("meja", Role.TRIAGE)("post", "cases/A-1/notes", {"words": "hanya untuk meja"})
    told = program("mitra", Role.REPORTER_TRUSTED)("get", "cases/A-1")
    assert told.status_code == 200 and "hanya untuk meja" not in told.content.decode()
    assert (told.json()["sightings"], told.json()["order"]) == ([], "")


def test_an_author_appeals_without_a_key(
    program: Program, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_review("A-1", now)
    program("rani", Role.REVIEWER)("post", "cases/A-1/decision", REMOVE)
    decisions.settle(later())
    link = f"/api/v1/appeals/{Letter.objects.get(whom='author').secret}"
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(2))
    assert Client().get(link).json()["may_appeal"] is True
    told = Client().post(link, {"words": "Ini satire."}, content_type="application/json")
    assert told.status_code == 201 and told.json()["state"] == "appealed"
    assert (
        Client().post(link, {"words": "Lagi."}, content_type="application/json").status_code == 409
    )
    panel = program("banding", Role.APPEAL_PANEL)
    assert (
        panel(
            "post", "cases/A-1/appeal-decision", {"verdict": "modified", "reason": "x"}
        ).status_code
        == 422
    )
    assert (
        panel(
            "post", "cases/A-1/appeal-decision", {"verdict": "overturned", "reason": "Satire."}
        ).status_code
        == 202
    )
    decisions.settle(later(4))
    assert case_from(history("A-1")).restored


def test_events_are_read_backwards_to_the_first(program: Program, now: datetime) -> None:
    for number in range(20):
        in_review(f"A-{number}", now)
    auditor, before, seen = program("audit", Role.AUDITOR), "", []
    head = 0  # as the first page told it: each further look is an event of its own
    while before is not None:
        page = auditor("get", f"events?before={before}" if before else "events").json()
        head = head or page["head_seq"]
        seen += [event["seq"] for event in page["items"]]
        before = page["next"]
    assert seen == list(range(head, 0, -1))
