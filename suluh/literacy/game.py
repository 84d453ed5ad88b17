"""The game "Dapur Hoaks": a weak dose of each technique in an invented village, and why it misleads.

It follows the games of inoculation research (Roozenbeek & van der Linden 2019): in some rounds the player spots the
technique, in others spreads the rumour. Nobody's score leaves the device, so there is none here.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from suluh.errors import DataError
from suluh.literacy.reading import read
from suluh.literacy.techniques import techniques


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    why: str
    right: bool = False


class Round(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question. `craft`: the player has the part of the spreader. `message` is empty where the scene says it all."""

    technique: str
    kind: Literal["spot", "craft"]
    scene: str
    ask: str
    choices: tuple[Choice, ...]
    message: str = ""


@cache
def rounds(lang: str) -> tuple[Round, ...]:
    """Raises DataError for a round without exactly one right answer or about an unknown technique."""
    found = read("game.yaml", lang, tuple[Round, ...])
    known = {t.id for t in techniques(lang)}
    for one in found:
        if one.technique not in known:
            raise DataError(f'unknown technique "{one.technique}"', file="game.yaml")
        if sum(c.right for c in one.choices) != 1:
            raise DataError(f"{one.technique}: exactly one answer must be right", file="game.yaml")
    return found
