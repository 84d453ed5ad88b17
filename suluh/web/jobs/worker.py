"""The worker: reads what happened, rings what is due, signs the ledger and counts it, sends what waits; again and again.

It can stop at any moment. As many as one likes run beside each other; each job is one worker's at a time.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import msgspec

from suluh.web import log
from suluh.web.console import batch_work, batches, following
from suluh.web.jobs import hooks, post, table
from suluh.web.jobs.follow import follow
from suluh.web.jobs.models import Job
from suluh.web.jobs.ring import letter, ring
from suluh.web.jobs.sending import Refused, Unreached
from suluh.web.partner.judging import publish_due
from suluh.web.reporters import surges
from suluh.web.transparency import keeping

EVERY = 2.0  # seconds
AT_ONCE = 100  # jobs before the ledger is read again
LOG = logging.getLogger(__name__)


class Done(NamedTuple):
    """What one round did."""

    events: int
    alarms: int
    sent: int
    failed: int


def name() -> str:
    """One word for this worker."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(3)}"


def work(worker: str, clock: Callable[[], datetime]) -> Done:
    """One round. clock: what time it is, asked again for every step."""
    events, alarms = follow(clock()), ring(clock())
    publish_due(clock())
    if events:
        surges.damp(clock())
    following.follow()
    log.sign_when_due(clock())
    keeping.make_when_due()
    sent = failed = 0
    sick: set[str] = set()  # who does not answer in this round is not called again
    for _ in range(AT_ONCE):
        job = table.take(worker, clock(), sick)
        if job is None:
            break
        if _do(job, clock):
            sent += 1
        else:
            failed += 1
            sick.add(job.target)
    return Done(events, alarms, sent, failed)


def run(stop: threading.Event | None = None) -> None:
    """Until stopped. What goes wrong is logged and tried again."""
    from django.db import close_old_connections
    from django.utils import timezone

    worker, stop, rounds = name(), stop or threading.Event(), 0
    while not stop.is_set():
        try:
            work(worker, timezone.now)
            if rounds % 1800 == 0:
                table.tidy(timezone.now())
        except Exception:
            LOG.exception("a round of jobs failed; trying again")
        rounds += 1
        close_old_connections()
        stop.wait(EVERY)


def _do(job: Job, clock: Callable[[], datetime]) -> bool:
    """Whether it was acknowledged."""
    body = msgspec.json.decode(job.body)
    try:
        if job.kind == batches.KIND:
            batch_work.work(job.target, clock, lambda: table.beat(job, clock()))
        elif job.kind == "alarms":
            post.send(job.key, letter(body), clock())
        elif job.kind == "email":
            post.send(job.key, body, clock())
        else:
            hooks.send(job.key, job.target, body, clock())
    except Refused as refused:
        table.failed(job, str(refused), clock(), for_good=True)
    except Unreached as unreached:
        table.failed(job, str(unreached), clock())
    else:
        table.done(job, clock())
        return True
    return False
