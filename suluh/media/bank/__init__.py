"""The bank of known media: what a person or a fact-check has decided about, kept as prints and words, and found again.

suluh bank add ─► store (events) ─► Bank ─► copies of a medium, `act` only where the words agree
lists of others ◄─► exchange
"""

from suluh.media.bank.agree import agree, texts_agree
from suluh.media.bank.bank import FOLDER, Bank, open_bank
from suluh.media.bank.known import Known, known_of
from suluh.media.bank.store import Added, Removed, append, events, standing

__all__ = [
    "FOLDER",
    "Added",
    "Bank",
    "Known",
    "Removed",
    "agree",
    "append",
    "events",
    "known_of",
    "open_bank",
    "standing",
    "texts_agree",
]
