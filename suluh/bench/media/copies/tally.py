"""What became of the copies of one edit, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec


class Tally(msgspec.Struct):
    """Copies asked, how many the right one was found of at all and surely; false matches; processor seconds.

    The same by sound or picture stands beside it for video, and what another way of looking found (plain).
    """

    copies: int = 0
    found: int = 0
    act: int = 0
    sounding: int = 0  # found by picture or by sound
    sounding_act: int = 0
    plain: int = 0
    plain_false: int = 0
    false_suggest: int = 0
    false_act: int = 0
    template_suggest: int = (
        0  # the same template with other words: right by its pixels, not by its words
    )
    template_act: int = 0
    false_by_sound: int = 0
    same_loop: int = 0  # music that shares its four chords
    parts: int = 0  # pictures or frames looked at
    seconds: float = 0.0

    def count(self, levels: Mapping[str, str], known: str, template: str = "") -> None:
        """One copy: the level of every known medium that was found (suggest | act)."""
        self.copies += 1
        self.found += known in levels
        self.act += levels.get(known) == "act"
        counted = Counter(level for name, level in levels.items() if name not in (known, template))
        self.false_suggest += counted["suggest"]
        self.false_act += counted["act"]
        self.template_suggest += levels.get(template) == "suggest"
        self.template_act += levels.get(template) == "act"

    def add(self, other: Tally) -> None:
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


SHARES = ("found", "act", "sounding", "sounding_act", "plain")


def summed(found: Mapping[str, Tally]) -> dict[str, Any]:
    """Rows by edit, and the mean of their shares with the sums of everything else."""
    whole = Tally()
    for tally in found.values():
        whole.add(tally)
    rows = {edit: row(tally) for edit, tally in found.items()}
    return {"edits": rows, "mean": row(whole)}


def row(tally: Tally) -> dict[str, Any]:
    """Shares of the copies asked, counts of the rest, milliseconds for a picture or frame."""
    figures = {name: getattr(tally, name) for name in tally.__struct_fields__}
    shares = {name: figures[name] / max(1, tally.copies) for name in SHARES}
    ms = 1000 * figures.pop("seconds") / max(1, figures.pop("parts"))
    return {**figures, **shares, "ms": ms}


def merged(many: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Tallies by edit of several processes, added up."""
    whole: dict[str, Tally] = {}
    for tallies in many:
        for edit, tally in tallies.items():
            whole.setdefault(edit, Tally()).add(tally)
    return whole
