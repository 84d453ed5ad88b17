"""The ledger of this installation as a public log: signed heads, receipts for documents, and when a head is due."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.cache import cache

from suluh.errors import SuluhError
from suluh.ledger import LogKey, PublicKey, Receipt, SignedHead, key_at
from suluh.ledger import log as of_ledger
from suluh.ledger.documents import What, seal_of, sealed
from suluh.web import home
from suluh.web.store import LEDGER, turn

KEY = "log.key"  # in the installation's folder, mode 600
EVERY = 600  # seconds between two heads where events have come (project decision)
ON_DEMAND = 60  # seconds between two heads that somebody's question asked for
LOG = logging.getLogger(__name__)


def key() -> LogKey:
    """The key that signs the heads; made on first use. Raises ServiceError when it cannot be written."""
    return key_at(home.folder() / KEY, make=True)


def public() -> PublicKey:
    """What others check the heads with."""
    return key().public


def sign_when_due(now: datetime) -> None:
    """A head every ten minutes where something happened. What goes wrong is logged, and tried again when due."""
    if cache.add("suluh-log-head", 1, EVERY):
        _sign(now)


def sign_now(now: datetime) -> None:
    """A head up to the latest event, due or not. Raises SuluhError when it cannot be signed."""
    of_ledger.sign_head(LEDGER, key(), now)


def newest() -> SignedHead | None:
    """The newest head that was signed."""
    return of_ledger.newest(LEDGER)


def seal(what: What, of: str, sha256: str, now: datetime) -> None:
    """Writes that a document left the house, once for the same bytes; before it is handed out."""
    if seal_of(LEDGER, sha256) is None:
        with turn():
            LEDGER.append([sealed(what, of, sha256, now)])


def receipt_for(sha256: str, now: datetime) -> Receipt | None:
    """The receipt of a document by its hash; a head is signed for it where none covers it yet.

    None where no such document was sealed. Raises RequestError where the head has to be waited for.
    """
    event = seal_of(LEDGER, sha256)
    if event is None:
        return None
    head = newest()
    if (head is None or head.tree_size < event.seq) and cache.add("suluh-log-asked", 1, ON_DEMAND):
        _sign(now)
    return of_ledger.receipt(LEDGER, event)


def _sign(now: datetime) -> None:
    try:
        sign_now(now)
    except SuluhError:
        LOG.exception("no head of the ledger was signed")
