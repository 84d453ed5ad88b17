"""Names that may be spoken of: the places and people that the facts of an election know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from suluh.facts import Facts
from suluh.facts.fact import Fact
from suluh.facts.values import RecordValue

_KIND = ("Kabupaten ", "Kota ", "Provinsi ", "Daerah Khusus Ibukota ", "Daerah Istimewa ")
PAIR = "candidate_pair"


class Hints(msgspec.Struct, frozen=True):
    """What helps to read speech, and is no evidence. names: places and people, as they are written."""

    names: tuple[str, ...] = ()


def hints_of(facts: Facts, region: str | None = None) -> Hints:
    """The province and regencies that the facts speak of, or those of one region (Kemendagri code) and its candidates."""
    codes = {fact.jurisdiction for fact in facts.facts}
    people: set[str] = set()
    if region is not None:
        line = facts.regions.line(region)
        codes = {code for code in codes if code in line or region in facts.regions.line(code)}
        people = set(_people(fact for fact in facts.facts if fact.jurisdiction in line))
    names = {_plain(facts.regions.name(code)) for code in codes if code != "ID"}
    return Hints(tuple(sorted(names | people)))


def _people(facts: Iterable[Fact]) -> Iterator[str]:
    """Who stands for election, both of each pair."""
    for fact in facts:
        if fact.slot == PAIR and isinstance(fact.value, RecordValue):
            pair = str(fact.value.fields.get("pair", ""))
            yield from (name.strip() for name in pair.split(" - ") if len(name.strip()) > 3)


def _plain(name: str) -> str:
    """ "Kota Bandar Lampung" is spoken of as Bandar Lampung."""
    for kind in _KIND:
        name = name.removeprefix(kind)
    return name
