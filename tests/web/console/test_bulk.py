"""Many cases by a filter: progress, stop, taking back; nothing that one person may not do alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from telling_web import in_review, reported

from suluh.cases import Role
from suluh.errors import RequestError
from suluh.web import decisions
from suluh.web.console import batch_work, batches
from suluh.web.console.batches import Act, Intent
from suluh.web.console.models import Batch, BatchItem
from suluh.web.jobs import table
from suluh.web.jobs.models import Job
from suluh.web.jobs.sending import Unreached
from suluh.web.jobs.worker import work
from suluh.web.models import CaseRow, Grant, Pending
from suluh.web.store import LEDGER, case_from, history, turn

ROOT = Path(__file__).parents[3]
Opened = Callable[..., Client]
RULE = "pilkada-2024@1/CIV-PROC"
LABEL = {"rule": RULE, "outcome": "context_label", "reason": "Lihat fakta resmi."}
MANY = 200  # so many that a worker is killed before it ends
SORT = {"region": "18", "to": "in_review"}


def later(seconds: float = 0) -> datetime:
    return datetime.now(UTC) + decisions.GRACE + timedelta(seconds=1 + seconds)


def worked(at: datetime | None = None) -> None:
    work("tes", lambda: at or datetime.now(UTC))


def many(count: int, now: datetime) -> None:
    for number in range(count):
        in_review(f"A-{number}", now, severity=2)


def test_a_filter_is_shown_before_anything_is_done(desk: Opened, now: datetime) -> None:
    in_review("A-1", now, region="18.71")
    in_review("A-2", now, region="17.01")
    rani = desk("rani", Role.REVIEWER)
    page = rani.get("/antrean/review/borongan/?region=18").content.decode()
    assert "Ditemukan 1 perkara" in page and "A-1" in page and "A-2" not in page
    for asked, found in (
        ("?region=1", 0),
        ("?hours=5", 0),
        (f"?rule={RULE}", 2),
        ("?hours=x&rule=y", 0),
    ):
        page = rani.get("/antrean/review/borongan/" + asked).content.decode()
        assert (f"Ditemukan {found} perkara" in page) is bool(found), asked
    assert not Batch.objects.exists()


def test_many_are_decided_in_the_background(desk: Opened, now: datetime) -> None:
    many(45, now)
    rani = desk("rani", Role.REVIEWER)
    address = rani.post("/antrean/review/borongan/mulai/", LABEL)["Location"]
    assert "0 dari 45 perkara" in rani.get(address).content.decode()
    worked()  # three jobs of at most twenty
    assert "45 dari 45 perkara" in rani.get(address).content.decode()
    assert Job.objects.filter(kind="batch", done_at=None).count() == 0
    assert decisions.settle(later(), most=100) == 45
    assert len(list(LEDGER.events(kind="case_decided"))) == 45
    assert "berlaku" in rani.get(address).content.decode()
    assert LEDGER.verify().ok


def test_it_stops_where_it_is_and_the_rest_stays(
    desk: Opened, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(5, now)
    rani = desk("rani", Role.REVIEWER)
    address = rani.post("/antrean/review/borongan/mulai/", LABEL)["Location"]
    monkeypatch.setattr(batch_work, "AT_ONCE", 2)
    batch_work.work(Batch.objects.get().id, lambda: datetime.now(UTC))
    rani.post(f"{address}henti/")
    worked()
    page = rani.get(address).content.decode()
    assert "2 dikerjakan" in page and "3 tidak sempat" in page and "dihentikan" in page
    assert "sudah berakhir" in rani.post(f"{address}henti/", follow=True).content.decode()
    decisions.settle(later())
    assert sum(bool(case_from(history(f"A-{n}")).decision) for n in range(5)) == 2
    assert CaseRow.objects.filter(desk="review").count() == 3


def test_nothing_takes_effect_before_the_last_is_decided(
    desk: Opened, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(4, now)
    desk("rani", Role.REVIEWER).post("/antrean/review/borongan/mulai/", LABEL)
    monkeypatch.setattr(batch_work, "AT_ONCE", 2)
    batch_work.work(Batch.objects.get().id, lambda: datetime.now(UTC))
    assert decisions.settle(later(60)) == 0
    assert batches.undo(Batch.objects.get(), later(60)) == 2
    assert {item.state for item in BatchItem.objects.all()} == {"undone", "missed"}


def test_a_batch_that_nobody_finishes_takes_effect_all_the_same(
    desk: Opened, now: datetime
) -> None:
    many(2, now)
    desk("rani", Role.REVIEWER).post("/antrean/review/borongan/mulai/", LABEL)
    batch = Batch.objects.get()
    batch_work._some(batch, lambda: datetime.now(UTC))  # the worker dies here, for good
    assert decisions.settle(later(batch_work.AT_LAST.total_seconds())) == 2


def test_a_worker_that_died_in_the_middle_decides_nothing_twice(
    desk: Opened, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(3, now)
    desk("rani", Role.REVIEWER).post("/antrean/review/borongan/mulai/", LABEL)
    done = batch_work._one

    def dies(*given: Any) -> None:
        if given[1].number == 1:
            raise KeyboardInterrupt
        done(*given)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(batch_work, "_one", dies)
        worked()
    assert Pending.objects.count() == 1
    worked(datetime.now(UTC) + timedelta(seconds=20))  # nobody has beaten for longer than the lease
    assert Pending.objects.count() == 3
    assert batches.progress(Batch.objects.get()).done == 3


def test_a_killed_worker_leaves_a_batch_that_another_soon_goes_on_with(
    desk: Opened, now: datetime, installation: Path
) -> None:
    many(MANY, now)
    desk("rani", Role.REVIEWER).post("/antrean/review/borongan/mulai/", LABEL)
    batch = Batch.objects.get()
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "SULUH_"))}
    command = [sys.executable, "-m", "suluh", "jobs", "run", "--data", str(installation)]
    with subprocess.Popen(
        command, env=keep | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    ) as worker:
        until, done = time.monotonic() + 60, 0
        while not done and time.monotonic() < until:
            time.sleep(0.001)
            done = batches.progress(batch).done  # read without waiting for a turn
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert 0 < batches.progress(batch).done < MANY
    worked(datetime.now(UTC) + timedelta(seconds=20))
    after = batches.progress(batch)
    assert (after.done, after.waiting, after.left) == (MANY, 0, 0)
    assert decisions.settle(later(30), most=MANY) == MANY
    assert sorted(e.subject for e in LEDGER.events(kind="case_decided")) == sorted(
        f"A-{n}" for n in range(MANY)
    )
    assert LEDGER.verify().ok


def test_who_was_only_slow_does_nothing_twice(
    desk: Opened, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker takes the batch over between two cases; the first one notices in its next turn."""
    many(4, now)
    desk("rani", Role.REVIEWER).post("/antrean/review/borongan/mulai/", LABEL)
    job, turns = table.take("lambat", datetime.now(UTC)), []
    assert job is not None

    @contextmanager
    def slow_turn() -> Iterator[None]:
        turns.append(True)
        if len(turns) == 3:
            worked(datetime.now(UTC) + timedelta(seconds=20))
        with turn():
            yield

    monkeypatch.setattr(batch_work, "turn", slow_turn)
    with pytest.raises(Unreached):
        batch_work.work(job.target, lambda: datetime.now(UTC), lambda: table.beat(job, now))
    assert Pending.objects.count() == 4 and batches.progress(Batch.objects.get()).done == 4
    assert Job.objects.get(pk=job.pk).done_at is not None


