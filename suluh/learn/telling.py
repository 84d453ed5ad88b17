"""A lesson's Markdown as HTML. What it quotes is told from the facts of today, never from a copy in the lesson."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt

from suluh.facts import Facts
from suluh.learn.course import Rulebook
from suluh.learn.stale import QUOTE

WayTo = Callable[[str], str]  # the id of a fact → its address as seen from the page
_ALONE = re.compile(rf"<p>{QUOTE.pattern}</p>")


def told(body: str, facts: Facts, rules: Rulebook, way: WayTo, lang: str = "id") -> str:
    """HTML of a lesson. HTML in the Markdown is shown as text.

    `[[ID]]` alone in its paragraph becomes a box that says the fact or rule; in a sentence, its code and the way there.
    """
    page = str(_markdown().render(body))
    boxed = _ALONE.sub(lambda found: _box(found[1], facts, rules, way, lang), page)
    return QUOTE.sub(lambda found: _code(found[1], facts, way), boxed)


def _box(quote: str, facts: Facts, rules: Rulebook, way: WayTo, lang: str) -> str:
    fact, title = facts.get(quote), rules.title(quote, lang)
    if fact:
        said = html.escape(fact.statement_en if lang == "en" else fact.statement_id)
    elif title:
        said = f"<b>{html.escape(title)}.</b> {html.escape(rules.says(quote, lang))}"
    else:
        said = ""
    return f'<blockquote class="quoted"><p>{said} {_code(quote, facts, way)}</p></blockquote>'


def _code(quote: str, facts: Facts, way: WayTo) -> str:
    if facts.get(quote):
        return f'<a href="{html.escape(way(quote))}">{quote}</a>'
    return f"<code>{quote}</code>"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
