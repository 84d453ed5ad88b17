"""Both lists as a scan looks things up in them: where a short link leads, and whether a link is blocked."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from suluh.links import blocklist, shortlinks
from suluh.links.addresses import Address
from suluh.links.blocklist import Line
from suluh.links.shortlinks import ShortLink


class Led(NamedTuple):
    """Where a link leads and how that is known; `short` is None where it is what it says."""

    key: str
    short: ShortLink | None = None


class LinkBook:
    """What is known about links. Nothing in it changes."""

    def __init__(self, short: tuple[ShortLink, ...] = (), blocked: dict[str, Line] | None = None):
        self.short = {one.short: one for one in short}
        self.blocked = blocked or {}

    @classmethod
    def read(cls, folder: Path) -> LinkBook:
        """Both files of a home folder; empty where there are none. Raises DataError for a mistake in one."""
        path = folder / shortlinks.FILE
        short = shortlinks.read_shortlinks(path) if path.is_file() else ()
        return cls(short, blocklist.in_force(blocklist.read_lines(folder / blocklist.FILE)))

    @cached_property
    def version(self) -> str:
        """The hash of both; "" when both are empty."""
        if not self.short and not self.blocked:
            return ""
        told = [sorted(self.short.items()), sorted(self.blocked.items())]
        return hashlib.sha256(msgspec.json.encode(told)).hexdigest()

    def leads_to(self, address: Address) -> Led:
        """A short link to what it stands for, through at most three of them."""
        led = Led(address.key)
        for _ in range(3):
            known = self.short.get(led.key)
            if known is None:
                break
            led = Led(known.target, known)
        return led

    def blocks(self, key: str) -> Line | None:
        """The line that blocks a link, its host, or a host above it."""
        if not self.blocked:
            return None
        host, slash, path = key.partition("/")
        labels, steps = host.split("."), [part for part in path.split("/") if part]
        paths = ["/".join(("", *steps[:n])) for n in range(len(steps), -1, -1)] if slash else [""]
        for first in range(len(labels) - 1):
            above = ".".join(labels[first:])
            for below in paths:
                if line := self.blocked.get(above + below):
                    return line
        return None
