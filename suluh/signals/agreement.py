"""What a learned guess is still worth where a frame found that the post agrees with an official fact."""

from __future__ import annotations

from collections.abc import Sequence

from suluh.facts import Facts
from suluh.signals.signal import Signal


def despite_agreement(
    guesses: Sequence[Signal], noticed: Sequence[Signal], facts: Facts, least: float
) -> tuple[Signal, ...]:
    """The guesses that are worth a person's time all the same: those of `least` and more.

    None is where what is agreed with took another's place, or has lost its own: frames read the day, the learned
    readers know no calendar, and what was false yesterday may be true today.
    """
    agreed = [s.against.id for s in noticed if s.name == "fact_agreement" and s.against]
    if guesses and any(facts.has_changed(name) for name in agreed):
        return ()
    return tuple(guess for guess in guesses if not agreed or guess.score >= least)
