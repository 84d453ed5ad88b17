"""How well speech is understood: made statements in clean and spoiled sound, music and silence, and a user's own clips.

The voices are synthetic (espeak-ng); the error on human Indonesian speech is unknown. `measure_folder` lets a user find
it on own clips. Even seeds are for tuning, odd ones for reporting.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from suluh.bench.clips import sounds
from suluh.bench.clips.speech import say, voice
from suluh.bench.clips.statements import Statement, statement
from suluh.bench.media.slots import clock, days, invented, negations, understood
from suluh.bench.table import Table
from suluh.errors import RequestError
from suluh.media.opening import RATE, Unreadable, sound
from suluh.media.speech import Heard, heard
from suluh.media.speech.network import network
from suluh.text.normal import normalise

Samples = NDArray[np.float32]
SYNTHETIC = "synthetic voices (espeak-ng); the error on human Indonesian speech is unknown"
MUSIC_SECONDS = 12.0
ENDINGS = (".wav", ".mp3", ".m4a", ".ogg", ".opus", ".flac", ".mp4", ".webm", ".aac")
AIM = {"clean": 0.90}
SPOILED_AIM = 0.75
CPU_AIM = 0.16  # CPU seconds a second of sound

CONDITIONS: dict[str, Callable[[Samples, int], Samples]] = {
    "clean": lambda samples, seed: samples,
    "noise 5 dB": lambda samples, seed: sounds.noisy(samples, 5.0, seed),
    "pitch +2": lambda samples, seed: sounds.pitched(samples, 2.0),
    "pitch -2": lambda samples, seed: sounds.pitched(samples, -2.0),
    "speed 1.1": lambda samples, seed: sounds.paced(samples, 1.1),
    "phone band": lambda samples, seed: sounds.telephone(samples),
}


class Outcome(msgspec.Struct, frozen=True):
    """One clip. right: every value of the statement was read and no other."""

    condition: str
    kind: str
    spoken: str
    read: str
    raw: str
    right: bool
    raw_right: bool
    doubtful: bool
    invented: bool  # a day or an hour that was not spoken
    seconds: float
    cpu: float


def measure(seeds: Sequence[int], conditions: Iterable[str] = tuple(CONDITIONS)) -> dict[str, Any]:
    """Slots right by condition and kind, what was wrong and not doubtful, invented words on music, CPU a second.

    Raises RequestError without the development package for voices, Unreadable without the speech packages.
    """
    network()  # loaded outside the clock
    rows = [outcome(seed, condition) for condition in conditions for seed in seeds]
    return {
        "voices": SYNTHETIC,
        "seeds": len(seeds),
        "half": "kept apart" if all(seed % 2 for seed in seeds) else "tuned on",
        "conditions": {c: _figures([r for r in rows if r.condition == c]) for c in conditions},
        "kinds": {k: _figures([r for r in rows if r.kind == k]) for k in _kinds(rows)},
        "music": _invented(seeds[:10]),
        "cpu_a_second": round(
            sum(r.cpu for r in rows) / max(1e-9, sum(r.seconds for r in rows)), 4
        ),
    }


def outcome(seed: int, condition: str) -> Outcome:
    """One statement of the seed's half, spoken and spoiled, heard."""
    one = statement(seed)
    spoken = CONDITIONS[condition](say(one.text, voice(seed)), seed)
    begun = time.process_time()
    found = list(heard(spoken))
    cpu = time.process_time() - begun
    return _outcome(one, condition, found, len(spoken) / RATE, cpu)


def _outcome(
    one: Statement, condition: str, found: Sequence[Heard], seconds: float, cpu: float
) -> Outcome:
    read, raw = (" ".join(words) for words in ([h.text for h in found], [h.raw for h in found]))
    return Outcome(
        condition=condition,
        kind=one.kind,
        spoken=one.text,
        read=read,
        raw=raw,
        right=understood(read, one.slots, one.text),
        raw_right=understood(raw, one.slots, one.text),
        doubtful=any(h.doubtful for h in found) or not found,
        invented=invented(read, one.text),
        seconds=seconds,
        cpu=cpu,
    )


def _kinds(rows: Sequence[Outcome]) -> list[str]:
    return sorted({row.kind for row in rows})


