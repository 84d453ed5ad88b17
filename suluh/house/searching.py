"""The search of the guide as bytes: a page for a question asked of the server, an index for the page's script."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from suluh.guide.book import Book
from suluh.guide.questions import FILE as QUESTIONS
from suluh.guide.search import index, lexicon, resembling, trust
from suluh.guide.search.answering import LONGEST, PATH, found_page
from suluh.guide.search.sent import sent
from suluh.house.render import address_of, render
from suluh.house.words import languages

if TYPE_CHECKING:
    from suluh.house.site import Site

FIELDS = 20  # in a query; a request with more asks nothing
WRITTEN: tuple[Path, ...] = (
    QUESTIONS,
    lexicon.FILE,
    index.FILE,
    resembling.FILE,
    trust.FILE,
    Path(__file__),
)


def index_address(book: Book, lang: str) -> str:
    """Another one whenever the index can be another: it may be kept for ever."""
    what = f"{book.facts.election.id} {book.facts.version} {book.on}".encode()
    mark = hashlib.sha256(what + b"".join(p.read_bytes() for p in WRITTEN)).hexdigest()[:8]
    return f"a/tanya-{lang}.{mark}.json"


def index_json(site: Site, lang: str) -> bytes:
    """The index of one language, about 45 kB packed."""
    content = sent(site.book, site.index, lang)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def asked(address: str, query: str) -> tuple[str, str] | None:
    """Language and question of a request; None when it asks nothing. query: as it was sent."""
    lang = next((one for one in languages() if address == address_of(PATH, one)), None)
    if lang is None:
        return None
    try:
        fields = parse_qs(query[: LONGEST * 12], max_num_fields=FIELDS)
    except ValueError:
        return None
    text = " ".join(fields.get("q", ("",))[0].split())
    return (lang, text) if text else None


def found_html(site: Site, lang: str, text: str) -> bytes:
    """The page that answers."""
    page = found_page(site.book, site.index, text, lang, site.sentences)
    return render(page, site.setting).encode()
