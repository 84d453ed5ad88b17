"""The pages: all groups on one, and one for each finding. Everything that came from a post is escaped."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from suluh.content import WIB
from suluh.facts.values import MONTHS
from suluh.networks.found import Found, Group
from suluh.report.groups import drawing

_HERE = Path(__file__).parent
STATIC = (
    _HERE / "static"
)  # the style of these pages, for whoever shows a group on a page of his own
_ENGLISH = (
    "January February March April May June July August September October November December".split()
)


class Said:
    """Numbers, times and phrases in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words: dict[str, str] = _words()[lang]

    def __call__(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)

    def number(self, value: int) -> str:
        return f"{value:,}" if self.lang == "en" else f"{value:,}".replace(",", ".")

    def share(self, value: float | None) -> str:
        """0.123 as 12,3% in Indonesian."""
        if value is None:
            return "–"
        said = f"{100 * value:.1f}".removesuffix(".0")
        return f"{said}%" if self.lang == "en" else f"{said}%".replace(".", ",")

    def p(self, value: float) -> str:
        said = f"{value:.2g}" if value else "0"
        return said if self.lang == "en" else said.replace(".", ",")

    def moment(self, value: datetime | None) -> str:
        """20 November 2024, 10.15 WIB."""
        if value is None:
            return self("unknown")
        here = value.astimezone(WIB)
        return f"{self.day(here)}, {here:%H.%M} WIB"

    def day(self, value: datetime | None) -> str:
        if value is None:
            return self("unknown")
        here = value.astimezone(WIB)
        month = _ENGLISH[here.month - 1] if self.lang == "en" else MONTHS[here.month - 1]
        return f"{here.day} {month} {here.year}"

    def days(self, first: datetime, last: datetime) -> str:
        """From one day to another: 19–25 November 2024, or both in full when their months differ."""
        one, two = first.astimezone(WIB), last.astimezone(WIB)
        if one.date() == two.date():
            return self.day(one)
        if (one.year, one.month) == (two.year, two.month):
            return f"{one.day}–{self.day(two)}"
        return f"{self.day(one)} – {self.day(two)}"

    def lasting(self, seconds: float) -> str:
        """A length of time in its largest fitting unit."""
        for unit, size in (("day", 86_400), ("hour", 3600), ("minute", 60)):
            if seconds >= 2 * size or seconds == size:
                return f"{self._short(seconds / size)} {self(unit)}"
        return f"{self._short(seconds)} {self('second')}"

    def _short(self, value: float) -> str:
        said = f"{value:.1f}".removesuffix(".0")
        return said if self.lang == "en" else said.replace(".", ",")

    def kinds(self, group: Group) -> str:
        """What a group shared, the most frequent kind first."""
        count = Counter(thing.kind for thing in group.things)
        return ", ".join(self(kind) for kind, _ in count.most_common())


@cache
def _words() -> Any:
    return yaml.safe_load((_HERE / "words.yaml").read_text("utf-8"))


@cache
def _environment() -> Environment:
    loader = FileSystemLoader([_HERE / "templates", STATIC])
    found = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    found.trim_blocks = found.lstrip_blocks = True
    return found


def index(found: Found, pages: set[str], lang: str) -> str:
    """The page of all groups. pages: ids of the groups that have one of their own."""
    return _environment().get_template("index.html.j2").render(f=found, pages=pages, say=Said(lang))


def one(group: Group, graph: str, lang: str) -> str:
    """The page of one group. graph: its picture of the ties."""
    return _environment().get_template("group.html.j2").render(_told(group, graph, lang))


def portrait(group: Group, lang: str) -> Markup:
    """The same as a part of another page, on which the points of the picture lead to rows of its own."""
    graph = drawing.graph(group, f"{group.id}: {Said(lang)('graph')}", page="")
    return Markup(_environment().get_template("portrait.html.j2").render(_told(group, graph, lang)))


def _told(group: Group, graph: str, lang: str) -> dict[str, Any]:
    say = Said(lang)
    return {
        "g": group,
        "say": say,
        "most": drawing.MOST,
        "colours": drawing.colours(group),
        "graph": Markup(graph),
        "timeline": Markup(drawing.timeline(group, f"{group.id}: {say('timeline')}")),
        "hours": Markup(drawing.hours(group, f"{group.id}: {say('hours')}")),
    }
