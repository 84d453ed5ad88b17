"""Copies of known cards, edit by edit, and cards that nobody put into the bank."""

from __future__ import annotations

import io
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from PIL import Image

from suluh.bench.clips.cards import card
from suluh.bench.clips.edits import CHANGES, PICTURE_EDITS
from suluh.bench.media.copies.distractors import Pixels, sentence
from suluh.bench.media.copies.peers import PlainPdq
from suluh.bench.media.copies.tally import Tally
from suluh.media.prints.known import Remembered, remember_picture
from suluh.media.prints.match import Match
from suluh.media.prints.search import Copies

STRANGERS, OTHERS = 400_000, 200_000  # their first seeds


def known_pictures(seeds: Iterable[int]) -> Iterator[tuple[str, Remembered]]:
    return ((f"card-{seed}", remember_picture(picture_of(seed))) for seed in seeds)


def other_cards(count: int, first: int) -> Iterator[tuple[str, Remembered]]:
    """With words of their own and with their points."""
    for seed in range(OTHERS + first, OTHERS + first + 2 * count, 2):
        small = card(seed, sentence(seed), size=(540, 675)).image.convert("RGB")
        yield f"other-{seed}", remember_picture(np.asarray(small))


def picture_of(seed: int, text: str | None = None) -> Pixels:
    """The card of a seed as pixels, with its own statement or another text."""
    return np.asarray(card(seed, text).image.convert("RGB"))


def edited(picture: Pixels, edit: str) -> Pixels:
    """As EDITS would write it and anybody would read it."""
    change, saved = CHANGES[edit], io.BytesIO()
    Image.fromarray(np.ascontiguousarray(change.look(picture))).save(
        saved, "JPEG", quality=change.jpeg
    )
    return np.asarray(Image.open(saved).convert("RGB"))


def measured(bank: Copies, plain: PlainPdq, seeds: Sequence[int]) -> dict[str, Tally]:
    """What was found of the copies of each seed's card; `plain` holds the known cards too."""
    found = {edit: Tally() for edit in PICTURE_EDITS}
    for seed in seeds:
        known = picture_of(seed)
        for edit, tally in found.items():
            copy = edited(known, edit)
            began = time.process_time()
            matches = bank.find_picture(copy)
            tally.seconds += time.process_time() - began
            tally.parts += 1
            tally.count(levels_of(matches), f"card-{seed}")
            named = plain.query(copy)
            tally.plain += f"card-{seed}" in named
            tally.plain_false += len(named - {f"card-{seed}"})
    return found


def levels_of(matches: Iterable[Match]) -> dict[str, str]:
    return {match.known: match.level for match in matches}


def strangers(bank: Copies, count: int, first: int) -> dict[str, Any]:
    """Cards that are not in the bank, on templates that may be, with words of their own; each as it is."""
    seeds = range(STRANGERS + first, STRANGERS + first + 2 * count, 2)
    found = {seed: bank.find_picture(picture_of(seed, sentence(seed))) for seed in seeds}
    levels = [matches[0].level for matches in found.values() if matches]
    return {
        "asked": count,
        "suggest": levels.count("suggest"),
        "act": levels.count("act"),
        "matches": sum(map(len, found.values())),
        "comparisons": count * len(bank),
    }
