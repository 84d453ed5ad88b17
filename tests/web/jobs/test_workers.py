"""Several workers send each thing once, a killed one leaves nothing undone."""

from __future__ import annotations

import os
import signal
import smtplib
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from telling_jobs import free_port, one_round
from telling_web import reported

from suluh.web.jobs import hooks, post, table
from suluh.web.jobs.follow import follow
from suluh.web.jobs.models import Job, Notice, Watch
from suluh.web.jobs.ring import ring
from suluh.web.jobs.sending import Unreached

ROOT = Path(__file__).parents[3]


def test_a_job_is_one_workers_at_a_time_and_comes_back_from_a_dead_one(now: datetime) -> None:
    table.put("k", "email", "smtp", {}, now)
    assert not table.put("k", "email", "smtp", {}, now)
    job = table.take("satu", now)
    assert job is not None and table.take("dua", now) is None
    late = now + table.LEASE
    again = table.take("dua", late)
    assert again is not None and again.pk == job.pk and again.attempts == 2
    table.failed(job, "terlambat", late)  # the first has lost it and changes nothing
    assert Job.objects.get().taken_by == "dua"
    table.done(again, late)
    assert table.take("satu", late + timedelta(days=9)) is None


def test_a_killed_worker_leaves_nothing_unsent_and_nothing_sent_twice(
    receiver: Any, installation: Path, now: datetime
) -> None:
    hooks.add(receiver.url, ("case.reported",), "", now)
    for number in range(3):
        reported(f"A-{number}", now)
    from django.db import connections

    connections.close_all()
    receiver.hang.set()
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "SULUH_"))}
    command = [sys.executable, "-m", "suluh", "jobs", "run", "--data", str(installation)]
    with subprocess.Popen(
        command, env=keep | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    ) as worker:
        until = time.monotonic() + 60
        while not receiver.got and time.monotonic() < until:
            time.sleep(0.05)
        worker.send_signal(signal.SIGKILL)
    assert len(receiver.got) == 1
    receiver.hang.clear()
    assert (
        one_round(datetime.now(UTC)).sent == 2
    )  # the taken one stays the dead worker's for a while
    assert one_round(datetime.now(UTC) + table.LEASE).sent == 1
    assert one_round(datetime.now(UTC) + 3 * table.LEASE).sent == 0
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(ids) == 4 and len(set(ids)) == 3 and ids[0] in ids[1:]


def test_two_workers_share_the_work_and_send_each_once(receiver: Any, now: datetime) -> None:
    from django.db import connections

    hooks.add(receiver.url, ("case.reported",), "", now)
    for number in range(12):
        reported(f"A-{number}", now)
    follow(now)

    def working() -> None:
        one_round(now)
        connections.close_all()

    both = [threading.Thread(target=working) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(ids) == len(set(ids)) == 12


def test_what_was_sent_long_ago_goes(now: datetime) -> None:
    table.put("k", "email", "smtp", {}, now)
    job = table.take("satu", now)
    assert job
    table.done(job, now)
    assert table.tidy(now) == 0 and table.tidy(now + table.KEEP + timedelta(1)) == 1


def test_a_server_that_is_not_there_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setenv(post.SERVER, f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(Unreached):
        post.send("k", {"to": "x@example.org", "subject": "s", "text": "t"}, now)
    assert issubclass(smtplib.SMTPServerDisconnected, OSError)


def test_a_round_that_breaks_leaves_nothing_half_done(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    reported("A-1", now - timedelta(minutes=40))
    follow(now)
    monkeypatch.setattr("suluh.web.jobs.ring._write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ring(now)
    assert not Notice.objects.exists() and Watch.objects.count() == 1
    monkeypatch.undo()
    assert ring(now) == 1
