"""What was noticed in a post: how sure, in which words, held against what."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from suluh.content import CAPTION, Place


class Stance(StrEnum):
    """How a statement is meant. It belongs to a statement, never to a post as a whole."""

    ASSERTS = "asserts"
    DENIES = "denies"  # repeats it to refute it, or warns of it
    ASKS = "asks"
    REPORTS = "reports"  # says who said so
    DOUBTS = "doubts"  # unsure, hearsay: "katanya", "kabarnya"
    SUPPOSES = "supposes"  # if, were, imagine
    WISHES = "wishes"  # hopes, demands: "harusnya diundur"
    MOCKS = "mocks"  # satire, sarcasm
    TESTIFIES = "testifies"  # saw it happen: "di TPS saya tadi"


class Seen(msgspec.Struct, frozen=True):
    """The place of some words: the segment, and character offsets in its original text."""

    place: Place = CAPTION
    segment: int = 0  # index into Post.all_segments()
    start: int = 0
    end: int = 0


class Against(msgspec.Struct, frozen=True):
    """The other side: the fact, claim review, official account or written pattern it was held against."""

    kind: str  # fact | review | account | domain | pattern | model
    id: str  # fact id, review id, handle, domain, pattern name
    value: str | None = None  # the official value, readable


class Signal(msgspec.Struct, frozen=True):
    """One thing noticed. Looking only: a signal never decides."""

    name: str  # fact_contradiction, claim_match, vote_buying, ...
    score: float  # 0..1, how sure
    seen: str  # the words as written in the post (personal data masked before it is stored)
    where: Seen = Seen()
    against: Against | None = None
    stance: Stance = Stance.ASSERTS
    details: dict[
        str, str | int | float | bool | None
    ] = {}  # slot, kind, level ... see each detector's docstring
