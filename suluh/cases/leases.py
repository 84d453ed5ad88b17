"""Who has a case on the desk, and until when: no two people get the same one, an abandoned one comes back."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

LENGTH = timedelta(
    minutes=15
)  # project decision: longer than most decisions, shorter than a tea break
LONGEST = timedelta(hours=8)  # a shift; a lease beyond it is a mistake


class Lease(msgspec.Struct, frozen=True):
    """`holder` has it from `since` until, and not at, `until`."""

    holder: str
    since: datetime
    until: datetime


def holder(lease: Lease | None, now: datetime) -> str | None:
    """Whoever has it now; None when nobody does or the time is up."""
    return lease.holder if lease and now < lease.until else None


def is_free_for(lease: Lease | None, person: str, now: datetime) -> bool:
    """Whether this person may take it: it is free, run out, or already theirs."""
    return holder(lease, now) in (None, person)


def taken(lease: Lease | None, person: str, until: datetime, now: datetime) -> Lease | None:
    """The lease after this person asks for it, longer if it was theirs; None when it is not to be had.

    A lease that ends before it begins, or lasts longer than a shift (LONGEST), is not to be had either.
    """
    if not is_free_for(lease, person, now) or not now < until <= now + LONGEST:
        return None
    still = lease is not None and holder(lease, now) == person
    return Lease(person, lease.since if still and lease else now, until)


def next_end(now: datetime, length: timedelta = LENGTH) -> datetime:
    """When a lease that is given now ends."""
    return now + length
