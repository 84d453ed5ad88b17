"""A pair that the judge learns from, and where it came from."""

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
    fact: str  # the statement of an official fact, or a review's claim turned into its truth
    text: str  # a sentence of a post
    label: str
    group: str  # fact id, or the frame it was made from
    source: str  # written | frames | real


def merged(label: str) -> str:
    """The label that the judge answers with."""
    return MERGED.get(label, label)
