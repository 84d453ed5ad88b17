"""`suluh bench media --part copies`: recall by edit, false matches, times, and what one would pick instead.

Known are cards and clips of the kept-apart odd seeds. One bank holds them among distractors: prints of pictures drawn
for this alone (a third of them on a few templates), other cards, other clips, and of every known clip one of its template
with other words. Strangers, which nobody put into the bank, are looked for as well.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import faiss
from rich.console import Console

from suluh.bench.media.copies import pictures, videos
from suluh.bench.media.copies.distractors import VIEWS, drawn_distractors
from suluh.bench.media.copies.growth import GROWTH, OPENING, grown, opening
from suluh.bench.media.copies.peers import PlainPdq, Vpdq, pace
from suluh.bench.media.copies.tally import summed
from suluh.bench.table import Table, show
from suluh.media.prints.known import Remembered
from suluh.media.prints.search import Copies

Result = dict[str, Any]


class Sizes(NamedTuple):
    """How much is measured; a size of 0 leaves a part out."""

    pictures: int = 40
    strangers: int = 100
    clips: int = 100
    distractors: int = 112_000  # prints; one in fourteen is twice in its picture and counts once
    cards: int = 200  # other cards, with their points
    growth: Sequence[int] = GROWTH
    opening: Sequence[int] = OPENING
    peers: bool = True


def run(
    sizes: Sizes | None = None,
    *,
    first: int = 1,
    workers: int = 2,
    console: Console | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Result:
    """The figures of every part; first = 1 takes the odd seeds, 0 those that thresholds were set on.

    Times are processor seconds of one core. `tell` is given a word on what is done at present.
    Raises RequestError without espeak-ng, which the clips speak with.
    """
    sizes = sizes or Sizes()
    one_thread()
    tell("bank")
    began = time.process_time()
    plan, known = videos.Plan(sizes.clips, first), _bank(sizes, first)
    bank = Copies()
    bank.add_all(known)
    result: Result = {"bank": {"media": len(bank), "prints": bank.prints}}
    result["bank"]["cpu seconds"] = time.process_time() - began
    result |= _pictures(bank, known, sizes, first, tell) | _videos(bank, known, plan, workers, tell)
    tell("growth")
    result["growth"] = [grown(size) for size in sizes.growth]
    result["opening"] = [opening(size) for size in sizes.opening]
    result["peers"] = pace(pictures.picture_of(first + 4)) if sizes.peers else []
    if console:
        show(tables(result), console)
    return result


def one_thread() -> None:
    """Times are of one core."""
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)


def _bank(sizes: Sizes, first: int) -> list[tuple[str, Remembered]]:
    seeds = range(first, first + 2 * sizes.pictures, 2)
    return [
        *pictures.known_pictures(seeds),
        *pictures.other_cards(sizes.cards, first),
        *drawn_distractors(sizes.distractors // VIEWS, first),
        *videos.in_bank(videos.Plan(sizes.clips, first)),
    ]


def _pictures(
    bank: Copies,
    known: Sequence[tuple[str, Remembered]],
    sizes: Sizes,
    first: int,
    tell: Callable[[str], None],
) -> Result:
    tell("pictures")
    seeds = range(first, first + 2 * sizes.pictures, 2)
    plain = PlainPdq((name, one) for name, one in known if one.kind == "picture")
    found = pictures.measured(bank, plain, seeds)
    tell("strangers")
    result = {"strangers": pictures.strangers(bank, sizes.strangers, first)}
    return {"pictures": summed(found) if sizes.pictures else {}, **result}


def _videos(
    bank: Copies,
    known: Sequence[tuple[str, Remembered]],
    plan: videos.Plan,
    workers: int,
    tell: Callable[[str], None],
) -> Result:
    if not plan.clips:
        return {"videos": {}}
    tell("clips")
    vpdq = Vpdq((name, one) for name, one in known if one.kind == "video")
    with tempfile.TemporaryDirectory() as folder:
        bank.save(Path(folder))
        found = videos.measured(Path(folder), vpdq, plan, workers)
    tell("strangers")
    return {
        "videos": summed(found),
        "stranger clips": videos.strangers(bank, plan),
        "templates": {"pairs": plan.clips, "words agree": videos.words_agree(plan)},
    }


COLUMNS = {
    "pictures": (
        "copies",
        "found",
        "act",
        "plain",
        "plain_false",
        "false_suggest",
        "false_act",
        "ms",
    ),
    "videos": (
        *("copies", "found", "act", "sounding", "sounding_act", "plain", "plain_false"),
        *("false_suggest", "false_act", "false_by_sound", "same_loop"),
        *("template_suggest", "template_act", "ms"),
    ),
}


def tables(result: Result) -> Iterator[Table]:
    """What `suluh bench media` prints of a result of run()."""
    for kind, columns in COLUMNS.items():
        if result[kind]:
            part = {**result[kind]["edits"], "mean": result[kind]["mean"]}
            rows = [(edit, *(row[c] for c in columns)) for edit, row in part.items()]
            yield Table(f"copies: {kind}", ("edit", *columns), rows)
    for name in ("bank", "strangers", "stranger clips", "templates"):
        if name in result:
            yield Table(f"copies: {name}", tuple(result[name]), [tuple(result[name].values())])
    for name in ("growth", "opening"):
        if result[name]:
            every = [tuple(row.values()) for row in result[name]]
            yield Table(f"copies: {name}", tuple(result[name][0]), every)
    if result["peers"]:
        columns = tuple(result["peers"][0])
        each = [tuple(row.get(column) for column in columns) for row in result["peers"]]
        yield Table("copies: one core, a card of 1080 pixels or more", columns, each)
