"""No event carries personal data in its free words: whoever writes them, at whichever door.

The ledger only grows, so what came into it could not be taken out again.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from suluh.cases.events import Happening
from suluh.text.privacy import mask

FREE = ("words", "why", "question", "answer", "reason")
AnyEvent = TypeVar("AnyEvent", bound=Happening)


def discreet(event: AnyEvent) -> AnyEvent:
    """The same event, personal data in its free words masked."""
    written = {name: str(getattr(event, name, None) or "") for name in FREE}
    masked = {name: said for name, words in written.items() if (said := mask(words).text) != words}
    return replace(event, **masked) if masked else event
