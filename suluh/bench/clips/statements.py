"""Statements on how, when and with what one votes, for made speech and pictures, with the values to be understood."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

KINDS = ("date", "hour", "document", "method")


class Statement(msgspec.Struct, frozen=True):
    """A sentence and what it says.

    slots: date as ISO days ("a/b" a period, "a b" two days), hour as "HH:MM" or "HH:MM-HH:MM" ("24" for all day),
    document and method as the words that name them, polarity yes | no where "not" turns the sense.
    """

    number: int  # its row within its kind
    kind: str
    text: str
    slots: dict[str, str]
    true: bool
    fact: str  # the fact that it agrees with or contradicts


@cache
def statements() -> tuple[Statement, ...]:
    """All of them, kind after kind, as in statements.yaml."""
    rows = yaml.safe_load(Path(__file__).with_name("statements.yaml").read_text(encoding="utf-8"))
    return tuple(
        Statement(number, kind, text, {k: _word(v) for k, v in slots.items()}, true, fact)
        for kind in KINDS
        for number, (text, slots, true, fact) in enumerate(rows[kind])
    )


def _word(value: object) -> str:
    """YAML reads yes and no as truth."""
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )


def half(seed: int) -> tuple[Statement, ...]:
    """The statements of an even seed (to tune on) or an odd one (to report on): rows go to the halves two by two."""
    return tuple(s for s in statements() if s.number // 2 % 2 == seed % 2)


def statement(seed: int) -> Statement:
    """One statement of the seed's half; sixty-four seeds of a half walk through all of it, kinds in turn."""
    chosen = half(seed)
    each = len(chosen) // len(KINDS)
    step = seed // 2
    return chosen[step % len(KINDS) * each + step // len(KINDS) % each]
