"""The pages: all groups on one, and one for each finding. Everything that came from a post is escaped."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from suluh.networks.found import Found, Group
from suluh.report.groups import drawing
from suluh.report.spoken import Spoken

_HERE = Path(__file__).parent
STATIC = (
    _HERE / "static"
)  # the style of these pages, for whoever shows a group on a page of his own


class Said(Spoken):
    """What the pages of groups say."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang, _words()[lang])

    def kinds(self, group: Group) -> str:
        """What a group shared, the most frequent kind first."""
        count = Counter(thing.kind for thing in group.things)
        return ", ".join(self(kind) for kind, _ in count.most_common())


@cache
def _words() -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((_HERE / "words.yaml").read_text("utf-8"), loader)


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


def in_short(group: Group, lang: str = "id") -> str:
    """A group in one sentence: how many, where, when, and what most of them shared."""
    say = Said(lang)
    return say(
        "in_short",
        n=say.number(len(group.members)),
        where=", ".join(group.platforms),
        when=say.days(group.first, group.last),
        kinds=say.kinds(group),
        says=group.things[0].says,
    )


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
