"""The neutral banner for platforms, as data: the same words on every post about the election, whoever wrote it."""

from __future__ import annotations

import json
from typing import Any

from suluh.actions.wording import phrase
from suluh.facts import Fact
from suluh.guide.book import Book
from suluh.guide.speaking import statement
from suluh.guide.telling import fact_path
from suluh.house.checker.sure import firm
from suluh.house.checker.telling import source_of
from suluh.house.render import address_of

ADDRESS = "data/label.json"
LANGUAGES = ("id", "en")  # in which statements of reasons and labels are written
SLOTS = ("voting_date", "voting_hours", "notice_not_mandatory", "check_dpt_url")


def label_json(book: Book, url: str) -> bytes:
    """The label's texts, the same for all posts, and those beside a fact. url: the guide's address, "" when unknown."""
    facts = [f for slot in SLOTS for f in book.facts.of_slot(slot)]
    content = {
        "election": book.facts.election.id,
        "facts_version": book.facts.version,
        "on": book.on.isoformat(),
        "over": book.over,
        "neutral": {lang: _neutral(url, lang) for lang in LANGUAGES},
        "beside_a_fact": [_beside(f, url) for f in firm((f.id for f in facts), book.facts)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _neutral(url: str, lang: str) -> dict[str, str]:
    address = url + address_of("", lang) if url else ""
    link = f" {address}" if address else ""
    return {"text": phrase("label_info_label", lang, link=link), "link": address}


def _beside(fact: Fact, url: str) -> dict[str, Any]:
    source = source_of(fact)
    named = source.ref or source.title
    said: dict[str, Any] = {"fact": fact.id, "source": source.url}
    for lang in LANGUAGES:
        says = statement(fact, lang)
        text = phrase("label_context_label", lang, fact=says, source=named)
        link = url + address_of(fact_path(fact.id), lang) if url else ""
        said[lang] = {"text": text, "link": link}
    return said
