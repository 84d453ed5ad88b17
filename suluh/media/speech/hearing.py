"""Speech to segments: what the network wrote, read by its sound, with what is doubtful marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp

import numpy as np
from numpy.typing import NDArray

from suluh.content import Place, Segment
from suluh.media.limits import LIMITS, Limits
from suluh.media.speech.figures import figures
from suluh.media.speech.heard import Heard, Raw
from suluh.media.speech.hints import Hints
from suluh.media.speech.moments import with_moments
from suluh.media.speech.network import listen
from suluh.media.speech.reading import Reading, read

_AGAIN = re.compile(r"(?P<words>.{12,}?[.!?]?)(?:\s+(?P=words))+(?:\s+(?P<rest>.*))?$", re.DOTALL)
COST_WEIGHT = 1.0  # what a strange or changed word weighs against the network's log probability
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
    for raw in listen(samples, limits=limits):
        yield understood(raw, names)


def understood(raw: Raw, names: tuple[str, ...] = ()) -> Heard:
    """The best reading of one stretch: of the network's guesses the one likely by sound and sensible as words."""
    readings = [(_read(guess.text, names), guess) for guess in raw.guesses]
    reading, guess = max(readings, key=lambda pair: pair[1].logprob - COST_WEIGHT * pair[0].cost)
    confidence = exp(guess.logprob - COST_WEIGHT * reading.cost)
    return Heard(
        text=figures(reading.text),
        raw=raw.guesses[0].text,
        start=raw.start,
        end=raw.end,
        confidence=round(confidence, 3),
        doubtful=_doubtful(reading, confidence),
        changes=reading.changes,
    )


def _read(text: str, names: tuple[str, ...]) -> Reading:
    """Days and hours first, since they are long and known as a whole; then every word."""
    moments = with_moments(once(text))
    reading = read(moments.text, names)
    changes = (*moments.changes, *reading.changes)
    return reading._replace(changes=changes, sure=reading.sure and moments.sure)


def once(text: str) -> str:
    """The network sometimes says the whole of a stretch again; it is kept once.

    >>> once("tetap bisa mencoblos. tetap bisa mencoblos. tetap bisa")
    'tetap bisa mencoblos.'
    """
    found = _AGAIN.match(text)
    return found["words"] if found else text


def _doubtful(reading: Reading, confidence: float) -> bool:
    return confidence < SURE or not reading.sure
