"""The author's way back: a link that nobody can guess, and another person who decides."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import NamedTuple

from suluh.cases.case import Case

BYTES = 32  # 256 bits: not to be guessed, however many links there are


class Token(NamedTuple):
    """`secret` goes into the link and is kept nowhere; `key`, its SHA-256, goes into the event."""

    secret: str
    key: str


def new_token() -> Token:
    """A fresh token for one decision's appeal, from the system's secure source."""
    secret = secrets.token_urlsafe(BYTES)
    return Token(secret, key_of(secret))


def key_of(secret: str) -> str:
    """SHA-256 of the token, lower-case hex. The token is random enough that no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(secret: str, case: Case) -> bool:
    """Whether this link opens the appeal of this case. Compares in constant time."""
    return case.appeal_key is not None and hmac.compare_digest(key_of(secret), case.appeal_key)


def may_decide(case: Case, person: str) -> bool:
    """Whether this person may hear the appeal: took no part in the decision, did not report, did not appeal."""
    seen = {look.by for look in case.blind}
    return person not in case.judged_by | case.reporters | seen | {case.appealed_by}
