"""The chain of custody: who put an item in, looked at it, took it out; each line hashed over the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

from suluh.cases.case import Case

BEGINNING = "0" * 64


class Handling(msgspec.Struct, frozen=True):
    """One line: what was done with an item, by whom, when."""

    sha256: str  # of the item; BEGINNING for the whole package
    did: Literal["received", "seen", "exported", "handed_over"]
    by: str
    at: datetime  # aware


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line as it stands in the chain."""

    line: Handling
    before: str
    hash: str  # SHA-256 over the JSON array [before, line]


def custody_of(case: Case, further: Iterable[Handling] = ()) -> tuple[Handling, ...]:
    """How each item came in, as the case's events tell it, and what was done with it since, by time."""
    came = [Handling(kept.item.sha256, "received", kept.by, kept.at) for kept in case.evidence]
    return tuple(sorted((*came, *further), key=lambda line: line.at))


def chained(lines: Iterable[Handling]) -> tuple[Link, ...]:
    """The lines, each hashed over the one before."""
    links, before = [], BEGINNING
    for line in lines:
        link = Link(line, before, link_hash(before, line))
        links.append(link)
        before = link.hash
    return tuple(links)


def link_hash(before: str, line: Handling) -> str:
    """SHA-256, lower-case hex; anyone can recompute it with a JSON encoder that sorts keys and writes no spaces."""
    text = msgspec.json.encode([before, line], order="sorted")
    return hashlib.sha256(text).hexdigest()
