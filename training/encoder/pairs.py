"""How a sentence can stand to a fact, and where a training pair came from."""

from __future__ import annotations

from typing import NamedTuple

LABELS = ("contradicts", "agrees", "denies", "asks", "reports", "unrelated")

# Finer stances that the judge need not tell apart: each becomes the nearest of LABELS.
MERGED = {
    "doubts": "reports",
    "testifies": "reports",
    "supposes": "asks",
    "wishes": "asks",
    "mocks": "asks",
}


class Pair(NamedTuple):
    """A sentence made from a frame, beside the statement it was made for."""

    fact: str
    text: str
    label: str
    group: str
    source: str


def merged(label: str) -> str:
    """The label that the judge answers with."""
    return MERGED.get(label, label)
