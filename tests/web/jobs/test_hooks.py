"""Webhooks are signed, tried again, and laid aside in the end."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from telling_jobs import free_port, one_round
from telling_web import reported

from suluh.errors import RequestError
from suluh.web.jobs import hooks, table
from suluh.web.jobs.follow import follow
from suluh.web.jobs.models import Hook, Job, Watch


def test_a_webhook_is_signed_and_says_nothing_personal(receiver: Any, now: datetime) -> None:
    hook = hooks.add(receiver.url, (), "", now)
    reported("A-1", now)
    assert one_round(now).sent == 1
    ((headers, body),) = receiver.got
    number, stamp = headers["webhook-id"], headers["webhook-timestamp"]
    assert headers["webhook-signature"] == "v1," + hooks.signature(number, stamp, body, hook.secret)
    assert headers["webhook-signature"] != "v1," + hooks.signature(
        number, stamp, body + b" ", hook.secret
    )
    told = json.loads(body)
    assert told["type"] == "case.reported" and told["data"]["case"] == "A-1"
    assert b"Pencoblosan" not in body and b"p-pelapor" not in body


def test_a_failing_receiver_is_tried_again_with_the_same_id_and_longer_waits(
    receiver: Any, now: datetime
) -> None:
    hooks.add(receiver.url, ("case.reported",), "", now)
    reported("A-1", now)
    receiver.answers = [500, 302, 204]
    at, waits = now, []
    for _ in range(3):
        one_round(at)
        job = Job.objects.get()
        if not job.done_at:
            waits.append((job.run_at - at).total_seconds())  # type: ignore[operator]
            at = job.run_at  # type: ignore[assignment]
    assert 4 < waits[0] < 6 and 26 < waits[1] < 34
    assert (
        len({headers["webhook-id"] for headers, _ in receiver.got}) == 1 and len(receiver.got) == 3
    )
    assert Job.objects.get().done_at and one_round(at + timedelta(days=1)).sent == 0


def test_who_never_answers_is_laid_aside_in_the_end(receiver: Any, now: datetime) -> None:
    hooks.add(receiver.url, (), "", now)
    reported("A-1", now)
    follow(now)
    Watch.objects.all().delete()
    receiver.answers, at = [500] * 50, now
    for _ in range(20):
        one_round(at)
        at += timedelta(hours=12)
    job = Job.objects.get()
    assert (
        job.dead_at and job.problem == "answered 500" and len(receiver.got) == len(table.AGAIN) + 1
    )
    with pytest.raises(RequestError, match="no dead job"):
        table.revive(10_000, now)


def test_who_wants_no_more_is_left_alone(receiver: Any, now: datetime) -> None:
    hooks.add(receiver.url, (), "", now)
    receiver.answers = [410]
    reported("A-1", now)
    one_round(now)
    reported("A-2", now)
    one_round(now)
    assert len(receiver.got) == 1 and Hook.objects.get().gone_at


def test_one_that_does_not_answer_does_not_hold_up_another(receiver: Any, now: datetime) -> None:
    hooks.add(f"http://127.0.0.1:{free_port()}/", (), "", now)
    hooks.add(receiver.url, (), "", now)
    for number in range(3):
        reported(f"A-{number}", now)
    done = one_round(now)
    assert (done.sent, done.failed) == (3, 1)


@pytest.mark.parametrize(
    ("kinds", "region", "hears"),
    [((), "", 1), (("alarm",), "", 0), (("case.reported",), "18", 1), ((), "32", 0)],
)
def test_a_hook_hears_what_it_asked_for(
    kinds: tuple[str, ...], region: str, hears: int, now: datetime
) -> None:
    hooks.add("http://127.0.0.1:9/", kinds, region, now)
    reported("A-1", now, region="18.71")
    follow(now)
    assert Job.objects.count() == hears


@pytest.mark.parametrize("url", ["ftp://x/", "x", "http://", "http://nama:sandi@x/"])
def test_an_address_that_is_none_is_refused(url: str, now: datetime) -> None:
    with pytest.raises(RequestError):
        hooks.add(url, (), "", now)
