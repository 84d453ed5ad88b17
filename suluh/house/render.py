"""A page as HTML. Every address in it is relative, so that the site works in any folder of any server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from suluh.facts import Election
from suluh.guide.pages import Page, Told
from suluh.guide.speaking import FIRST, day, day_said
from suluh.house.cards import card_address, has_card
from suluh.house.files import addresses
from suluh.house.icons import FOR_APPLE
from suluh.house.words import FACTS_IN, Words, is_told, languages, words
from suluh.learn.pages import CHOICES

TEMPLATES = Path(__file__).parent / "templates"


class Setting(msgspec.Struct, frozen=True):
    """What a page needs beside itself. `url`: the public address with a slash at its end, "" when it is not known."""

    election: Election
    on: date  # WIB
    vote: date
    over: bool
    version: str  # of the facts
    url: str = ""
    paths: frozenset[str] = frozenset()  # what the guide holds, without languages
    search: Mapping[str, str] = msgspec.field(
        default_factory=dict
    )  # language → the index of its search
    checker: str = (
        ""  # where the checker is served, with a slash at its end; "" when nowhere but here
    )
    served: bool = False  # by a server that has the desks too, not as plain files


def address_of(path: str, lang: str) -> str:
    """
    >>> address_of("tanya/kapan/", "id"), address_of("tanya/kapan/", "en")
    ('tanya/kapan/', 'en/tanya/kapan/')
    """
    return path if lang == FIRST else f"{lang}/{path}"


def render(page: Page, setting: Setting, root: str | None = None) -> str:
    """The page's HTML. What facts say is escaped. root: the way to the front page; worked out when it is not given."""
    said = words(page.lang)
    address = address_of(page.path, page.lang)
    root = "../" * address.count("/") if root is None else root
    return (
        _environment()
        .get_template(f"{page.kind}.html.j2")
        .render(
            page=page,
            s=setting,
            w=said,
            say=said.say,
            root=root,
            to=_way(root, page.lang),
            file=_file(root),
            touch_icon=root + FOR_APPLE.address,
            here=address,
            card=card_address(address) if has_card(address) else "",
            other=_others(page, root),
            data=[_script_safe(each) for each in page.data],
            unlike=partial(_unlike, page.lang),
            facts_lang=page.lang if page.lang in FACTS_IN else FIRST,
            day=lambda when: day(when, page.lang),
            day_said=lambda iso: day_said(iso, page.lang),
            w_id=words(FIRST),
            day_id=lambda when: day(when, FIRST),
            choices=CHOICES,
            sources_of=sources_of,
        )
    )


def sources_of(told: Iterable[Told]) -> list[tuple[str, str | None]]:
    """Title and address of every source, each once, in their order."""
    return list(dict.fromkeys((s.title, s.url) for t in told for s in t.sources))


def _unlike(lang: str, text: str) -> Markup:
    """The attribute of an element whose text is in another language than its page; nothing where it is in the same."""
    own = getattr(text, "lang", lang)
    return Markup("") if own == lang else Markup(' lang="{}"').format(own)


def _way(root: str, lang: str) -> Any:
    """A path inside the guide as seen from here, in the reader's language where it has the page."""
    return lambda path: (root + address_of(path, lang if is_told(path, lang) else FIRST)) or "./"


def _file(root: str) -> Any:
    return lambda name: root + addresses()[name]


def _others(page: Page, root: str) -> list[tuple[Words, str]]:
    return [
        (words(lang), (root + address_of(page.path, lang)) or "./")
        for lang in languages()
        if lang != page.lang and page.kind != "missing" and is_told(page.path, lang)
    ]


def _script_safe(data: Mapping[str, Any]) -> Markup:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["j2"]),
        undefined=StrictUndefined,
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment
