"""The reasons for which an account seems to pass for another: what was seen, where, and held against what."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Literal

import msgspec

Where = Literal["handle", "name", "bio", "avatar", "history", "link", "said"]

# How much each reason says by itself, 0..1: set on the half of bench/accounts that is not kept apart. Reasons join as
# independent witnesses do. What an account does weighs in full; how it looks is lowered by what speaks for it.
WEIGHTS: dict[str, float] = {
    # how it looks
    "handle_disguised": 0.75,  # a registered handle in look-alike letters
    "handle_twin": 0.6,  # the same letters, other separators or a number behind them
    "handle_near": 0.55,  # a letter or two off a registered handle
    "handle_extra": 0.5,  # a registered handle with a word added
    "lapsed": 0.2,  # registered, but not for the day on which it was seen
    "handle_elsewhere": 0.2,  # a handle registered on another platform
    "name_same": 0.4,  # the name of a registered account
    "name_body": 0.3,  # bears the name of KPU, Bawaslu or an office, and is not registered
    "name_loose": 0.2,  # the same, with a word behind it that is no place we know: Suluhland, Wakanda
    "name_nation": 0.45,  # bears the name of the national body
    "name_claims": 0.3,  # says "official", "asli" of itself
    "letters": 0.6,  # look-alike letters in the name of a body
    "styled": 0.15,  # the name in dressed-up letters
    "badge": 0.6,  # a mark of verification typed into the name
    "bio_claims": 0.3,  # the bio says it is the official account
    "avatar_same": 0.5,  # the picture of a registered account
    "young": 0.35,  # made less than 45 days before it was seen
    "recent": 0.2,  # less than half a year
    "renamed": 0.5,  # bore a name of another sort before
    "disclosed_elsewhere": 0.45,  # says that it is a parody or of fans, but not in its name
    "service": 0.25,  # the name offers a service: help, registration, prizes
    # what it does
    "asks_identity": 0.75,
    "sends_app": 0.8,
    "asks_money": 0.75,
    "false_date": 0.8,
    "lookalike_link": 0.8,
    "private_contact": 0.4,
    "short_link": 0.2,
}
_CLAIMS = "name_claims", "bio_claims"  # said of oneself, twice: one witness, not two
DOES = frozenset("asks_identity sends_app asks_money false_date lookalike_link".split())
# What speaks for an account: how it looks counts for so much less.
FOR: dict[str, float] = {
    "verified": 0.3,
    "official_link": 0.55,  # links to a page of the body's own domain
    "established": 0.6,  # two years old, a thousand followers
    "about": 0.4,  # its name speaks about the body, not as it
}


class Reason(msgspec.Struct, frozen=True):
    """One thing noticed. `seen` as it was written; `against` the handle, name, domain or fact on the other side."""

    kind: str  # a key of WEIGHTS or FOR
    where: Where
    seen: str
    against: str | None = None
    source: str | None = None  # fact id or registration that says the other side is official

    @property
    def weight(self) -> float:
        return WEIGHTS.get(self.kind, 0.0)


def strength(reasons: Iterable[Reason]) -> float:
    """0..1: how much the reasons say together. Each kind counts once."""
    kinds = {reason.kind for reason in reasons}
    if kinds.issuperset(_CLAIMS):
        kinds.remove(_CLAIMS[1])
    looks = 1 - prod(1 - WEIGHTS[k] for k in sorted(kinds) if k in WEIGHTS and k not in DOES)
    does = 1 - prod(1 - WEIGHTS[k] for k in sorted(kinds) if k in DOES)
    looks *= prod(FOR[k] for k in sorted(kinds) if k in FOR)
    return 1 - (1 - looks) * (1 - does)
