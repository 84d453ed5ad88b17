"""A known medium found in another one, and which of several finds are told."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

SURE = 0.9  # of the cells agree: no need to look further
TEMPLATE = 0.06  # of the cells: how far below a sure match another may lie and still be a copy too


class Match(msgspec.Struct, frozen=True):
    """A known medium found in this one. `level` act only means that pixels are sure; the words are not compared here."""

    known: str
    by: str  # picture | video
    level: str  # suggest | act
    score: float  # 0..1
    distance: int | None = None  # bits between the nearest prints; None when found by points alone
    at: float | None = None  # seconds from the start of this medium where the copy begins
    offset: float | None = None  # seconds into the known medium where that is
    coverage: float | None = None  # 0..1, the part of the known medium that is there
    mirrored: bool = False
    speed: float | None = None  # seconds of the known video in one of this


def settled(found: Iterable[Match]) -> bool:
    """Whether one is so sure that no dearer way of looking is needed."""
    return any(match.level == "act" and match.score >= SURE for match in found)


def surest(found: Iterable[Match]) -> tuple[Match, ...]:
    """The best match of every known medium, surest first; where one is sure, others much less alike are its templates."""
    best: dict[str, Match] = {}
    for match in sorted(found, key=lambda m: (m.level == "act", m.score), reverse=True):
        best.setdefault(match.known, match)
    kept = tuple(best.values())
    if kept and kept[0].level == "act":
        return tuple(m for m in kept if m.score >= kept[0].score - TEMPLATE)
    return kept
