"""The table of jobs: put in once, taken by one worker at a time, tried again later, laid aside in the end.

What was acknowledged is never sent again: a done job is never taken. A worker that dies between the other side's
acknowledgement and the mark in the table leaves a job that comes back; so everything sent carries an id that stays
the same, by which the other side knows it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db.models import Q

from suluh.errors import RequestError
from suluh.web.jobs.models import Job

LEASE = timedelta(minutes=5)  # longer than any sending may take
# Kinds whose worker says between small steps that it is alive (`beat`); who does not is taken for dead this soon.
LEASES = {"batch": timedelta(seconds=15)}
# Waits after the first failure, the second, … (seconds; project decision, after the spacing of Standard Webhooks)
AGAIN = (5, 30, 120, 600, 1800, 7200, 18000, 36000)
JITTER = 0.1  # of a wait, either way, so that what failed together does not come back together
KEEP = timedelta(days=30)  # of what is done


def put(
    key: str,
    kind: str,
    target: str,
    body: Mapping[str, Any],
    now: datetime,
    after: timedelta = timedelta(0),
) -> bool:
    """A job to be done now, or after a while; False where a job of this key was put in before."""
    text = msgspec.json.encode(body).decode()
    defaults = {"kind": kind, "target": target, "body": text, "made_at": now, "run_at": now + after}
    _, new = Job.objects.get_or_create(key=key, defaults=defaults)
    return new


def take(worker: str, now: datetime, but: Collection[str] = ()) -> Job | None:
    """The next job, this worker's alone until its lease ends; None where nothing is due. but: targets left alone."""
    job: Job
    for job in _due(now).exclude(target__in=but).order_by("run_at", "pk")[:5]:
        mine = _due(now).filter(pk=job.pk)
        lease = {
            "taken_by": worker,
            "taken_until": now + lease_of(job),
            "attempts": job.attempts + 1,
        }
        if mine.filter(attempts=job.attempts).update(**lease):
            job.refresh_from_db()
            return job
    return None


def beat(job: Job, now: datetime) -> bool:
    """The lease begins again; False where it is another worker's by now."""
    mine = Job.objects.filter(pk=job.pk, taken_by=job.taken_by, attempts=job.attempts, done_at=None)
    return mine.update(taken_until=now + lease_of(job)) > 0


def lease_of(job: Job) -> timedelta:
    """How long a job is one worker's without a sign of life."""
    return LEASES.get(job.kind, LEASE)


def done(job: Job, now: datetime) -> None:
    """The other side has acknowledged it. What was sent is not kept."""
    Job.objects.filter(pk=job.pk).update(
        done_at=now, body="{}", taken_by="", taken_until=None, problem=""
    )


def failed(job: Job, why: str, now: datetime, for_good: bool = False) -> None:
    """Again later; laid aside for a person after the last try, or where trying again is no use."""
    held = Job.objects.filter(pk=job.pk, taken_by=job.taken_by, done_at=None)
    if for_good or job.attempts > len(AGAIN):
        held.update(dead_at=now, problem=why[:300], taken_by="", taken_until=None)
    else:
        held.update(run_at=now + wait(job), problem=why[:300], taken_by="", taken_until=None)


def revive(number: int, now: datetime) -> None:
    """A job that was laid aside, from the beginning. Raises RequestError where there is none of this number."""
    again = {"dead_at": None, "run_at": now, "attempts": 0}
    if not Job.objects.filter(pk=number, dead_at__isnull=False).update(**again):
        raise RequestError(f"no dead job {number}")


def tidy(now: datetime) -> int:
    """What was done long ago goes; how many."""
    return Job.objects.filter(done_at__lt=now - KEEP).delete()[0]


def wait(job: Job) -> timedelta:
    """How long until the next try."""
    base = AGAIN[min(job.attempts, len(AGAIN)) - 1]
    draw = hashlib.sha256(f"{job.key}:{job.attempts}".encode()).digest()[0] / 255
    return timedelta(seconds=base * (1 + JITTER * (2 * draw - 1)))


def _due(now: datetime) -> Any:
    free = Q(taken_until=None) | Q(taken_until__lte=now)
    return Job.objects.filter(free, done_at=None, dead_at=None, run_at__lte=now)
