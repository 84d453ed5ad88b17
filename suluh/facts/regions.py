"""The 38 provinces and 514 regencies and cities, by Kemendagri code."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import msgspec

NATION = "ID"
_FILE = Path(__file__).parent / "data" / "regions.csv"


class Region(msgspec.Struct, frozen=True):
    code: str  # "ID", "18" or "18.71"
    name: str

    @property
    def level(self) -> str:
        return "nation" if self.code == NATION else "regency" if "." in self.code else "province"

    @property
    def parent(self) -> str | None:
        if self.code == NATION:
            return None
        return self.code.split(".")[0] if "." in self.code else NATION


class Regions(msgspec.Struct, frozen=True):
    by_code: dict[str, Region]

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def name(self, code: str) -> str:
        """The name, or the code itself when unknown."""
        region = self.by_code.get(code)
        return region.name if region else code

    def line(self, code: str | None) -> tuple[str, ...]:
        """From the narrowest to the widest: ("18.71", "18", "ID"). An unknown code leaves the nation.

        >>> regions().line("18.71")
        ('18.71', '18', 'ID')
        """
        found = self.by_code.get(code or NATION)
        line = []
        while found:
            line.append(found.code)
            found = self.by_code.get(found.parent) if found.parent else None
        return tuple(line) or (NATION,)

    def pairs(self) -> list[tuple[str, str]]:
        """(code, name) of every province and regency."""
        return [(r.code, r.name) for r in self.by_code.values() if r.code != NATION]


@cache
def regions() -> Regions:
    """All regions; read once."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = [Region(row["code"], row["name"]) for row in csv.DictReader(file)]
    return Regions({r.code: r for r in [Region(NATION, "Indonesia"), *rows]})
