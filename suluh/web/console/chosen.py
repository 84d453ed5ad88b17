"""What the installation chose for its review desk: console.yaml in its folder, over the one beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
import yaml
from msgspec import Meta

from suluh.errors import RequestError
from suluh.web import home

NAME = "console.yaml"
Part = Annotated[float, Meta(ge=0, le=1)]
Minutes = Annotated[int, Meta(ge=0, le=100_000)]


class SecondLooks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many decided cases go to a second person, and for how long (days)."""

    part: Part
    of_rule: dict[str, Part]
    days: Annotated[int, Meta(ge=1, le=3650)]

    def of(self, rule: str) -> float:
        """The part for a rule, given as `policy@version/rule` or as its id alone."""
        return self.of_rule.get(rule.rpartition("/")[2], self.part)


class ShiftWays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a page suggests a rest; all in minutes."""

    rest_after: Minutes
    rest_of: Minutes
    ask_again: Minutes
    new_after: Minutes


class Chosen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every choice, with its value."""

    second_looks: SecondLooks
    shift: ShiftWays


@cache
def chosen() -> Chosen:
    """As the installation has it. Raises RequestError for a file that says something else."""
    ours, theirs = Path(__file__).parent / NAME, home.folder() / NAME
    told = _read(ours)
    for part, values in (_read(theirs) if theirs.is_file() else {}).items():
        both = isinstance(values, dict) and isinstance(told.get(part), dict)
        told[part] = told[part] | values if both else values
    try:
        return msgspec.convert(told, Chosen)
    except msgspec.ValidationError as error:
        raise RequestError(f"{theirs}: {error}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise RequestError(f"{path}: cannot be read ({' '.join(str(error).split())})") from error
    if found is not None and not isinstance(found, dict):
        raise RequestError(f"{path}: headings with values are expected")
    return found or {}
