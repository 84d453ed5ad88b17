"""Names that may be spoken of: the places and people that the facts of an election know."""

from __future__ import annotations

import msgspec

from suluh.facts import Facts

_KIND = ("Kabupaten ", "Kota ", "Provinsi ", "Daerah Khusus Ibukota ", "Daerah Istimewa ")


class Hints(msgspec.Struct, frozen=True):
    """What helps to read speech. names: places and people, as they are written."""

    names: tuple[str, ...] = ()


def hints_of(facts: Facts, region: str | None = None) -> Hints:
    """The province and regencies that the facts speak of, or those of one region (Kemendagri code)."""
    codes = {fact.jurisdiction for fact in facts.facts}
    if region is not None:
        line = facts.regions.line(region)
        codes = {code for code in codes if code in line or region in facts.regions.line(code)}
    names = {_plain(facts.regions.name(code)) for code in codes if code != "ID"}
    return Hints(tuple(sorted(names)))


def _plain(name: str) -> str:
    """ "Kota Bandar Lampung" is spoken of as Bandar Lampung."""
    for kind in _KIND:
        name = name.removeprefix(kind)
    return name
