"""How many copies of known pictures and videos are found, edit by edit, and what is found that is no copy.

Known are pictures and clips made from the kept-apart odd seeds. The bank holds them among distractors: prints of
pictures that are drawn for this alone (a third of them on a few templates, with other words), and cards of further
seeds with their points and words of their own. Strangers, cards that nobody put into the bank, are looked for as
well. Beside our search stands plain PDQ at 31 bits and, for video, the rule of vPDQ: eight of ten frames at 31 bits.
"""

from __future__ import annotations

import io
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import faiss
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rich.console import Console

from suluh.bench.clips.backgrounds import background
from suluh.bench.clips.cards import card
from suluh.bench.clips.edits import CHANGES, EDITS, PICTURE_EDITS
from suluh.bench.clips.video import Script, clip, script
from suluh.bench.table import Table, show
from suluh.media.opening import frames
from suluh.media.prints.index import Index
from suluh.media.prints.known import Remembered, remember_picture, remember_video, rows
from suluh.media.prints.orb import shrunk
from suluh.media.prints.pdq import pdq
from suluh.media.prints.search import Copies, Match
from suluh.media.prints.views import SIDE, views

Pixels = NDArray[np.uint8]
VIEWS = 8  # prints of one picture
WORDS = (
    "pilih suara TPS hari jam kartu warga desa bawa ktp besok rabu kamis kotak hasil cek".split()
)
VIDEO_EDITS = tuple(e for e in CHANGES if not e.startswith("pitch"))
ASKED = 8  # prints of one frame that are looked for: four views, as they are and in the mirror
GROWTH = (1_000, 10_000, 100_000, 1_000_000, 4_000_000)  # prints; a known frame has four


