"""Profile pictures drawn by script: one emblem for each registered account, and the ways in which copies of it differ."""

from __future__ import annotations

import hashlib
import random
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance

from suluh.accounts.avatars import print_of

SIDE = 320  # pixels


def emblem(name: str) -> Image.Image:
    """A picture that belongs to this name alone."""
    dice = random.Random(hashlib.sha256(name.encode()).digest())
    picture = Image.new("RGB", (SIDE, SIDE), _colour(dice))
    pen = ImageDraw.Draw(picture)
    for _ in range(14):
        x, y, size = dice.randrange(SIDE), dice.randrange(SIDE), dice.randrange(30, 150)
        shape = dice.choice((pen.ellipse, pen.rectangle))
        shape((x - size, y - size, x + size // 2, y + size), fill=_colour(dice))
    return picture


def _colour(dice: random.Random) -> tuple[int, int, int]:
    return dice.randrange(256), dice.randrange(256), dice.randrange(256)


def changed(picture: Image.Image, way: str) -> Image.Image:
    """A copy as it goes round: small | bright | resaved (whatever else is asked)."""
    if way == "small":
        return picture.resize((96, 96))
    if way == "bright":
        return ImageEnhance.Brightness(picture).enhance(1.15)
    return picture.resize((200, 200)).resize((SIDE, SIDE))


def print_by_name(said: str) -> str | None:
    """The PDQ of `name` or `name/way`; None where the parts for pictures are not installed."""
    name, _, way = said.partition("/")
    picture = changed(emblem(name), way) if way else emblem(name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "emblem.jpg"
        picture.save(path, quality=60 if way == "resaved" else 90)
        try:
            return print_of(path)
        except ImportError:
            return None
