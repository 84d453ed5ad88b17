"""How fast media are understood: processor seconds by stage, times real time with two workers, memory."""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from msgspec.structs import replace

from suluh.bench.clips.video import Script, clip
from suluh.bench.clips.video import script as script_of
from suluh.bench.table import Table
from suluh.media.confined import OFFLINE
from suluh.media.found import Found
from suluh.media.heard import heard
from suluh.media.looked import PER_SECOND, watchers_for
from suluh.media.opening import RATE, glimpses, shape, sound
from suluh.media.provenance import origin_of
from suluh.media.settings import SETTINGS, Settings
from suluh.media.together import together
from suluh.media.understand import Work, understand
from suluh.media.worker import MediaWorker

SECONDS = 20.0  # of a made clip
WORKERS = 2
GROWTH = ((10.0, 15), (20.0, 15), (60.0, 15), (20.0, 30))  # seconds of a clip, frames a second


def made(seeds: Sequence[int], folder: Path) -> list[Path]:
    """Clips of about 20 s, 1080×1920, one for each seed. Raises RequestError without espeak-ng."""
    paths = []
    for seed in seeds:
        own = script_of(seed)
        longer = Script(own.captions, own.spoken, own.music, SECONDS, own.mirrored)
        paths.append(clip(seed, folder / f"pace-{seed}.mp4", longer).path)
    return paths


def growth(seed: int, folder: Path) -> list[dict[str, float]]:
    """Processor seconds for clips of one seed that differ in length and frames a second, models loaded before.

    The speech is the same in all and ends within the first 20 s or so: what grows is the picture. Raises RequestError.
    """
    own, made = script_of(seed), []
    for seconds, rate in GROWTH:
        words = Script(own.captions, own.spoken, own.music, seconds, own.mirrored)
        made.append(clip(seed, folder / f"growth-{seconds:.0f}-{rate}.mp4", words, rate=rate).path)
    with _as_a_worker() as one:
        one.submit(understand, made[0], 0).result()
        return [_grown(one, path, rate) for path, (_, rate) in zip(made, GROWTH, strict=True)]


def _grown(one: ProcessPoolExecutor, path: Path, rate: int) -> dict[str, float]:
    length = shape(path).seconds or 0.0
    spent = one.submit(_whole, [path], SETTINGS).result()
    return {
        "seconds": round(length, 1),
        "frames_a_second": rate,
        "cpu": round(spent, 2),
        "cpu_without_speech": round(
            one.submit(_whole, [path], replace(SETTINGS, speech=False)).result(), 2
        ),
        "times_real_time_on_two_cores": round(WORKERS * length / spent, 1),
    }


def measure(clips: Sequence[Path], settings: Settings = SETTINGS) -> dict[str, Any]:
    """Figures over all clips; processor seconds are of this machine, stages each by its own thread's clock.

    A clip is looked at once before anything is counted, so that loading models is told apart. Raises Unreadable.
    """
    seconds = sum(shape(path).seconds or 0.0 for path in clips)
    with _as_a_worker() as one:
        loading = one.submit(_whole, clips[:1], settings).result()
        whole = one.submit(_whole, clips, settings).result()
        stages = one.submit(_by_stage, clips, settings).result()
    wall, peak = _side_by_side(clips, settings)
    return {
        "clips": len(clips),
        "seconds": round(seconds, 1),
        "first_clip_cpu": round(loading, 2),
        "cpu": round(whole, 2),
        "cpu_for_20_s": round(whole / seconds * 20, 2),
        "stages_for_20_s": {name: round(v / seconds * 20, 2) for name, v in stages.items()},
        "times_real_time_by_cpu": round(seconds * WORKERS / whole, 1),
        "times_real_time_by_clock": round(seconds / wall, 1),
        "peak_mib_of_one_worker": peak,
    }


@contextmanager
def _as_a_worker() -> Iterator[ProcessPoolExecutor]:
    """One process with a media worker's environment: libraries that are allowed more threads wait for each other and
    are charged for it, half as much again."""
    before = {name: os.environ.get(name) for name in OFFLINE}
    os.environ.update(OFFLINE)
    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as one:
            one.submit(os.getpid).result()  # it has started, and with these
            yield one
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _whole(clips: Sequence[Path], settings: Settings) -> float:
    """Processor seconds for all of them."""
    return sum(_timed(partial(understand, path, 0, settings)) for path in clips)


def _by_stage(clips: Sequence[Path], settings: Settings) -> dict[str, float]:
    stages: dict[str, float] = {}
    for path in clips:
        for name, spent in _stages(path, settings).items():
            stages[name] = stages.get(name, 0.0) + spent
    return stages


def _timed(work: Callable[[], object]) -> float:
    before = process_time()
    work()
    return process_time() - before


def _stages(path: Path, settings: Settings) -> dict[str, float]:
    """Decoding is what remains of the pass over the frames when all who look are taken off."""
    work = Work(path, settings, [])
    watchers = watchers_for(work, 0)
    looking = _timed(lambda: together(glimpses(path, PER_SECOND), watchers.values()))
    stages = {name: watcher.seconds for name, watcher in watchers.items()}
    stages["decoding"] = max(0.0, looking - sum(stages.values()))
    stages["origin"] = _timed(lambda: origin_of(path, 0))
    stages["sound decoding"] = _timed(lambda: sound(path, RATE))
    hearing = _timed(lambda: heard(work, Found(0)))
    stages["speech and sound print"] = max(0.0, hearing - stages["sound decoding"])
    return stages


def _side_by_side(clips: Sequence[Path], settings: Settings) -> tuple[float, int]:
    """Seconds by the clock of two workers that share the clips, models loaded; the larger worker's peak in MiB."""
    workers = [MediaWorker(settings=settings) for _ in range(WORKERS)]
    for worker in workers:
        worker.understand([(0, str(clips[0]))])
    shares = [[(0, str(path)) for path in clips[number::WORKERS]] for number in range(WORKERS)]
    threads = [
        threading.Thread(target=worker.understand, args=(share,))
        for worker, share in zip(workers, shares, strict=True)
    ]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = perf_counter() - began
    for worker in workers:
        worker.close()
    return wall, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def tables(figures: Mapping[str, Any]) -> list[Table]:
    """The figures as the command line prints them."""
    stages = figures["stages_for_20_s"]
    grown = figures.get("growth", ())
    rows = [(k, v) for k, v in figures.items() if k not in ("stages_for_20_s", "growth")]
    found = [
        Table("pace", ("", "value"), rows),
        Table("processor seconds for 20 s of video", ("stage", "s"), list(stages.items())),
    ]
    if grown:
        columns = [name.replace("_", " ") for name in grown[0]]
        found.append(Table("growth", columns, [list(row.values()) for row in grown]))
    return found
