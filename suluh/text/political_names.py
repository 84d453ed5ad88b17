"""The list of national politicians and parties whose names are hidden from every score."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

_FILE = Path(__file__).parent / "data" / "political_names.yaml"


@cache
def political_names() -> dict[str, dict[str, tuple[str, ...]]]:
    """Group ("parties", "people", "pairs") → identity → ways of writing it."""
    data = YAML(typ="safe").load(_FILE)
    return {
        group: {key: tuple(str(n) for n in names) for key, names in identities.items()}
        for group, identities in data.items()
    }
