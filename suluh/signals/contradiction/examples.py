"""Posts written for this detector, with what each contradicts: its examples and its first test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from suluh.content import WIB

FILE = Path(__file__).parent / "data" / "examples.yml"
POSTED = datetime(2024, 11, 20, 10, 0, tzinfo=WIB)
_TIME = re.compile(r"\[([^\]]+)\] ")


class Example(NamedTuple):
    """A post, the fact it contradicts (None: left alone), the fact it is about, and when it was posted."""

    text: str
    contradicts: str | None
    about: str
    posted_at: datetime


@lru_cache(maxsize=1)
def examples() -> tuple[Example, ...]:
    """Every example, in the order of the file."""
    facts: dict[str, dict[str, Any]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tuple(_of(facts))


def _of(facts: dict[str, dict[str, Any]]) -> Iterator[Example]:
    for fact, posts in facts.items():
        for wrong in (True, False):
            for line in posts["wrong" if wrong else "left"]:
                time = _TIME.match(str(line))
                posted = datetime.fromisoformat(time[1]).replace(tzinfo=WIB) if time else POSTED
                text = str(line)[time.end() :] if time else str(line)
                yield Example(text, fact if wrong else None, fact, posted)


def as_pairs() -> list[tuple[str, str | None]]:
    """The examples posted at the usual time, as every detector lists its own."""
    return [(e.text, e.contradicts) for e in examples() if e.posted_at == POSTED]
