"""The register of official accounts and domains: out of the facts, and what partners have registered.

Each entry names its source and holds for a period. The register is far from complete: that an account is not in it is
no proof against the account, and that a name is in it gives its bearer no weight anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from suluh.accounts.letters import skeleton
from suluh.content import WIB
from suluh.facts import Fact, Facts
from suluh.facts.values import RecordValue

Kind = Literal["body", "government", "candidate", "media"]
PLATFORMS = ("instagram", "x", "facebook", "youtube", "tiktok", "threads", "whatsapp", "telegram")
_ALSO = {"twitter": "x", "ig": "instagram", "fb": "facebook", "yt": "youtube"}


class Official(msgspec.Struct, frozen=True):
    """An official account, or a domain (platform "web"). Days are inclusive, in WIB; None is open."""

    owner: str
    platform: str
    handle: str | None = None
    name: str | None = None
    domain: str | None = None  # the host or the registered domain, without "www."
    avatar: str | None = None  # PDQ of its picture: 64 hex digits
    kind: Kind = "body"
    region: str = "ID"
    source: str = ""  # fact id, or who registered it
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether the registration holds on a day; on an unknown day it does."""
        if day is None:
            return True
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    @property
    def shown(self) -> str:
        """What a reader recognises it by."""
        return self.handle or self.domain or self.name or self.owner


class Register:
    """Every official account and domain that is known. Nothing in it changes."""

    def __init__(self, entries: Iterable[Official]):
        self.entries: tuple[Official, ...] = tuple(entries)

    @classmethod
    def of(cls, facts: Facts, registered: Iterable[Official] = ()) -> Register:
        """The accounts that the facts call official, then the registrations."""
        return cls([*_of_facts(facts.facts), *registered])

    @cached_property
    def accounts(self) -> tuple[Official, ...]:
        """Those with a handle or a name on a platform."""
        return tuple(e for e in self.entries if e.platform != "web" and (e.handle or e.name))

    @cached_property
    def sites(self) -> tuple[Official, ...]:
        """Those with a domain."""
        return tuple(e for e in self.entries if e.domain)

    @cached_property
    def pictures(self) -> tuple[Official, ...]:
        """Those whose picture is known."""
        return tuple(e for e in self.entries if e.avatar)

    @cached_property
    def by_handle(self) -> dict[str, tuple[Official, ...]]:
        """Entries by handle, in lower case and without its sign."""
        found: dict[str, tuple[Official, ...]] = {}
        for entry in self.accounts:
            if entry.handle:
                key = handle_key(entry.handle)
                found[key] = (*found.get(key, ()), entry)
        return found

    @cached_property
    def skeletons(self) -> tuple[tuple[str, Official], ...]:
        """Each handle's skeleton with its entry, the longest first."""
        pairs = [(skeleton(e.handle), e) for e in self.accounts if e.handle]
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def handle_key(handle: str) -> str:
    return handle.strip().lower().lstrip("@")


def platform_key(platform: str | None) -> str | None:
    """The platform's usual name; None when unknown."""
    said = (platform or "").strip().lower()
    return _ALSO.get(said, said) or None


def day_of(moment: datetime | None) -> date | None:
    return moment.astimezone(WIB).date() if moment else None


def _of_facts(facts: Iterable[Fact]) -> Iterable[Official]:
    """A fact says since when an account was seen to be official, not since when it is: its first day is left open."""
    for fact in facts:
        url = getattr(fact.value, "url", None)
        if isinstance(url, str):
            yield _entry(fact, "web", domain=(urlsplit(url).hostname or "").removeprefix("www."))
        elif fact.slot == "official_channel" and isinstance(fact.value, RecordValue):
            yield from _of_record(fact, fact.value.fields)


def _of_record(fact: Fact, fields: dict[str, object]) -> Iterable[Official]:
    if "handle" in fields:
        yield _entry(fact, str(fields.get("platform", "")), handle=str(fields["handle"]))
        return
    for platform, said in fields.items():
        if platform not in PLATFORMS or not isinstance(said, str):
            continue
        is_handle = said.startswith("@")
        yield _entry(fact, platform, **{"handle" if is_handle else "name": said})


def _entry(fact: Fact, platform: str, **more: str) -> Official:
    return Official(
        owner=fact.statement_id,
        platform=platform_key(platform) or "",
        region=fact.jurisdiction,
        source=fact.id,
        valid_to=fact.valid_to,
        **more,  # type: ignore[arg-type]
    )
