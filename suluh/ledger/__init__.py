"""What happened, appended and chained, never edited. `open_ledger` opens a file or a PostgreSQL database."""

from suluh.ledger.events import Event, Kind, NewEvent
from suluh.ledger.heads import LogKey, PublicKey, SignedHead, key_at
from suluh.ledger.ledger import Head, Ledger, open_ledger
from suluh.ledger.log import Consistency, Receipt
from suluh.ledger.verify import Anchor, Fault, VerifyReport

__all__ = [
    "Anchor",
    "Consistency",
    "Event",
    "Fault",
    "Head",
    "Kind",
    "Ledger",
    "LogKey",
    "NewEvent",
    "PublicKey",
    "Receipt",
    "SignedHead",
    "VerifyReport",
    "key_at",
    "open_ledger",
]
