"""Speech to segments: what the network wrote, read by its sound, with what is doubtful marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from suluh.content import Place, Segment
from suluh.media.limits import LIMITS, Limits
from suluh.media.speech.figures import figures
from suluh.media.speech.heard import Change, Guess, Heard, Raw
from suluh.media.speech.hints import Hints
from suluh.media.speech.network import listen
from suluh.media.speech.everyday import ordinary
from suluh.media.speech.reading import read
from suluh.text.dates import MONTHS
from suluh.text.negation import NEGATORS

_WORD = re.compile(r"\w+")
LEAST_WORDS = 4  # of what is said again
AGAIN = 80.0  # how alike both must be, of 100
COST_WEIGHT = 1.0  # what a sound's cost in the reading weighs against the network's mean log probability
SURE = 0.35  # confidence from which words may act; see docs/models/speech.md


def hear(
    samples: NDArray[np.float32], hints: Hints | None = None, limits: Limits = LIMITS
) -> tuple[Segment, ...]:
    """What is said, as segments with their seconds; none for music and silence.

    samples: one channel, 16 kHz, -1..1, as `opening.sound` gives them. Place.doubtful marks what the network or the
    reading was not sure of. Raises Unreadable when the speech packages or weights are missing or the network fails.
    """
    return tuple(
        Segment(one.text, Place("speech", one.start, one.end, doubtful=one.doubtful))
        for one in heard(samples, hints, limits)
    )


def heard(
    samples: NDArray[np.float32], hints: Hints | None = None, limits: Limits = LIMITS
) -> Iterator[Heard]:
    """The same with what the network wrote and what was read otherwise, stretch by stretch as it is understood."""
    names = hints.names if hints else ()
    for raw in listen(samples, limits):
        yield understood(raw, names)


def understood(raw: Raw, names: tuple[str, ...] = ()) -> Heard:
    """The best reading of one stretch: of the network's guesses the one likely by sound and sensible as words."""
    read_so = [_read(guess, names) for guess in raw.guesses]
    best = max(read_so, key=_likely)
    confidence = exp(_likely(best))
    return Heard(
        text=best.text,
        raw=raw.guesses[0].text,
        start=raw.start,
        end=raw.end,
        confidence=round(confidence, 3),
        doubtful=confidence < SURE or not best.sure or not _agreed(best, read_so),
        changes=best.changes,
    )


class _Read(NamedTuple):
    text: str
    changes: tuple[Change, ...]
    cost: float
    sure: bool
    guess: Guess


def _likely(one: _Read) -> float:
    return one.guess.logprob - COST_WEIGHT * one.cost


def _agreed(best: _Read, others: list[_Read]) -> bool:
    """Whether the best reading of every other way of writing says the same numbers and as many negations."""
    ways = {one.guess.way for one in others} - {best.guess.way}
    rivals = [max((o for o in others if o.guess.way == way), key=_likely) for way in ways]
    return all(_marks(rival.text) == _marks(best.text) for rival in rivals)


def _marks(text: str) -> tuple[list[str], int]:
    """What changes the sense of a statement: its numbers, and how often it says no."""
    words = _WORD.findall(text.lower())
    return sorted(word for word in words if word.isdigit()), sum(word in NEGATORS for word in words)


def _read(guess: Guess, names: tuple[str, ...]) -> _Read:
    reading = read(once(guess.text), names)
    text = figures(reading.text)
    cost = reading.cost / max(1, reading.sounds)
    return _Read(text, reading.changes, cost, reading.sure and clear(text), guess)


def clear(text: str) -> bool:
    """Whether every number stands between words that are known, and no date follows right after another.

    >>> clear("diundur ke 28 November"), clear("matukankah 2 April"), clear("2 April 13 November")
    (True, False, False)
    """
    words = _WORD.findall(text.lower())
    kinds = ["number" if w.isdigit() else "known" if ordinary(w) else "strange" for w in words]
    beside = pairwise(kinds)
    dated = [w.isdigit() and w2 in MONTHS for w, w2 in pairwise(words)]
    again = any(a and b for a, b in zip(dated, dated[2:], strict=False))
    return not again and not any({a, b} == {"number", "strange"} for a, b in beside)


def once(text: str) -> str:
    """The network sometimes says the whole of a stretch again; it is kept once.

    >>> once("kamu tetap bisa mencoblos. Kamu tetap bisa mencoblot. kamu tetap")
    'kamu tetap bisa mencoblos.'
    """
    words = text.split()
    plain = [word.lower().strip(".,!?") for word in words]
    for period in range(LEAST_WORDS, len(words) // 2 + 1):
        first, again = " ".join(plain[:period]), " ".join(plain[period : 2 * period])
        rest = " ".join(plain[2 * period :])
        if ratio(first, again) >= AGAIN and ratio(first[: len(rest)], rest) >= AGAIN:
            return " ".join(words[:period])
    return text
