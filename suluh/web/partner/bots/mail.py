"""Messages in and out of a messenger: kept once, answered once, sent until they arrive or are given up.

A process may die at any place here. What was kept is answered by the next; what was answered and perhaps not sent is
sent again, so that somebody may rarely read an answer twice and never waits in vain.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from django.db import IntegrityError, transaction

from suluh.text.privacy import mask
from suluh.web.partner import tips
from suluh.web.partner.bots.dialogue import reply, thought
from suluh.web.partner.limits import pseudonym
from suluh.web.partner.models import Incoming, Outgoing
from suluh.web.tongue import said

TOGETHER = 50
FIRST_WAIT = timedelta(seconds=5)  # doubled with each try
GIVE_UP = 8  # tries: about a quarter of an hour
KEPT = timedelta(days=30)  # answered messages; then erased
LONGEST = 4000  # characters that both messengers take


class Letter(NamedTuple):
    """A message as a messenger brings it. `id` is unique within the channel; `address` is where to answer."""

    id: str
    address: str
    text: str


class Failed(Exception):
    """A message did not go out. `for_good`: it never will. `wait`: seconds that the other side asked for."""

    def __init__(self, why: str, *, for_good: bool = False, wait: float = 0.0) -> None:
        self.why, self.for_good, self.wait = why, for_good, wait
        super().__init__(why)


class Messenger(Protocol):
    """The sending half of a channel."""

    channel: str

    def send(self, address: str, text: str) -> None:
        """Raises Failed."""


def keep(channel: str, letters: Iterable[Letter], now: datetime) -> int:
    """Keeps what came, masked; how many were new. The same message twice is one."""
    new = 0
    for letter in letters:
        row = Incoming(
            channel=channel,
            message=letter.id[:128],
            person=pseudonym(channel, letter.address),
            address=letter.address[:64],
            text=mask(letter.text.replace("\0", "")[:LONGEST]).text,
            came_at=now,
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            continue
        new += 1
    return new


def answer(channel: str, now: datetime) -> int:
    """Answers what waits, each once; how many waited."""
    waiting = list(Incoming.objects.filter(channel=channel, done_at=None).order_by("id")[:TOGETHER])
    for message in waiting:
        try:
            _answer(message, now)
        except Exception:  # one message must not keep the others from their answers
            logging.getLogger(__name__).exception("a message could not be answered")
            Incoming.objects.filter(pk=message.pk).update(done_at=now, address="")
            _put(channel, message.address, said("tip_trouble", "id"), now)
    return len(waiting)


def _answer(message: Incoming, now: datetime) -> None:
    sure = thought(message, now)
    with transaction.atomic():
        mine = Incoming.objects.filter(pk=message.pk, done_at=None)
        if mine.update(done_at=now, address="") and (words := reply(message, sure, now)):
            _put(message.channel, message.address, words, now)


def outcomes(channel: str, now: datetime) -> int:
    """Tells the senders of decided tips what came of it; how many."""
    told = 0
    for tip, row in tips.owed(channel):
        words = said(
            "tip_outcome", "id", number=tip.number, outcome=said(f"outcome_{row.outcome}", "id")
        )
        with transaction.atomic():
            _put(channel, tip.address, words, now)
            tips.told(tip, now)
        told += 1
    return told


def send(messenger: Messenger, now: datetime) -> int:
    """Sends what is due, in order; how many arrived. One that fails waits longer each time, then is given up."""
    due = Outgoing.objects.filter(
        channel=messenger.channel, sent_at=None, problem="", next_at__lte=now
    )
    arrived = 0
    for message in list(due.order_by("id")[:TOGETHER]):
        try:
            messenger.send(message.address, message.text)
        except Failed as failed:
            _later(message, failed, now)
            if failed.wait:
                break  # the other side asked for silence
        else:
            Outgoing.objects.filter(pk=message.pk).update(sent_at=now, address="", text="")
            arrived += 1
    return arrived


def sweep(now: datetime) -> None:
    """Erases messages that were answered long ago."""
    Incoming.objects.filter(done_at__lt=now - KEPT).delete()
    Outgoing.objects.filter(made_at__lt=now - KEPT).delete()


def _put(channel: str, address: str, text: str, now: datetime) -> None:
    Outgoing.objects.create(
        channel=channel, address=address, text=text[:LONGEST], made_at=now, next_at=now
    )


def _later(message: Outgoing, failed: Failed, now: datetime) -> None:
    tries = message.tries + 1
    rows = Outgoing.objects.filter(pk=message.pk)
    if failed.for_good or tries >= GIVE_UP:
        rows.update(tries=tries, problem=failed.why[:200] or "given up", address="", text="")
        return
    wait = max(FIRST_WAIT * 2 ** (tries - 1), timedelta(seconds=failed.wait))
    rows.update(tries=tries, next_at=now + wait)
