"""One report becomes a case, or a sighting of a known one. Personal data are masked here, at the door."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from suluh.cases import Role
from suluh.cases.events import Reported
from suluh.cases.joining import as_sighting, same_address
from suluh.cases.things import Account, Thing
from suluh.text.privacy import mask
from suluh.web.asked import Unclear
from suluh.web.models import Reporter
from suluh.web.order import rules
from suluh.web.store import happen, known_as, stands, turn

PLATFORMS = {
    "tiktok.com": "tiktok",
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "fb.watch": "facebook",
    "x.com": "x",
    "twitter.com": "x",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "whatsapp.com": "whatsapp",
    "t.me": "telegram",
}
LONGEST_ADDRESS = 400


class Who(NamedTuple):
    """Who reports: a pseudonymous id, never a name."""

    key: str
    role: Role
    organisation: str = ""


class Told(NamedTuple):
    """`is_new` is False for one more sighting of a known case; `again` where the same person had reported it already."""

    case: str
    is_new: bool
    again: bool = False


def report(
    who: Who, now: datetime, *, url: str = "", words: str = "", post: str = "", region: str = ""
) -> Told:
    """Takes one report. url: where the post is. words: what is wrong with it. post: what it says. region: its code.

    One of the first three is enough.
    Raises Unclear for an address, region or words that do not fit; Refused where the case does not allow it.
    """
    event = _event(who, now, url, words, post, region)
    with turn():
        known = known_as(event.thing, "A")
        if known is None:
            return Told(happen(event).id, is_new=True)
        if Reporter.objects.filter(case=known, person=who.key).exists():
            return Told(known, is_new=False, again=True)
        happen(as_sighting(_of(event, known), stands(known)))
        return Told(known, is_new=False)


def _event(who: Who, now: datetime, url: str, words: str, post: str, region: str) -> Reported:
    address = _address(url)
    if not (words or post or address):
        raise Unclear("words")
    thing = Thing(
        url=address,
        platform=platform_of(url),
        text=mask(post).text,
        account=Account(),
    )
    return Reported(
        case="A-" + secrets.token_hex(5),
        at=now,
        actor=who.key,
        role=who.role,
        organisation=who.organisation or None,
        track="A",
        thing=thing,
        words=mask(words).text,
        region=_region(region),
    )


def _of(event: Reported, case: str) -> Reported:
    from msgspec.structs import replace

    return replace(event, case=case)


def _address(url: str) -> str | None:
    """The address, checked; None for none. A personal number in it is masked, as everywhere."""
    if not url:
        return None
    if len(url) > LONGEST_ADDRESS or not same_address(url) or any(sign.isspace() for sign in url):
        raise Unclear("address")
    return mask(url).text


def platform_of(url: str) -> str | None:
    """The platform of an address, by its host and not by what the host only ends with.

    >>> platform_of("https://vt.tiktok.com/x"), platform_of("https://nottiktok.com/x")
    ('tiktok', None)
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    found = (name for end, name in PLATFORMS.items() if host == end or host.endswith("." + end))
    return next(found, None)


def _region(code: str) -> str | None:
    if code and code not in rules()[0].regions.by_code:
        raise Unclear("region")
    return code or None
