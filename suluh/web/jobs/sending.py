"""How a sending can fail, and the id by which what was sent is known again."""

from __future__ import annotations

import hashlib


class Unreached(Exception):
    """Not now; perhaps later."""


class Refused(Exception):
    """Not now and not later: a person has to look."""


def stable_id(key: str) -> str:
    """The same for every try of one job, and nothing can be read from it.

    >>> stable_id("alarm:1") == stable_id("alarm:1") != stable_id("alarm:2")
    True
    """
    return hashlib.sha256(f"suluh:{key}".encode()).hexdigest()[:32]
