"""How the search grows with the bank, and how long a bank takes to open, first and again."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from suluh.media.bank import Added, Known, append
from suluh.media.bank.bank import Bank
from suluh.media.bank.known import FRAME
from suluh.media.bank.store import standing
from suluh.media.prints.index import Index

T = TypeVar("T")
Pixels = NDArray[np.uint8]
GROWTH = (1_000, 10_000, 100_000, 1_000_000, 4_000_000)  # prints; a known frame has four
OPENING = (1_000, 100_000, 1_000_000)
ASKED = 8  # prints of one frame that are looked for: four views, as they are and in the mirror
VIEWS = 8  # prints of one picture
DAY = datetime(2024, 11, 20, tzinfo=UTC)


def opening(prints: int) -> dict[str, Any]:
    """Processor seconds until a bank of pictures, eight prints each and no points, can be searched.

    file: its own file read; made: the index without a kept one; kept: with it; and after one more was added.
    """
    with tempfile.TemporaryDirectory() as name:
        folder, kept = Path(name) / "bank", Path(name) / "cache"
        append(folder, map(Added, _known(prints // VIEWS)))
        read, known = _timed(lambda: tuple(standing(folder).values()))
        made, bank = _timed(lambda: _opened(known, kept))
        again, _ = _timed(lambda: _opened(known, kept))
        more, _ = _timed(lambda: _opened((*known, *_known(1, seed=2)), kept))
        size = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())
    taken_in = bank.index.taken_in
    return {
        "prints": taken_in * VIEWS,
        "file s": read,
        "made s": made,
        "kept s": again,
        "one more s": more,
        "MB": size / 2 / 1e6,  # two are there: with the one more and without
    }


def _opened(known: Sequence[Known], kept: Path) -> Bank:
    bank = Bank(known, kept)
    assert bank.pictures is not None
    return bank


def _known(count: int, seed: int = 1) -> list[Known]:
    rows = np.zeros(count * VIEWS, FRAME)
    rows["quality"] = 100
    rows["bits"] = np.random.default_rng(seed).integers(0, 256, (len(rows), 32), dtype=np.uint8)
    one = [rows[at : at + VIEWS].tobytes() for at in range(0, len(rows), VIEWS)]
    return [
        Known(f"{seed}-{n}", "KLAIM", "picture", DAY, frames=frames) for n, frames in enumerate(one)
    ]


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def grown(size: int) -> dict[str, Any]:
    """Prints that hang together as those of pictures do, and questions 25 bits from one of them."""
    dice = np.random.default_rng(size)
    axes = dice.normal(size=(60, 256)).astype(np.float32)
    parts = [_codes(dice, axes, min(100_000, size - at)) for at in range(0, size, 100_000)]
    bits, index = np.concatenate(parts), Index()
    built, _ = _timed(lambda: index.add(bits, np.arange(size)))
    asked = bits[dice.choice(size, 200)]
    turned = np.unpackbits(asked, axis=1)
    for row in turned:
        row[dice.choice(256, 25, replace=False)] ^= 1
    taken, near = _timed(lambda: index.within(np.packbits(turned, axis=1), 31))
    right = sum(
        (asked[q] == bits[label]).all() for q, label in zip(near.question, near.label, strict=True)
    )
    return {
        "prints": size,
        "build s": built,
        "ms a print": 5 * taken,
        "ms a frame": 5 * taken * ASKED,
        "MB": size * 40 / 1e6,
        "found": float(right / 200),
        "exact": index.exact,
    }


def _codes(dice: np.random.Generator, axes: NDArray[np.float32], count: int) -> Pixels:
    drawn = dice.normal(size=(count, 60)).astype(np.float32) @ axes
    return np.packbits(drawn + 2 * dice.normal(size=drawn.shape) > 0, axis=1)