def run(
    pictures: int = 40,
    clips: int = 6,
    distractors: int = 100_000,
    with_points: int = 200,
    growth: Sequence[int] = GROWTH,
    *,
    first: int = 1,
    console: Console | None = None,
) -> dict[str, Any]:
    """Recall by edit, false matches and times; first = 1 takes the odd seeds, 0 those that thresholds were set on."""
    one_thread()
    seeds = range(first, first + 2 * pictures, 2)
    bank = Copies()
    bank.add_all(_known_pictures(seeds))
    bank.add_all(_cards(range(200_000 + first, 200_000 + first + 2 * with_points, 2)))
    began = time.process_time()
    bank.add_all(drawn_distractors(distractors // VIEWS, first))
    made = time.process_time() - began
    result = {
        "pictures": _pictures(bank, seeds),
        "strangers": _strangers(bank, pictures, first),
        "distractors": {
            "prints": distractors // VIEWS * VIEWS,
            "with points": with_points,
            "cpu seconds": made,
        },
        "videos": _videos(bank, clips, first) if clips else {},
        "growth": [_grown(size) for size in growth],
    }
    if console:
        show(tables(result), console)
    return result


def one_thread() -> None:
    """Times are of one core."""
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)


def drawn_distractors(count: int, seed: int) -> Iterator[tuple[str, Remembered]]:
    """Pictures of no other use, with their eight prints: scenes, gradients and flat ones, a third on twenty templates."""
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


def _known_pictures(seeds: Iterable[int]) -> Iterator[tuple[str, Remembered]]:
    return ((f"known-{seed}", remember_picture(picture_of(seed))) for seed in seeds)


def _cards(seeds: Iterable[int]) -> Iterator[tuple[str, Remembered]]:
    for seed in seeds:
        small = card(seed, sentence(seed), size=(540, 675)).image.convert("RGB")
        yield f"other-{seed}", remember_picture(np.asarray(small))


def picture_of(seed: int, text: str | None = None) -> Pixels:
    """The card of a seed as pixels, with its own statement or another text."""
    return np.asarray(card(seed, text).image.convert("RGB"))


def sentence(seed: int) -> str:
    """Words that no other seed's card has: the statements of the cards come again after a while."""
    chance = random.Random(f"sentence {seed}")
    return " ".join(chance.choices(WORDS, k=chance.randint(5, 9))).capitalize()


def edited(picture: Pixels, edit: str) -> Pixels:
    """As EDITS would write it and anybody would read it."""
    change, saved = CHANGES[edit], io.BytesIO()
    Image.fromarray(np.ascontiguousarray(change.look(picture))).save(
        saved, "JPEG", quality=change.jpeg
    )
    return np.asarray(Image.open(saved).convert("RGB"))


def _pictures(bank: Copies, seeds: Iterable[int]) -> dict[str, Any]:
    found = {edit: _Tally() for edit in PICTURE_EDITS}
    for seed in seeds:
        known = picture_of(seed)
        plain = pdq(shrunk(known, SIDE)).bits
        for edit in PICTURE_EDITS:
            copy = edited(known, edit)
            near = int(np.bitwise_count(pdq(shrunk(copy, SIDE)).bits ^ plain).sum()) <= 31
            found[edit].count(f"known-{seed}", partial(bank.find_picture, copy), near)
    return _summed(found)


def _strangers(bank: Copies, count: int, first: int) -> dict[str, int]:
    """Cards that are not in the bank, on templates that may be, with words of their own; each as it is."""
    levels = [
        match.level
        for seed in range(400_000 + first, 400_000 + first + 2 * count, 2)
        for match in bank.find_picture(picture_of(seed, sentence(seed)))[:1]
    ]
    return {"asked": count, "suggest": levels.count("suggest"), "act": levels.count("act")}


def _videos(bank: Copies, count: int, first: int) -> dict[str, Any]:
    """Clips of 8 seconds without their sound; as many other clips stand in the bank."""
    found = {edit: _Tally() for edit in VIDEO_EDITS}
    with tempfile.TemporaryDirectory() as folder:
        made = [_clip(seed, Path(folder)) for seed in range(first, first + 4 * count, 2)]
        for path in made:
            bank.add(f"known-{path.stem}.mp4", remember_video(frames(path)))
        for path in made[:count]:
            whole = [pdq(shrunk(f.image, SIDE)).bits for f in frames(path)]
            for edit in VIDEO_EDITS:
                copy = list(frames(EDITS[edit](path, path.with_suffix(".copy.mp4"))))
                near = _vpdq(whole, [pdq(shrunk(f.image, SIDE)).bits for f in copy])
                found[edit].count(
                    f"known-{path.stem}.mp4",
                    partial(bank.find_video, copy),
                    near,
                    len(copy),
                )
    return _summed(found)


def _clip(seed: int, folder: Path) -> Path:
    words = Script(captions=script(seed).captions[:3], music=True, seconds=8)
    return clip(seed, folder / f"{seed}.mp4", words, size=(360, 640), rate=12).path


def _vpdq(known: Sequence[Pixels], copy: Sequence[Pixels]) -> bool:
    """At least 80% of the frames of each have one of the other's within 31 bits."""
    apart = np.bitwise_count(np.stack(known)[:, None] ^ np.stack(copy)[None]).sum(2) <= 31
    return bool(apart.any(1).mean() >= 0.8 and apart.any(0).mean() >= 0.8)


class _Tally:
    """What became of the copies of one edit."""

    def __init__(self) -> None:
        self.found: list[str | None] = []
        self.false: list[Match] = []
        self.plain: list[bool] = []
        self.seconds: list[float] = []

    def count(
        self, known: str, find: Callable[[], tuple[Match, ...]], plain: bool, parts: int = 1
    ) -> None:
        began = time.process_time()
        matches = find()
        self.seconds.append((time.process_time() - began) / parts)
        self.found.append(next((m.level for m in matches if m.known == known), None))
        self.false += [m for m in matches if m.known != known]
        self.plain.append(plain)


def _summed(found: dict[str, _Tally]) -> dict[str, Any]:
    rows = {edit: _row(tally) for edit, tally in found.items()}
    every = [key for key in next(iter(rows.values())) if key != "copies"]
    mean = {key: float(np.mean([row[key] for row in rows.values()])) for key in every}
    for key in ("false suggest", "false act"):
        mean[key] = sum(row[key] for row in rows.values())
    return {"edits": rows, "mean": {"copies": sum(r["copies"] for r in rows.values()), **mean}}


def _row(tally: _Tally) -> dict[str, Any]:
    levels = [match.level for match in tally.false]
    return {
        "copies": len(tally.found),
        "found": float(np.mean([level is not None for level in tally.found])),
        "act": float(np.mean([level == "act" for level in tally.found])),
        "plain": float(np.mean(tally.plain)),
        "false suggest": levels.count("suggest"),
        "false act": levels.count("act"),
        "ms": 1000 * float(np.mean(tally.seconds)),
    }


def _grown(size: int) -> dict[str, Any]:
    """Prints that hang together as those of pictures do, and questions 25 bits from one of them."""
    dice = np.random.default_rng(size)
    axes = dice.normal(size=(60, 256)).astype(np.float32)
    parts = [_codes(dice, axes, min(100_000, size - at)) for at in range(0, size, 100_000)]
    bits, index = np.concatenate(parts), Index()
    began = time.process_time()
    index.add(bits, np.arange(size))
    built = time.process_time() - began
    asked = bits[dice.choice(size, 200)]
    turned = np.unpackbits(asked, axis=1)
    for row in turned:
        row[dice.choice(256, 25, replace=False)] ^= 1
    began = time.process_time()
    near = index.within(np.packbits(turned, axis=1), 31)
    taken = time.process_time() - began
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


def tables(result: dict[str, Any]) -> Iterator[Table]:
    """What `suluh bench media` prints of a result of run()."""
    columns = ("edit", "copies", "found", "act", "plain", "false suggest", "false act", "ms")
    for kind in ("pictures", "videos"):
        if result[kind]:
            part = {**result[kind]["edits"], "mean": result[kind]["mean"]}
            yield Table(
                f"copies: {kind}",
                columns,
                [(e, *(r[c] for c in columns[1:])) for e, r in part.items()],
            )
    yield Table(
        "copies: strangers", ("asked", "suggest", "act"), [tuple(result["strangers"].values())]
    )
    yield Table(
        "copies: distractors",
        ("prints", "with points", "cpu seconds"),
        [tuple(result["distractors"].values())],
    )
    if result["growth"]:
        yield Table(
            "copies: growth",
            tuple(result["growth"][0]),
            [tuple(r.values()) for r in result["growth"]],
        )
