"""Many cases and second looks for programs: looked at before, followed, stopped, taken back; blind until answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from telling_web import in_review, reported

from suluh.cases import Role
from suluh.web import decisions
from suluh.web.api.scopes import Scope
from suluh.web.console.chosen import NAME, chosen
from suluh.web.console.following import follow
from suluh.web.console.models import Batch
from suluh.web.jobs.worker import work
from suluh.web.models import CaseRow, Pending
from suluh.web.store import LEDGER

Program = Callable[..., Callable[..., Any]]
DECIDE = {
    "which": {"region": "18"},
    "decide": {"outcome": "context_label", "reason": "Lihat fakta resmi."},
}
FIRST = {"outcome": "remove", "severity": 3, "reason": "Alasan pertama."}
SECOND = {"outcome": "context_label", "reason": "Cukup label."}


@pytest.fixture
def all_drawn(installation: Path) -> Iterator[None]:
    """Every decided case belongs to the sample of second looks."""
    path = installation / NAME
    path.write_text("second_looks: {part: 1.0}\n", "utf-8")
    chosen.cache_clear()
    yield
    path.unlink()
    chosen.cache_clear()


def later() -> datetime:
    return datetime.now(UTC) + decisions.GRACE + timedelta(seconds=1)


def test_what_a_filter_finds_is_shown_before_anything_is_done(
    program: Program, now: datetime
) -> None:
    in_review("A-1", now, region="18.71")
    in_review("A-2", now, region="17.01")
    rani = program("rani", Role.REVIEWER)
    found = rani("get", "desks/review/matching?region=18").json()
    assert (found["size"], found["examples"]) == (1, ["A-1"])
    assert rani("get", "desks/review/matching").status_code == 422
    assert rani("get", "desks/panel/matching?region=18").status_code == 404
    assert not Batch.objects.exists()


def test_a_batch_is_followed_and_taken_back(program: Program, now: datetime) -> None:
    for number in range(3):
        in_review(f"A-{number}", now, severity=2)
    in_review("A-9", now, severity=2)
    program("sari", Role.REVIEWER)("post", "cases/A-9/take")
    rani = program("rani", Role.REVIEWER)
    begun = rani("post", "desks/review/batches", DECIDE)
    assert begun.status_code == 202, begun.content
    assert (begun.json()["state"], begun.json()["waiting"]) == ("running", 4)
    at = f"batches/{begun.json()['batch']}"
    work("tes", lambda: datetime.now(UTC))
    told = rani("get", at).json()
    assert (told["state"], told["done"], told["left"]) == ("held", 3, 1)
    assert [one["case"] for one in told["left_out"]] == ["A-9"] and told["left_out"][0]["why"]
    assert [one["batch"] for one in rani("get", "batches").json()["items"]] == [told["batch"]]
    assert rani("post", f"{at}/stop").status_code == 409
    undone = rani("post", f"{at}/undo").json()
    assert (undone["state"], undone["undone"]) == ("undone", 3)
    assert rani("post", f"{at}/undo").status_code == 409
    assert decisions.settle(later()) == 0 and not Pending.objects.exists()


def test_a_batch_is_stopped_and_nobody_elses_is_there(program: Program, now: datetime) -> None:
    reported("A-1", now)
    meja = program("meja", Role.TRIAGE)
    body = {"which": {"hours": 0, "region": "18"}, "sort": {"to": "in_review"}}
    at = f"batches/{meja('post', 'desks/triage/batches', body).json()['batch']}"
    assert program("lain", Role.TRIAGE)("get", at).status_code == 404
    assert meja("post", f"{at}/stop").json()["missed"] == 1
    work("tes", later)
    assert CaseRow.objects.get().desk == "triage"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"which": {}}, 422),
        ({"which": {"region": "17"}}, 409),
        ({"decide": None}, 422),
        ({"sort": {"to": "in_review"}}, 422),
        ({"which": {"hours": 9000}}, 422),
    ],
)
def test_an_unclear_batch_is_refused(
    change: dict[str, Any], status: int, program: Program, now: datetime
) -> None:
    in_review("A-1", now)
    answer = program("rani", Role.REVIEWER)("post", "desks/review/batches", DECIDE | change)
    assert answer.status_code == status and not Batch.objects.exists()


def test_a_key_that_may_not_decide_one_decides_not_many(program: Program, now: datetime) -> None:
    in_review("A-1", now)
    rani = program("rani", Role.REVIEWER, scopes=[Scope.READ, Scope.BULK])
    answer = rani("post", "desks/review/batches", DECIDE)
    assert answer.status_code == 403 and answer.json()["type"].endswith("out-of-scope")
    assert not Batch.objects.exists()


@pytest.mark.usefixtures("all_drawn")
def test_the_second_look_is_blind_until_it_is_answered(program: Program, now: datetime) -> None:
    in_review("A-1", now)
    program("rani", Role.REVIEWER)("post", "cases/A-1/decision", FIRST)
    decisions.settle(later())
    follow()
    sari = program("sari", Role.REVIEWER)
    told = sari("get", "second-looks").json()
    assert told == {"waiting": 1, "next": "A-1", "part": 1.0}
    before = sari("get", "cases/A-1").json()
    assert before["decision"] is None and before["outcome"] == ""
    assert before["may"] == ["second"]
    answered = sari("post", "cases/A-1/second-look", SECOND)
    assert answered.json() == {"first": "remove", "same": False}
    assert sari("get", "cases/A-1").json()["outcome"] == "remove"
    assert sari("post", "cases/A-1/second-look", SECOND).status_code == 409
    assert LEDGER.verify().ok


@pytest.mark.usefixtures("all_drawn")
def test_who_decided_first_is_not_the_second(program: Program, now: datetime) -> None:
    in_review("A-1", now)
    rani = program("rani", Role.REVIEWER)
    rani("post", "cases/A-1/decision", FIRST)
    decisions.settle(later())
    follow()
    assert rani("get", "second-looks").json()["next"] is None
    assert rani("post", "cases/A-1/second-look", SECOND).status_code == 409
