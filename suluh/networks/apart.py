"""Who acts together and has nothing to hide: set apart from the findings, and reported beside them with the reason.

Genuine, disclosed campaigning is no breach; neither is a notice that every office repeats, a wire that every newsroom
prints, a fan club, a prayer that goes round. What the account says of itself is taken as it stands: whoever lies in a
biography is found by people, who see these groups too.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec
import yaml

from suluh.networks.line import Line, given, who

_FILE = Path(__file__).with_name("apart.yaml")
_TWO = 2  # different words of prayer or greeting; one "semoga" is in every second post
_YES = frozenset(("true", "1", "1.0", "ya", "yes"))


class Why(StrEnum):
    """Why a group is no finding."""

    OFFICIAL = "official"
    NEWS_WIRE = "news_wire"
    DISCLOSED_CAMPAIGN = "disclosed_campaign"
    FAN_CLUB = "fan_club"
    GREETING = "greeting"
    CROSS_POSTING = "cross_posting"
    SHARED_INTEREST = "shared_interest"
    REPEATING = "repeating"


_BY_KIND = {
    "government": Why.OFFICIAL,
    "asn": Why.OFFICIAL,
    "media": Why.NEWS_WIRE,
    "party": Why.DISCLOSED_CAMPAIGN,
    "candidate": Why.DISCLOSED_CAMPAIGN,
    "campaign": Why.DISCLOSED_CAMPAIGN,
}


class Registered(msgspec.Struct, frozen=True):
    """Accounts that are official by the facts: (platform, handle), both in lower case."""

    handles: frozenset[tuple[str, str]] = frozenset()

    def holds(self, line: Line) -> bool:
        """Whether the author of this post is one of them."""
        handle = given(who(line).handle).lower().removeprefix("@")
        return (given(line.platform).lower(), handle) in self.handles


def account_is(line: Line, official: Registered) -> Why | None:
    """What an account says of itself, or the source or the facts of it. `line` is one of its posts."""
    author = who(line)
    if official.holds(line):
        return Why.OFFICIAL
    if (by_kind := _BY_KIND.get(given(author.kind).lower())) is not None:
        return by_kind
    if given(author.registered).lower() in _YES:
        return Why.DISCLOSED_CAMPAIGN
    said = f"{given(author.name)} \n {given(author.bio)}".lower()
    for why in (Why.DISCLOSED_CAMPAIGN, Why.FAN_CLUB):
        if any(pattern.search(said) for pattern in _patterns(why)):
            return why
    return None


def text_is(text: str) -> Why | None:
    """Whether a text is a prayer, a greeting, or credited to a news agency.

    >>> text_is("Selamat pagi semua, semoga sehat selalu")
    <Why.GREETING: 'greeting'>
    >>> text_is("Semoga menang, ya Allah. Jangan lupa coblos nomor 2")
    """
    text = text.lower()
    if any(pattern.search(text) for pattern in _patterns("news_wire")):
        return Why.NEWS_WIRE
    cues = sum(pattern.search(text) is not None for pattern in _patterns("greeting"))
    if cues >= _TWO and not any(pattern.search(text) for pattern in _patterns("vote")):
        return Why.GREETING
    return None


def same_person(one: Line, two: Line) -> bool:
    """Whether two accounts are one name on two platforms, that is, somebody who posts everywhere."""
    first, second = given(who(one).handle).lower(), given(who(two).handle).lower()
    return bool(first) and first == second and given(one.platform) != given(two.platform)


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each) for each in _lists()[kind])


@cache
def _lists() -> dict[str, list[str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lists: dict[str, list[str]] = yaml.load(_FILE.read_text("utf-8"), loader)
    return lists
