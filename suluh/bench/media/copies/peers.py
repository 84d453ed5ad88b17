"""What one would pick instead, in the same run: PDQ as it is exchanged, and vPDQ's rule for video.

    pip install -r requirements/bench.in     brings pdqhash and threatexchange; pdqhash is built by a C++ compiler

Without them their rows stay empty and a line says so; recall needs neither, since our PDQ gives the same bits. vpdq comes
as source only and wants FFmpeg's headers, so its published rule is written here after its documentation (ThreatExchange,
vpdq/README.md and python-threatexchange/threatexchange/extensions/vpdq/README.md): one frame a second, frames of quality
50 and more, each once; a frame matches within 31 bits; a video matches when 80 of 100 of the frames asked match, whatever
share of the known one that is.
"""

from __future__ import annotations

import importlib.util
import io
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from suluh.media.opening import frames
from suluh.media.prints.index import Index
from suluh.media.prints.known import Remembered, by_frame, remember_picture
from suluh.media.prints.orb import shrunk
from suluh.media.prints.pdq import pdq, unhexed
from suluh.media.prints.views import FRAME_CUTS, SIDE, views

Pixels = NDArray[np.uint8]
BITS, QUALITY, PERCENT = 31, 50, 80.0
MISSING = "{name} is not installed; pip install -r requirements/bench.in (it needs a C++ compiler)"


class PlainPdq:
    """One print a picture, found within 31 bits when both may be trusted: what PDQ's authors recommend."""

    def __init__(self, known: Iterable[tuple[str, Remembered]]) -> None:
        self._names: list[str] = []
        self._index = Index()
        bits = []
        for name, one in known:
            _, quality, digits = one.rows[0]
            if quality >= QUALITY:
                self._names.append(name)
                bits.append(unhexed(digits))
        if bits:
            self._index.add(np.stack(bits), np.arange(len(bits)))

    def query(self, image: Pixels) -> set[str]:
        """The names of all that match."""
        asked = pdq(shrunk(image, SIDE))
        if asked.quality < QUALITY:
            return set()
        return {self._names[label] for label in self._index.within(asked.bits[None], BITS).label}


class Vpdq:
    """vPDQ's published rule. Names may be asked for by the prints of a file."""

    def __init__(self, known: Iterable[tuple[str, Remembered]]) -> None:
        self.names: list[str] = []
        self._bits: list[Pixels] = []
        self._owners: list[NDArray[np.int64]] = []
        for name, one in known:
            if len(bits := _each_second(one)):
                self._owners.append(np.full(len(bits), len(self.names), np.int64))
                self._bits.append(bits)
                self.names.append(name)
        self._index: Index | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_index": None}  # each process makes its own

    def query(self, asked: Pixels) -> set[str]:
        """The names of all videos that match these prints (n × 32 bytes, see `of_file`)."""
        if self._index is None:
            self._index = Index()
            if self._bits:
                self._index.add(np.concatenate(self._bits), np.concatenate(self._owners))
        near = self._index.within(asked, BITS)
        pairs = np.unique(np.stack([near.question, near.label], 1), axis=0)
        owners, counts = np.unique(pairs[:, 1], return_counts=True)
        return {self.names[o] for o in owners[100 * counts >= PERCENT * len(asked)]}

    @staticmethod
    def of_file(path: Path) -> Pixels:
        """Prints of one frame a second, each once, without those below quality 50."""
        seen = [pdq(shrunk(frame.image, SIDE)) for frame in frames(path, per_second=1)]
        return _single([one.bits for one in seen if one.quality >= QUALITY])


def _each_second(known: Remembered) -> Pixels:
    """The whole-frame print of the first frame of each second of a known video."""
    first: dict[int, tuple[int, str]] = {}
    for at, same in by_frame(known.rows):
        first.setdefault(int(at + 1e-3), (same[0][1], same[0][2]))
    return _single([unhexed(digits) for quality, digits in first.values() if quality >= QUALITY])


def _single(bits: Sequence[Pixels]) -> Pixels:
    return np.unique(np.stack(bits), axis=0) if bits else np.zeros((0, 32), np.uint8)


class Engine(NamedTuple):
    """A way to make the print of one picture, and to look for print number n of the bank; a note when it is missing."""

    name: str
    make: Callable[[], object] | None
    ask: Callable[[int], object] | None = None
    note: str = ""


def pace(image: Pixels, bank: int = 100_000, least: float = 1.0) -> list[dict[str, Any]]:
    """Processor milliseconds for one picture of every engine, and its queries a processor second among `bank` prints.

    least: processor seconds over which each is measured.
    """
    codes = np.random.default_rng(7).integers(0, 256, (bank, 32), dtype=np.uint8)
    engines = (*_ours(image, codes), _pdqhash(image), _threatexchange(image, codes))
    return [_row(engine, least) for engine in engines]


def _ours(image: Pixels, codes: Pixels) -> Iterator[Engine]:
    index = Index()
    index.add(codes, np.arange(len(codes)))
    yield Engine("ours: PDQ alone", partial(pdq, image), lambda n: index.within(codes[n][None], 31))
    yield Engine(
        "ours: eight prints", partial(views, image), lambda n: index.within(codes[n : n + 8], 64)
    )
    yield Engine("ours: prints and points", partial(remember_picture, image))
    yield Engine("ours: five prints of a frame", partial(views, image, FRAME_CUTS))


def _pdqhash(image: Pixels) -> Engine:
    if importlib.util.find_spec("pdqhash") is None:
        return _missing("pdqhash")
    import pdqhash

    return Engine("pdqhash", lambda: pdqhash.compute(image))


def _threatexchange(image: Pixels, codes: Pixels) -> Engine:
    if any(importlib.util.find_spec(name) is None for name in ("pdqhash", "threatexchange")):
        return _missing("threatexchange")
    from threatexchange.signal_type.pdq.pdq_hasher import pdq_from_bytes
    from threatexchange.signal_type.pdq.pdq_index import PDQIndex

    saved = io.BytesIO()
    Image.fromarray(image).save(saved, "JPEG", quality=90)
    known = [code.tobytes().hex() for code in codes]
    index = PDQIndex.build([(digits, number) for number, digits in enumerate(known)])
    return Engine(
        "threatexchange, opening the JPEG too",
        partial(pdq_from_bytes, saved.getvalue()),
        lambda n: index.query(known[n]),
    )


def _missing(name: str) -> Engine:
    return Engine(name, None, None, MISSING.format(name=name))


def _row(engine: Engine, least: float) -> dict[str, Any]:
    make, ask = engine.make, engine.ask
    made = _each(lambda _: make(), least) if make else None
    asked = _each(ask, least) if ask else None
    return {
        "engine": engine.name,
        "ms a picture": 1000 * made if made else None,
        "pictures a CPU s": 1 / made if made else None,
        "queries a CPU s": 1 / asked if asked else None,
        "note": engine.note,
    }


def _each(work: Callable[[int], object], least: float) -> float:
    """Processor seconds for one, over at least so many seconds after one that is not counted."""
    work(0)
    began, count = time.process_time(), 0
    while time.process_time() - began < least:
        count += 1
        work(count % 100)
    return (time.process_time() - began) / count
