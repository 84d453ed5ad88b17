"""What was heard: the words as the network wrote them, the words as they were read, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

# Gives the log probability of each of some texts, given a stretch of sound.
Judge = Callable[[Sequence[str]], list[float]]


class Guess(msgspec.Struct, frozen=True):
    """Words the network took a stretch of speech for. logprob: mean log probability of its pieces, 0 the surest."""

    text: str
    logprob: float
    way: int = 0  # which of the network's ways of writing it came from


class Raw(msgspec.Struct, frozen=True):
    """One stretch of speech as the network wrote it, the likeliest guess first."""

    guesses: tuple[Guess, ...]
    start: float  # seconds from the start of the sound
    end: float
    no_speech: float  # 0..1, how likely nobody speaks


class Change(msgspec.Struct, frozen=True):
    """Words read as others because they sound alike."""

    heard: str
    read: str
    distance: float  # 0 the same sound


class Heard(msgspec.Struct, frozen=True):
    """One stretch of speech, corrected. `raw` is what the network wrote, so a person can compare."""

    text: str
    raw: str
    start: float  # seconds from the start of the sound
    end: float
    confidence: float  # 0..1
    doubtful: bool  # may suggest, must not act
    changes: tuple[Change, ...] = ()
