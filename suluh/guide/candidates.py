"""Who stands where: the same form and order for all, by ballot number. The empty column is one of them. No logos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from suluh.facts import NATION, Fact
from suluh.facts.values import RecordValue
from suluh.guide.book import Book
from suluh.guide.pages import Link, Page
from suluh.guide.told import Told

SLOT = "candidate_pair"
ROOT = "calon/"


class Column(msgspec.Struct, frozen=True):
    """One column of the ballot."""

    number: int
    name: str  # as the list has it; "" for the empty column
    full: str  # as on the ballot
    empty: bool
    told: Told


class Missing(msgspec.Struct, frozen=True):
    """`provinces`: names of those of which no ballot at all is known here."""

    here: int  # ballots that are known
    provinces: tuple[str, ...]


class Ballot(msgspec.Struct, frozen=True):
    region: str
    region_name: str
    office: str  # in Indonesian, as the fact has it
    columns: tuple[Column, ...]  # by number


def path_of(code: str) -> str:
    return f"{ROOT}{code}/"


def has_candidates(book: Book, code: str) -> bool:
    return any(f.jurisdiction == code for f in book.facts.by_slot.get(SLOT, ()))


def ballot(book: Book, code: str, lang: str) -> Ballot:
    """The columns of a region's own ballot as they stand on the day; a withdrawn one keeps its place and says so."""
    facts = [f for f in book.facts.by_slot.get(SLOT, ()) if f.jurisdiction == code]
    numbers = sorted({_fields(f)["number"] for f in facts})
    shown = [_in_force(book, [f for f in facts if _fields(f)["number"] == n]) for n in numbers]
    office = str(_fields(facts[0]).get("office", "")) if facts else ""
    return Ballot(
        code, book.region_name(code), office, tuple(_column(book, f, lang) for f in shown)
    )


def candidates_page(book: Book, code: str, lang: str) -> Page:
    """The ballot of a region, with the rule for the empty column where there is one on it."""
    found = ballot(book, code, lang)
    told = [c.told for c in found.columns]
    if any(c.empty for c in found.columns):
        told += [book.tell(f, lang) for f in book.facts.of_slot("single_candidate_threshold")]
    return Page(
        path=path_of(code),
        kind="candidates",
        lang=lang,
        title=book.region_name(code),
        told=tuple(told),
        body=found,
    )


def ballots_page(book: Book, lang: str) -> Page:
    """The regions whose candidates are known here, and where to read about all others."""
    codes = sorted({f.jurisdiction for f in book.facts.by_slot.get(SLOT, ())})
    about = book.facts.of_slot("candidate_info_url")
    return Page(
        path=ROOT,
        kind="ballots",
        lang=lang,
        title="",
        told=tuple(book.tell(f, lang) for f in about),
        links=tuple(Link(path_of(code), book.region_name(code)) for code in codes),
        body=_missing(book, codes),
    )


def _missing(book: Book, codes: Sequence[str]) -> Missing:
    known = {code.split(".")[0] for code in codes}
    others = [code for code in book.regions_in.get(NATION, ()) if code not in known]
    return Missing(len(codes), tuple(book.region_name(code) for code in others))


def _in_force(book: Book, versions: Sequence[Fact]) -> Fact:
    today = [f for f in versions if f.holds_on(book.on)]
    return (today or sorted(versions, key=lambda f: str(f.valid_from)))[-1]


def _column(book: Book, fact: Fact, lang: str) -> Column:
    fields = _fields(fact)
    empty = bool(fields.get("is_blank"))
    name = "" if empty else str(fields["pair"])
    full = "" if empty else str(fields.get("official_name", ""))
    return Column(int(fields["number"]), name, full, empty, book.tell(fact, lang))


def _fields(fact: Fact) -> dict[str, Any]:
    return fact.value.fields if isinstance(fact.value, RecordValue) else {}
