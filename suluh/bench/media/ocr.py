"""How well and how fast words in pictures are read: drawn frames by style, and a folder with a reference."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

import msgspec
from rapidfuzz.distance import Levenshtein

from suluh.bench.media.captioned import STYLES, captioned
from suluh.bench.table import Table
from suluh.errors import InputError
from suluh.media.opening import Unreadable, picture
from suluh.media.words import words_of_video
from suluh.media.words.lines import captions
from suluh.media.words.picture import best_reading, doubtful


class Read(msgspec.Struct, frozen=True):
    """One picture: what stands on it and what was read, line by line, the words as a whole, and what it cost."""

    style: str
    written: tuple[str, ...]
    lines: tuple[str, ...]
    text: str
    doubtful: bool
    seconds: float  # CPU


def measure(count: int = 100, half: str = "odd", styles: Sequence[str] = STYLES) -> dict[str, Any]:
    """Word error, character error, exact lines and CPU seconds on `count` frames of 1080 × 1920 of each style.

    Odd seeds are the ones kept apart; "even" are those that numbers were tuned on. By style, and "all".
    Raises Unreadable when the networks are missing.
    """
    seeds = range(1 if half == "odd" else 0, 2 * count, 2)
    rows = [_read_drawn(seed, style) for style in styles for seed in seeds]
    found = {style: _figures([row for row in rows if row.style == style]) for style in styles}
    return {"half": half, "frames": len(rows), **found, "all": _figures(rows)}


def measure_folder(
    folder: Path, reference: str = "ocr_230.csv", count: int | None = None
) -> dict[str, Any]:
    """The same on pictures in a folder with a CSV that says what stands on each (image_name, ocr_txt).

    Lines and case are not in such a reference, so words are compared in lower case and in no order as well.
    Raises InputError when there is no such CSV.
    """
    rows = list(islice(_referenced(folder, reference), count))
    figures = _figures(rows)
    kept = ("pictures", "word_error", "character_error", "seconds", "doubtful")
    return {name: figures[name] for name in kept} | {
        "words_found": mean(map(_found, rows)) if rows else 0.0
    }


class Watched(msgspec.Struct, frozen=True):
    """A video, and the captions it shows: the words, and the seconds from which and until which they stand."""

    path: Path
    seconds: float
    captions: tuple[tuple[str, float, float], ...]


def measure_videos(videos: Iterable[Watched]) -> dict[str, Any]:
    """Of the captions shown: exact, word error of the best segment; segments too many; and CPU seconds a second.

    The time holds decoding as well. `off` is the mean distance in seconds of a caption's beginning.
    """
    rows = [_watched(one) for one in videos]
    shown = [row for _, found in rows for row in found]
    words = sum(words for words, *_ in shown)
    return {
        "videos": len(rows),
        "captions": len(shown),
        "exact": mean(wrong == 0 for _, wrong, _ in shown) if shown else 0.0,
        "word_error": sum(wrong for _, wrong, _ in shown) / max(words, 1),
        "off": mean(off for *_, off in shown) if shown else 0.0,
        "too_many": sum(figures["too_many"] for figures, _ in rows),
        "cpu_a_second": mean(figures["cpu"] for figures, _ in rows) if rows else 0.0,
    }


def _watched(one: Watched) -> tuple[dict[str, float], list[tuple[int, int, float]]]:
    begun = time.process_time()
    segments = words_of_video(one.path)
    cpu = (time.process_time() - begun) / max(one.seconds, 0.1)
    found = []
    for text, at, _ in one.captions:
        words = text.split()
        wrong, off = min(
            (
                (Levenshtein.distance(words, s.text.split()), abs((s.place.at or 0.0) - at))
                for s in segments
            ),
            default=(len(words), one.seconds),
        )
        found.append((len(words), min(wrong, len(words)), off))
    return {"cpu": cpu, "too_many": max(0, len(segments) - len(one.captions))}, found


def tables(figures: dict[str, Any]) -> list[Table]:
    """One row for every style and one for all."""
    columns = (
        "style",
        "frames",
        "word error",
        "exact lines",
        "character error",
        "doubtful",
        "CPU s",
    )
    names = ("pictures", "word_error", "exact_lines", "character_error", "doubtful", "seconds")
    rows = [
        (style, *(figures[style][n] for n in names))
        for style in (*STYLES, "all")
        if style in figures
    ]
    return [Table(f"Words in pictures, 1080 × 1920, {figures['half']} seeds", columns, rows)]


def _read_drawn(seed: int, style: str) -> Read:
    frame = captioned(seed, style)
    return _read(frame.image, style, frame.lines)


def _read(image: Any, style: str, written: tuple[str, ...]) -> Read:
    begun = time.process_time()
    found = captions(best_reading(image)[1])
    seconds = time.process_time() - begun
    lines = tuple(line.text for caption in found for line in caption)
    unsure = any(doubtful(caption) for caption in found)
    return Read(style, written, lines, " ".join(lines), unsure, seconds)


def _referenced(folder: Path, reference: str) -> Iterable[Read]:
    try:
        with (folder / reference).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise InputError(f"{folder / reference}: {error.strerror}") from None
    for row in rows:
        path = folder / row["image_name"]
        if not path.exists():
            continue
        try:
            yield _folded(_read(picture(path), "folder", (row["ocr_txt"],)))
        except Unreadable:
            continue


def _folded(row: Read) -> Read:
    written = " ".join(" ".join(row.written).lower().split())
    return msgspec.structs.replace(row, written=(written,), text=row.text.lower())


def _found(row: Read) -> float:
    wanted, there = " ".join(row.written).split(), set(row.text.split())
    return sum(word in there for word in wanted) / max(len(wanted), 1)


def _figures(rows: Sequence[Read]) -> dict[str, Any]:
    written = [" ".join(row.written) for row in rows]
    words = sum(len(text.split()) for text in written)
    signs = sum(map(len, written))
    wrong = sum(
        Levenshtein.distance(w.split(), r.text.split()) for w, r in zip(written, rows, strict=True)
    )
    off = sum(Levenshtein.distance(w, r.text) for w, r in zip(written, rows, strict=True))
    exact = [line in row.lines for row in rows for line in row.written]
    return {
        "pictures": len(rows),
        "word_error": wrong / max(words, 1),
        "exact_lines": mean(exact) if exact else 0.0,
        "character_error": off / max(signs, 1),
        "doubtful": mean(row.doubtful for row in rows) if rows else 0.0,
        "seconds": mean(row.seconds for row in rows) if rows else 0.0,
    }
