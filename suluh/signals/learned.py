"""Which statements the learned readers have read.

They remember what was official when they were trained. A fact corrected since then, or one of another election, is news
to them: there, only the judge that reads the statement itself may speak.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec

from suluh.facts import Fact

WEIGHTS = Path(__file__).with_name("weights") / "learned_facts.json"


def has_learned(fact: Fact) -> bool:
    """Whether this very statement was there when the readers were trained."""
    return _learned().get(fact.id) == digest(fact)


def digest(fact: Fact) -> str:
    """What a statement is known by: it changes with every word that an officer changes."""
    return hashlib.sha256(fact.statement_id.encode()).hexdigest()[:12]


@cache
def _learned() -> dict[str, str]:
    """Ids and digests of the shipped statements; training/opinion.py writes them."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=dict[str, str])
