"""The numbers of clocks.yaml, read once: service times, alarms, terms from memory, zones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from ruamel.yaml import YAML

from suluh.errors import DataError

FILE = Path(__file__).parent / "data" / "clocks.yaml"
Mark = Literal["S", "M", "D"]  # a source, memory, a decision of the project


class Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Minutes to the receipt and to the first decision."""

    acknowledge: int
    first_decision: int
    mark: Mark
    note: str = ""


class LegalService(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Minutes to the receipt of an order; the facts that say by when it is carried out."""

    acknowledge: int
    mark: Mark
    regular_slot: str
    urgent_slot: str


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term of track B that no fact states."""

    starts: str
    mark: Mark
    note: str = ""
    days: int | None = None
    hours: int | None = None


class LawTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By when a report is filed under a law that is not the loaded election's."""

    days: int
    kind: Literal["hari", "hari kerja"]
    law: str  # as it is quoted
    mark: Mark


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    priorities: dict[str, Service]
    untriaged: str
    legal: LegalService
    partners: dict[str, dict[str, Service]]
    alarms: tuple[float, ...]
    track_b: dict[str, Term]
    laws: dict[str, LawTerm]
    first_day: Literal["next"]
    zones: dict[str, tuple[str, ...]]
    zones_mark: Mark


def read_tables(path: Path) -> Tables:
    """The tables of a file. Raises DataError for what is not understood."""
    try:
        raw: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        zones = dict(raw["zones"])
        mark = zones.pop("mark")
        return msgspec.convert({**raw, "zones": zones, "zones_mark": mark}, Tables)
    except (OSError, KeyError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path.name) from error


@cache
def tables() -> Tables:
    """The tables that come with Suluh."""
    return read_tables(FILE)
