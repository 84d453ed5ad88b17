"""`suluh bench media`: every part on media made by script from odd seeds, which nothing was tuned on, in turn."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from suluh.bench.media import copies, ends, ocr, pace, sounds, speech, twins
from suluh.bench.media.captioned import STYLES
from suluh.bench.table import Table
from suluh.content import Post
from suluh.policy.decision import Decision

MEMES = "media_memes_id"
Result = dict[str, Any]
Say = Callable[[list[Table]], None]


class Asked(NamedTuple):
    """What is measured: clips or pictures a part, real pictures and own speech where there are some."""

    size: int
    data: Path | None  # a folder that may hold media_memes_id
    own_speech: Path | None
    decide: Callable[[Post], Decision]


def run(asked: Asked, parts: tuple[str, ...], say: Say) -> Result:
    """The figures of each part by its name; `say` is given a part's tables as soon as they are there."""
    result: Result = {}
    for part in parts:
        result[part], tables = PARTS[part](asked)
        say(list(tables))
    return result


def odd(count: int) -> range:
    """So many kept-apart seeds."""
    return range(1, 2 * count, 2)


def _words(asked: Asked) -> tuple[Result, list[Table]]:
    result = ocr.measure(max(1, asked.size // len(STYLES)))
    tables = ocr.tables(result)
    if asked.data and (asked.data / MEMES).is_dir():
        result["memes"] = ocr.measure_folder(asked.data / MEMES)
        rows = [[name, value] for name, value in result["memes"].items()]
        tables.append(Table("Indonesian memes with typed references", ["", ""], rows))
    return result, tables


def _speech(asked: Asked) -> tuple[Result, list[Table]]:
    if asked.own_speech:
        result = speech.measure_folder(asked.own_speech)
        return result, [speech.folder_table(result)]
    result = speech.measure(odd(max(2, asked.size // len(speech.CONDITIONS))))
    return result, [speech.table(result)]


def _sounds(asked: Asked) -> tuple[Result, list[Table]]:
    found, figures = sounds.measured(odd(max(2, asked.size // 10)), asked.size * 2)
    rows = [[name, each.suggested / each.of, each.sure / each.of] for name, each in found.items()]
    table = Table("Copies by sound, recall", ["edit", "suggested", "sure"], rows)
    told = Table("", ["sound", ""], [[key, round(value, 2)] for key, value in figures.items()])
    return {"edits": {r[0]: r[1:] for r in rows}, **figures}, [table, told]


def _copies(asked: Asked) -> tuple[Result, list[Table]]:
    clips = max(2, asked.size // 2)
    result = copies.run(
        copies.Sizes(pictures=max(4, asked.size // 5), strangers=clips, clips=clips)
    )
    return result, list(copies.tables(result))


def _twins(asked: Asked) -> tuple[Result, list[Table]]:
    rows = list(_agreements(odd(max(200, asked.size))))
    columns = ["misread letters", "lines lost", "pairs", "agree", "differ", "cannot be told"]
    result = {"rows": [dict(zip(("what", *columns), row, strict=True)) for row in rows]}
    return result, [
        Table("Do the words agree? Twins must not, copies should", ["", *columns], rows)
    ]


def _agreements(seeds: range) -> Iterator[list[object]]:
    for rate in twins.RATES:
        found = twins.of_twins(seeds, rate)
        yield ["twins", rate, 0.0, sum(found), *found]
    for rate in twins.RATES:
        for lost in (0.0, 0.1):
            found = twins.of_copies(seeds, rate, lost)
            yield ["copies", rate, lost, sum(found), *found]


def _pace(asked: Asked) -> tuple[Result, list[Table]]:
    with tempfile.TemporaryDirectory() as folder:
        result = pace.measure(pace.made(odd(max(2, asked.size // 50)), Path(folder)))
        result["growth"] = pace.growth(1, Path(folder))
    return result, pace.tables(result)


def _ends(asked: Asked) -> tuple[Result, list[Table]]:
    result = ends.run(asked.decide)
    return result, ends.table(result)


PARTS: dict[str, Callable[[Asked], tuple[Result, list[Table]]]] = {
    "words": _words,
    "speech": _speech,
    "sounds": _sounds,
    "copies": _copies,
    "twins": _twins,
    "pace": _pace,
    "ends": _ends,
}
