"""As what the network writes a sound down: costs counted on made speech, in data/bunyi.yaml."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from suluh.errors import DataError

FILE = Path(__file__).parent / "data" / "bunyi.yaml"
SOUNDS = "abcdefghijklmnopqrstuvwxyzŋñ"
NONE = len(SOUNDS)  # stands behind the last sound of a word


class Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    asing: float
    tambah: dict[str, float]
    hilang: dict[str, float]
    tertukar: dict[str, dict[str, float]]


class Channel(NamedTuple):
    """Costs are -log probabilities beside that of the right sound. taken[heard, meant], lost[meant], added[heard]."""

    taken: NDArray[np.float32]
    lost: NDArray[np.float32]
    added: NDArray[np.float32]


class Prices(NamedTuple):
    """What a search pays, sound by sound: for a text the same everywhere, for sounds that were heard (phones.py) as
    likely as they were. taken, lost: heard × meant; lost at 0 is before the first."""

    taken: NDArray[np.float32]
    lost: NDArray[np.float32]
    added: NDArray[np.float32]


def written_prices(sounds: str) -> Prices:
    """Of sounds that come from what was written down."""
    costs = channel()
    numbers = [SOUNDS.index(one) for one in sounds]
    lost = np.repeat(costs.lost[None], len(sounds) + 1, axis=0)
    return Prices(costs.taken[numbers], lost, costs.added[numbers])


@cache
def channel() -> Channel:
    """The file. Raises DataError for a mistake in it."""
    try:
        rows = msgspec.convert(YAML(typ="safe").load(FILE.read_text("utf-8")), Rows, strict=False)
    except (MarkedYAMLError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=FILE.name) from error
    taken = np.full((NONE + 1, NONE + 1), rows.asing, np.float32)
    np.fill_diagonal(taken, 0.0)
    for meant, others in rows.tertukar.items():
        for heard, cost in others.items():
            taken[SOUNDS.index(heard), SOUNDS.index(meant)] = cost
    lost = np.array([rows.hilang.get(c, rows.asing) for c in SOUNDS] + [0.0], np.float32)
    other = rows.tambah["lain"]
    added = np.array([rows.tambah.get(c, other) for c in SOUNDS] + [other], np.float32)
    return Channel(taken, lost, added)


@lru_cache(maxsize=1 << 14)
def written_as(meant: str, heard: str) -> float:
    """What it costs (-log probability, the right sounds being free) that `meant` was written down as `heard`."""
    costs = _prices()
    row = [0.0]
    for one in heard:
        row.append(row[-1] + costs.added[SOUNDS.index(one)])
    for one in meant:
        row = _next(row, SOUNDS.index(one), heard, costs)
    return row[-1]


class _Prices(NamedTuple):
    """The channel as plain numbers, which are five times quicker to look up one by one."""

    taken: list[list[float]]
    lost: list[float]
    added: list[float]


@cache
def _prices() -> _Prices:
    return _Prices(*(costs.tolist() for costs in channel()))


def _next(row: list[float], meant: int, heard: str, costs: _Prices) -> list[float]:
    lost = costs.lost[meant]
    fresh = [row[0] + lost]
    for j, one in enumerate(heard):
        number = SOUNDS.index(one)
        taken = row[j] + costs.taken[number][meant]
        fresh.append(min(taken, row[j + 1] + lost, fresh[j] + costs.added[number]))
    return fresh
