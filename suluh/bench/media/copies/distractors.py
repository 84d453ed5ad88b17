"""What else stands in the bank: pictures drawn for this alone, a third of them on a few templates with other words."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.bench.clips.backgrounds import background
from suluh.media.prints.known import Remembered, rows
from suluh.media.prints.views import views

Pixels = NDArray[np.uint8]
MADE = 1  # to be raised with whatever changes their pixels or prints
VIEWS = 8  # prints of one picture
WORDS = (
    "pilih suara TPS hari jam kartu warga desa bawa ktp besok rabu kamis kotak hasil cek".split()
)


def sentence(seed: int) -> str:
    """Words that no other seed's card has: the statements of the cards come again after a while."""
    chance = random.Random(f"sentence {seed}")
    return " ".join(chance.choices(WORDS, k=chance.randint(5, 9))).capitalize()


def drawn_distractors(count: int, seed: int) -> list[tuple[str, Remembered]]:
    """Pictures of no other use, with their eight prints: scenes, gradients and flat ones, a third on twenty templates.

    Made once and kept in the temporary folder.
    """
    path = Path(tempfile.gettempdir()) / f"suluh-distractors-{MADE}-{seed}-{count}.msgpack"
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=list[tuple[str, Remembered]])
    except (OSError, msgspec.MsgspecError):
        made = list(_drawn(count, seed))
        path.write_bytes(msgspec.msgpack.encode(made))
        return made


def _drawn(count: int, seed: int) -> Iterator[tuple[str, Remembered]]:
    for number in range(count):
        seen = views(distractor(number, seed))
        yield f"distractor-{number}", Remembered("picture", rows(0.0, seen))


def distractor(number: int, seed: int) -> Pixels:
    """160 × 200 or 200 × 160 with a few words of its own."""
    chance = random.Random(f"distractor {seed} {number}")
    look = chance.randrange(20) if number % 3 == 0 else 1000 + number
    kind = random.Random(look).choice(("flat", "gradient", "grain", "scene", "scene"))
    size = random.Random(look).choice(((160, 200), (200, 160)))
    picture = background(900_000 + 2 * look + seed, *size, kind)
    shade = (255, 255, 255) if picture.mean() < 128 else (10, 10, 10)
    for line in range(chance.randint(2, 6)):
        words = " ".join(chance.choices(WORDS, k=chance.randint(1, 3)))
        at = (chance.randint(4, 30), 30 + line * chance.randint(20, 30))
        cv2.putText(
            picture, words, at, cv2.FONT_HERSHEY_SIMPLEX, chance.uniform(0.4, 0.8), shade, 2
        )
    return picture
