"""The pages of the guide as nouns: what stands on each, in the order in which it is read. No HTML."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from suluh.guide.told import Told


class Link(msgspec.Struct, frozen=True):
    """`path` is inside the guide, without the language."""

    path: str
    title: str
    says: str = ""  # a few words of what is there


class Elsewhere(msgspec.Struct, frozen=True):
    """The answer in a region where it is another one than in the nation."""

    code: str
    name: str
    answer: str
    told: tuple[Told, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page in one language. The answer comes first, then the facts it stands on, each with its sources."""

    path: str  # "tanya/kapan/"; "" is the front page
    kind: str  # which layout shows it: question, fact, region ...
    lang: str
    title: str
    answer: str = ""  # one sentence where that is possible
    more: str = ""  # what belongs to the answer and is read after it
    told: tuple[Told, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    links: tuple[Link, ...] = ()
    data: tuple[dict[str, Any], ...] = ()  # schema.org, for programs
    body: Any = None  # what only this kind has

    @property
    def changed(self) -> date | None:
        """The newest change of a fact on it, None when none ever changed."""
        return max((t.changed for t in self.told if t.changed), default=None)

    @property
    def sourced(self) -> bool:
        return all(t.sources for t in self.told)


__all__ = ["Elsewhere", "Link", "Page", "Told"]
