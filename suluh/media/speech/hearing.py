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
from suluh.media.speech.everyday import ordinary
from suluh.media.speech.figures import figures
from suluh.media.speech.heard import Heard, Judge, Raw
from suluh.media.speech.hints import Hints
from suluh.media.speech.network import listen
from suluh.media.speech.reading import Reading, read, says_no
from suluh.media.speech.rivals import rivals
from suluh.text.dates import MONTHS

_WORD = re.compile(r"\w+")
LEAST_WORDS = 4  # of what is said again
KEPT = 4  # readings of the guesses that are held against the sound
ROUNDS = 2  # of asking for rivals
LEAD = 3.0  # in log probability, of a sure reading before one that says something else
AGAIN = 80.0  # how alike both must be, of 100
A_SOUND = 1.6  # what is gained for each sound explained, or the shortest text would always fit best
COST_WEIGHT = 0.3  # what a reading's words and slips weigh against how it fits the sound
SURE = 0.39  # confidence from which words may act, and
FITS = 1.1  # the least log probability a sound, both from the curve in docs/models/speech.md


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
    for stretch in listen(samples, limits):
        one = understood(stretch.raw, names, stretch.judge, stretch.sounds)
        if one is not None:
            yield one


def understood(
    raw: Raw,
    names: tuple[str, ...] = (),
    judge: Judge | None = None,
    sounds: Floats | None = None,
) -> Heard | None:
    """The best reading of one stretch: of what both listeners are read as, what fits the sound itself best.

    judge: gives the log probability of each of some texts, given the sound; without it nothing is sure. sounds: what
    the second listener heard (phones.py). None when neither heard a word.
    """
    judges = _Judges(judge, sounds)
    scored = judges.judged(_readings(raw, names, sounds))
    if not scored:
        return None
    best = max(scored, key=_value)
    for _ in range(ROUNDS if judge else 0):
        known = {one.reading.said for one in scored}
        fresh = [_Tried(one, best.by_sound) for one in rivals(best.reading, names)]
        scored += judges.judged([one for one in fresh if one.reading.said not in known])
        before, best = best, max(scored, key=_value)
        if best is before:
            break
    text = figures(best.reading.text)
    sure = judge is not None and clear(text) and _lead(best, scored) >= LEAD and _near(best)
    return Heard(
        text=text,
        raw=raw.guesses[0].text if raw.guesses else "",
        start=raw.start,
        end=raw.end,
        confidence=round(_confidence(best), 3),
        doubtful=not sure or _confidence(best) < SURE,
        changes=best.reading.changes,
    )


class _Tried(NamedTuple):
    reading: Reading
    by_sound: bool  # read from the sounds of the second listener, or from what the network wrote
    fits: float = 0.0  # log probability of the text given the sound, as the network says
    laid: float = 0.0  # log probability of its sounds, as the second listener says


class _Judges(NamedTuple):
    """Who says how well a text fits the sound."""

    network: Judge | None
    sounds: Floats | None

    def judged(self, tried: list[_Tried]) -> list[_Tried]:
        if tried and self.network is not None:
            fits = self.network([one.reading.said for one in tried])
            tried = [one._replace(fits=fit) for one, fit in zip(tried, fits, strict=True)]
        if tried and self.sounds is not None:
            laid = likely(self.sounds, [one.reading.sound for one in tried])
            tried = [one._replace(laid=fit) for one, fit in zip(tried, laid, strict=True)]
        return tried


def _readings(raw: Raw, names: tuple[str, ...], sounds: Floats | None) -> list[_Tried]:
    """What is read from the network's guesses, one of each way of writing, and from the sounds; each once."""
    found: dict[str, _Tried] = {}
    if sounds is not None and (one := read_sounds(sounds, names)).words:
        found[one.said] = _Tried(one, True)
    guesses = (
        {guess.way: guess for guess in reversed(raw.guesses)} if sounds is not None else raw.guesses
    )
    for guess in guesses:
        one = read(once(guess.text), names)
        if one.words and one.said not in found:
            found[one.said] = _Tried(one, False)
    return list(found.values())


def _value(one: _Tried) -> float:
    return one.fits + LISTENER * one.laid - ORDER * one.reading.order


def _confidence(one: _Tried) -> float:
    """0..1, how usual the words are and how near to what the network wrote."""
    return exp(-one.reading.cost / max(1, one.reading.sounds))


def _near(one: _Tried) -> bool:
    """Whether the sound itself speaks for the whole of it."""
    return one.fits >= -FITS * one.reading.sounds


def _lead(best: _Tried, scored: list[_Tried]) -> float:
    """By how much the best reading is ahead of every one that says other numbers or another count of negations."""
    marks = _marks(figures(best.reading.text))
    rest = [_value(one) for one in scored if _marks(figures(one.reading.text)) != marks]
    return _value(best) - max(rest, default=-1e9)


def _marks(text: str) -> tuple[list[str], int]:
    """What changes the sense of a statement: its numbers and months, and how often it says no."""
    words = _WORD.findall(text.lower())
    return [word for word in words if word.isdigit() or word in MONTHS], says_no(text)


def clear(text: str) -> bool:
    """Whether every number stands between words that are known, and no number or date right after another.

    >>> clear("diundur ke 28 November 2024"), clear("matukankah 2 April"), clear("2 April 13 November")
    (True, False, False)
    >>> clear("tanggal 2 8 November")
    False
    """
    words = _WORD.findall(text.lower())
    kinds = ["number" if w.isdigit() else "known" if ordinary(w) else "strange" for w in words]
    beside = pairwise(kinds)
    dated = [w.isdigit() and w2 in MONTHS for w, w2 in pairwise(words)]
    again = any(a and b for a, b in zip(dated, dated[2:], strict=False))
    again = again or any(a.isdigit() and b.isdigit() for a, b in pairwise(words))
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
