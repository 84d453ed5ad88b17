"""The facts as data for programs: JSON and CSV, all together and each at an address that stays."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import msgspec

from suluh.facts import Fact
from suluh.guide.book import Book
from suluh.guide.pages import Page
from suluh.guide.speaking import FIRST

ROOT = "data/"
JSON, CSV, CHANGES = f"{ROOT}fakta.json", f"{ROOT}fakta.csv", f"{ROOT}perubahan.json"
COLUMNS = (
    "id", "slot", "statement_id", "statement_en", "value_type", "value", "jurisdiction", "region", "valid_from",
    "valid_to", "confidence", "firm", "changed", "source_title", "source_url", "source_ref",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would calculate these


def fact_address(fact: str) -> str:
    """
    >>> fact_address("ID-SCH-001")
    'data/fakta/ID-SCH-001.json'
    """
    return f"{ROOT}fakta/{fact}.json"


def data_page(book: Book, lang: str) -> Page:
    """Where the data stand; `told` is every fact, so that the page is also their list."""
    told = tuple(book.tell(f, lang) for f in book.known)
    return Page(path=ROOT, kind="data", lang=lang, title="", told=told)


def whole_json(book: Book) -> bytes:
    """Every fact with what the collection is."""
    about = book.facts.election
    whole = {
        "election": {"id": about.id, "name_id": about.name_id, "name_en": about.name_en, "law": about.law,
                     "invented": about.invented},
        "version": book.facts.version,
        "on": book.on,
        "facts": [plain(book, fact) for fact in book.known],
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(whole), indent=1)


def fact_json(book: Book, fact: str) -> bytes:
    """One fact. Raises KeyError when there is none."""
    encoded = msgspec.json.encode(plain(book, book.facts.by_id[fact]))
    return msgspec.json.format(encoded, indent=1)


def changes_json(book: Book) -> bytes:
    """What was published over the facts, newest first."""
    rows = sorted(book.changes, key=lambda c: (c.on, c.fact), reverse=True)
    return msgspec.json.format(msgspec.json.encode(rows), indent=1)


def whole_csv(book: Book) -> bytes:
    """Every fact on a line, with its first source. UTF-8 with a mark at its head, which spreadsheets need."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for fact in book.known:
        writer.writerow([_cell(value) for value in _row(book, fact)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def plain(book: Book, fact: Fact) -> dict[str, Any]:
    """A fact with its region's name, its history, and the address of its page."""
    told = book.tell(fact, FIRST)
    return {
        **{
            name: getattr(fact, name)
            for name in Fact.__struct_fields__
            if name not in ("file", "line")
        },
        "region": told.region_name,
        "firm": fact.firm,
        "changed": told.changed,
        "history": told.history,
        "page": f"fakta/{fact.id}/",
    }


def _row(book: Book, fact: Fact) -> list[object]:
    value = msgspec.to_builtins(fact.value)
    kind = value.pop("type")
    text = msgspec.json.encode(value).decode()
    source = fact.sources[0]
    changed = book.tell(fact, FIRST).changed
    return [
        fact.id, fact.slot, fact.statement_id, fact.statement_en, kind, text, fact.jurisdiction,
        book.region_name(fact.jurisdiction), fact.valid_from, fact.valid_to, fact.confidence, fact.firm, changed,
        source.title, source.url, source.ref,
    ]  # fmt: skip


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
