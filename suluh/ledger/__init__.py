"""What happened, appended and chained, never edited. `open_ledger` opens a file or a PostgreSQL database."""

from suluh.ledger.events import Event, Kind, NewEvent
from suluh.ledger.ledger import Head, Ledger, open_ledger
from suluh.ledger.verify import Anchor, Fault, VerifyReport

__all__ = [
    "Anchor",
    "Event",
    "Fault",
    "Head",
    "Kind",
    "Ledger",
    "NewEvent",
    "VerifyReport",
    "open_ledger",
]