def test_a_worker_that_lives_keeps_its_batch(now: datetime) -> None:
    table.put("batch:x:0", "batch", "x", {}, now)
    job = table.take("satu", now)
    assert job is not None and job.taken_until is not None
    almost = now + timedelta(seconds=14)
    assert table.take("dua", almost) is None and table.beat(job, almost)
    assert table.take("dua", almost + timedelta(seconds=14)) is None
    late = almost + timedelta(seconds=15)
    assert table.take("dua", late) is not None and not table.beat(job, late)


def test_a_role_taken_away_meanwhile_is_respected(desk: Opened, now: datetime) -> None:
    many(2, now)
    rani = desk("rani", Role.REVIEWER)
    address = rani.post("/antrean/review/borongan/mulai/", LABEL)["Location"]
    Grant.objects.all().update(region="17")
    worked()
    assert "Di luar peran atau wilayah Anda" in rani.get(address).content.decode()
    assert not Pending.objects.exists()


def test_triage_sends_many_on_after_a_while(desk: Opened, now: datetime) -> None:
    for number in range(3):
        reported(f"A-{number}", now)
    meja = desk("meja", Role.TRIAGE)
    address = meja.post("/antrean/triage/borongan/mulai/", SORT)["Location"]
    worked()
    assert "0 dari 3" in meja.get(address).content.decode()  # it can still be stopped
    worked(later())
    assert CaseRow.objects.filter(desk="review").count() == 3
    assert (
        "tidak ada lagi" in meja.post(f"{address}urungkan/", follow=True).content.decode().lower()
    )


def test_sorting_stopped_in_time_sorts_nothing(desk: Opened, now: datetime) -> None:
    reported("A-1", now)
    meja = desk("meja", Role.TRIAGE)
    address = meja.post("/antrean/triage/borongan/mulai/", SORT)["Location"]
    meja.post(f"{address}henti/")
    worked(later())
    assert CaseRow.objects.get().desk == "triage"


@pytest.mark.parametrize(
    "wrong",
    [{"outcome": "hapus"}, {"reason": ""}, {"rule": ""}, {"rule": "lain"}, {"rule": "\0"}, {"outcome": ""}],
)  # fmt: skip
def test_an_unclear_batch_is_refused_in_words(
    wrong: dict[str, str], desk: Opened, now: datetime
) -> None:
    many(1, now)
    rani = desk("rani", Role.REVIEWER)
    answer = rani.post("/antrean/review/borongan/mulai/", LABEL | wrong, follow=True)
    assert 'role="alert"' in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_batch_has_a_size(person: Callable[..., Any], now: datetime) -> None:
    rani = person("rani", Role.REVIEWER)
    for cases in ([], [f"A-{n}" for n in range(batches.MOST + 1)]):
        with pytest.raises(RequestError):
            batches.make(rani, "review", Act.DECIDE, Intent(outcome="remove"), cases, now)


def test_desks_without_many_say_so(desk: Opened) -> None:
    panel = desk("panel1", Role.SENIOR_PANEL)
    assert panel.get("/antrean/panel/borongan/").status_code == 200
    assert desk("cek", Role.FACT_CHECKER).get("/antrean/facts/borongan/").status_code == 403
