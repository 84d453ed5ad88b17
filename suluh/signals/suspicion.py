"""What no frame could decide, weighed by what was learned: does this state something false about how one votes?

It never acts. A post over the threshold goes to a person with the fact that it is likeliest about; no fact is shown as
contradicted, since nothing was proven. docs/models/suspicion.md and polarity.md are the cards of the readers behind it.
"""

from __future__ import annotations

from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.opinion import Opinion, opinion, weights
from suluh.signals.reading import Reading, ReadSegment
from suluh.signals.signal import Against, Seen, Signal, Stance
from suluh.signals.word_suspicion import SHOWN, SPARED


def suspicion(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """At most one `suspicion` a segment, with the nearest fact in its details.

    Left alone: a post that refutes, reports, teaches or jokes as a whole, and one that says nothing of voting.
    """
    official = Official(knowledge.facts, reading.post.region, reading.post.posted_at)
    return [
        _signal(segment, found)
        for segment in reading.telling
        if not SPARED.intersection(segment.frame.kinds)
        and (found := opinion(segment, knowledge, official)).score >= weights().ask
    ]


def _signal(segment: ReadSegment, found: Opinion) -> Signal:
    text = segment.text[:SHOWN]
    fact = found.fact
    return Signal(
        name="suspicion",
        score=round(found.score, 4),
        seen=text,
        where=Seen(segment.place, segment.index, 0, len(text)),
        against=Against("model", "opinion"),
        stance=Stance.ASSERTS,
        details={"fact": fact.id if fact else None, "slot": fact.slot if fact else None},
    )