def _figures(rows: Sequence[Outcome]) -> dict[str, Any]:
    """Shares of all. sure: may act; invented_and_sure: with a day or hour nobody said; wrong_and_sure: with any slip."""
    n = max(1, len(rows))
    return {
        "n": len(rows),
        "right": round(sum(r.right for r in rows) / n, 4),
        "raw": round(sum(r.raw_right for r in rows) / n, 4),
        "sure": round(sum(not r.doubtful for r in rows) / n, 4),
        "invented_and_sure": round(sum(not r.doubtful and r.invented for r in rows) / n, 4),
        "wrong_and_sure": round(sum(not r.doubtful and not r.right for r in rows) / n, 4),
    }


def _invented(seeds: Sequence[int]) -> dict[str, int]:
    """Clips of music and of silence, and how many of them words were heard in."""
    clips = [sounds.music(MUSIC_SECONDS, seed) for seed in seeds]
    clips.append(sounds.silence(MUSIC_SECONDS))
    return {"n": len(clips), "invented": sum(bool(list(heard(clip))) for clip in clips)}


def measure_folder(folder: Path) -> dict[str, Any]:
    """A user's own clips: sound or video files, each with what is said in a .txt of the same name beside it.

    Word and character error over all clips; slots: share of clips whose days, hours and count of negations are the same
    in both texts. Raises RequestError when the folder holds no such pair, Unreadable without the speech packages.
    """
    pairs = list(_pairs(folder))
    if not pairs:
        raise RequestError(f"{folder}: no sound file with a .txt of the same name beside it")
    network()
    sums: dict[str, float] = defaultdict(float)
    failed: dict[str, str] = {}
    for path, said in pairs:
        try:
            _add(sums, said, sound(path))
        except Unreadable as error:
            failed[path.name] = str(error)
    return _of_folder(sums, failed)


def _pairs(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        beside = path.with_suffix(".txt")
        if path.suffix.lower() in ENDINGS and beside.is_file():
            yield path, beside.read_text(encoding="utf-8", errors="replace")


def _add(sums: dict[str, float], said: str, samples: Samples) -> None:
    begun = time.process_time()
    read = " ".join(one.text for one in heard(samples))
    sums["cpu"] += time.process_time() - begun
    wanted, got = _plain(said), _plain(read)
    sums["clips"] += 1
    sums["seconds"] += len(samples) / RATE
    sums["words"] += len(wanted.split())
    sums["wrong_words"] += Levenshtein.distance(wanted.split(), got.split())
    sums["characters"] += len(wanted)
    sums["wrong_characters"] += Levenshtein.distance(wanted, got)
    sums["slots"] += _values(said) == _values(read)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in normalise(text).text).split())


def _values(text: str) -> tuple[Any, ...]:
    return days(text), clock(text), negations(text)


def _of_folder(sums: Mapping[str, float], failed: Mapping[str, str]) -> dict[str, Any]:
    return {
        "clips": int(sums["clips"]),
        "wer": round(sums["wrong_words"] / max(1, sums["words"]), 4),
        "cer": round(sums["wrong_characters"] / max(1, sums["characters"]), 4),
        "slots": round(sums["slots"] / max(1, sums["clips"]), 4),
        "cpu_a_second": round(sums["cpu"] / max(1e-9, sums["seconds"]), 4),
        "failed": dict(failed),
    }


def table(result: Mapping[str, Any]) -> Table:
    """The figures of `measure`, one row a condition."""
    rows = [
        [
            name,
            f["n"],
            f["right"],
            AIM.get(name, SPOILED_AIM),
            f["raw"],
            f["sure"],
            f["wrong_and_sure"],
        ]
        for name, f in result["conditions"].items()
    ]
    music = result["music"]
    rows.append(
        ["invented on music and silence", music["n"], music["invented"], 0, None, None, None]
    )
    rows.append(
        ["CPU s a second of sound", None, result["cpu_a_second"], CPU_AIM, None, None, None]
    )
    title = f"Speech, {result['seeds']} statements ({result['half']}); {result['voices']}"
    columns = [
        "",
        "clips",
        "slots right",
        "aim",
        "as heard",
        "not doubtful",
        "not doubtful and wrong",
    ]
    return Table(title, columns, rows)


def folder_table(result: Mapping[str, Any]) -> Table:
    """The figures of `measure_folder`."""
    names = ("clips", "wer", "cer", "slots", "cpu_a_second")
    return Table("Speech, own clips", ["", "measured"], [[name, result[name]] for name in names])
