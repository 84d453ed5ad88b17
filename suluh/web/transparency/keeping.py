"""The report of this installation, made when due and kept as files, so that its page opens as fast at any size.

It is made from the events up to the newest signed head, once an hour where something has happened; the sums so far are
kept, and only cases that have moved since are counted again. A long ledger that was never counted is counted in
parts, one in each round of the worker. What is kept can be thrown away: it is made again from the ledger.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import cache as once
from pathlib import Path

import msgspec
from django.core.cache import cache

from suluh.errors import LedgerBroken, SuluhError
from suluh.kept import whole
from suluh.ledger import SignedHead
from suluh.policy.language import load_policy
from suluh.policy.rule import Policy
from suluh.report.transparency import folder, page
from suluh.report.transparency.told import Told
from suluh.transparency import Report, Sums, advance, report
from suluh.web import home, log
from suluh.web.store import LEDGER
from suluh.web.transparency import daily
from suluh.web.transparency.shelf import Shelf

EVERY = 3600  # seconds between two reports (project decision)
AT_ONCE = 50_000  # events counted in one round, so that nobody's letter waits for a long ledger
LOG = logging.getLogger(__name__)


def make_when_due() -> None:
    """The next part of what is due. What goes wrong is logged, and tried again an hour later."""
    head = log.newest()
    if head is None or not cache.add("suluh-transparency", 1, EVERY):
        return
    try:
        if not make(head):
            cache.delete("suluh-transparency")  # the next part in the next round
    except (SuluhError, OSError):
        LOG.exception("the transparency report was not made")


def make_now(now: datetime) -> None:
    """Signs a head and counts everything up to it, due or not. Raises SuluhError, OSError."""
    log.sign_now(now)
    head = log.newest()
    while head and not make(head):
        continue


def make(head: SignedHead) -> bool:
    """Counts on towards this head; True when it is reached and the report stands. Raises SuluhError, OSError."""
    sums, before = _sums(), kept_report()
    if before and before.head.events == head.tree_size == sums.seq:
        return True
    upto = min(head.tree_size, sums.seq + AT_ONCE)
    try:
        sums = advance(sums, LEDGER, upto)
    except LedgerBroken:  # kept of another ledger: counted from its first event
        sums = advance(Sums(), LEDGER, min(head.tree_size, AT_ONCE))
    with Shelf(place() / "alasan.sqlite") as shelf:
        shelf.bring(LEDGER, sums.seq, sums.hash, policy())
        if sums.seq == head.tree_size:
            daily.bring(shelf, dailies())
    if sums.seq == head.tree_size:
        _write(report(sums, head.root_hash, policy()))
    whole(place() / "jumlah.msgpack", msgspec.msgpack.encode(sums))
    return sums.seq == head.tree_size


def place() -> Path:
    """The folder in which everything is kept."""
    found = home.folder() / "transparansi"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def dailies() -> Path:
    """The folder of the days' statements."""
    return place() / "harian"


def kept_report() -> Report | None:
    """The report as it was made last; None where there is none yet."""
    try:
        return msgspec.json.decode((place() / "laporan.json").read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError):
        return None


@once
def policy() -> Policy:
    """By whose titles rules are named."""
    return load_policy()


def _sums() -> Sums:
    try:
        return msgspec.msgpack.decode((place() / "jumlah.msgpack").read_bytes(), type=Sums)
    except (OSError, msgspec.MsgspecError):
        return Sums()


def _write(made: Report) -> None:
    """The inside of the page in both languages first, then the forms for others."""
    addresses = {kind: f"/transparansi/{name}" for kind, name in page.FORMATS.items()}
    for lang in ("id", "en"):
        said = page.body(
            made, Told(lang, policy()), addresses, "/catatan/", "/transparansi/alasan/"
        )
        whole(place() / f"isi.{lang}.html", said.encode())
    folder.write(made, policy(), place())
