"""Whether a message is an opinion, a wish or a call for somebody: none of which can be true or false."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
import yaml

FILE = Path(__file__).with_name("opinions.yaml")
# Signals that say something was claimed or done: whoever asserts fraud has not only an opinion.
CLAIMED = frozenset(
    {"unverified_fraud", "claim_match", "fact_contradiction", "vote_buying", "scam", "suspicion",
     "personal_data", "data_leak", "impersonation"}
)  # fmt: skip


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by what they show. `claims` undo an opinion: with them something is asserted that can be checked."""

    judging: tuple[str, ...]
    measuring: tuple[str, ...]
    wishing: tuple[str, ...]
    claims: tuple[str, ...]
    civic: tuple[str, ...]  # of whom or what an opinion is political where nothing else was noticed
    light: tuple[str, ...]  # in every message on voting; says nothing by itself
    denials: tuple[str, ...]
    duties: tuple[str, ...]  # duty, permission, bounds
    fillers: tuple[str, ...]


def is_opinion(text: str, noticed: set[str]) -> bool:
    """text: the message. noticed: the names of its signals."""
    if noticed & CLAIMED or _found("claims", text):
        return False
    shown = (_found(kind, text) for kind in ("judging", "measuring", "wishing"))
    return "opinion" in noticed or any(shown)


def is_political(text: str) -> bool:
    """Whether it speaks of candidates, offices or their campaign."""
    return _found("civic", text)


def measures(text: str) -> bool:
    """Whether something is found too much or too little: that is no statement of a fact.

    >>> measures("Kampanye sampai 23 November terlalu lama"), measures("Kampanye sampai 23 November")
    (True, False)
    """
    return _found("measuring", text)


def _found(kind: str, text: str) -> bool:
    return bool(_pattern(kind).search(text.lower()))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in getattr(lexicon(), kind))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@cache
def lexicon() -> Lexicon:
    """The words, from opinions.yaml."""
    return msgspec.convert(yaml.safe_load(FILE.read_text("utf-8")), Lexicon)
