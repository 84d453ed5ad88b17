"""A contradiction that a frame is unsure of, and the trained judge beside the very same fact finds too: that is enough.

The frame and the judge learned nothing from each other. The judge is shown no names and no ballot numbers. Nobody's post
is limited by this: a visitor is told the official fact, as they would be anyway, with a word more about the message.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from suluh.content import Post
from suluh.facts import Fact
from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.polarity import in_plain_words, judge
from suluh.signals.reading import Reading, read
from suluh.signals.signal import Signal, Stance
from suluh.signals.wording import wording

CLEAR = 0.9  # the judge's chance that carries an unsure frame
LIKELY, STRONG = 0.5, 0.85  # the chance beside a frame that was strong by itself


def confirmed(signals: Sequence[Signal], post: Post, knowledge: Knowledge) -> list[Signal]:
    """The same signals; an unsure contradiction that the judge confirms becomes a sure one."""
    if not any(map(_is_unsure, signals)):
        return list(signals)
    reading = read(post, knowledge)
    return [_looked(s, reading, knowledge) if _is_unsure(s) else s for s in signals]


def _is_unsure(signal: Signal) -> bool:
    return (
        signal.name == "fact_contradiction"
        and signal.stance is Stance.ASSERTS
        and signal.details.get("sure", "act") != "act"
        and signal.against is not None
    )


def _looked(signal: Signal, reading: Reading, knowledge: Knowledge) -> Signal:
    fact = knowledge.facts.get(signal.against.id) if signal.against else None
    if fact is None:
        return signal
    chance = _chance(fact, signal.where.segment, reading, knowledge)
    enough = LIKELY if signal.score >= STRONG else CLEAR
    return replace(signal, details=signal.details | {"sure": "act"}) if chance >= enough else signal


def _chance(fact: Fact, segment: int, reading: Reading, knowledge: Knowledge) -> float:
    """How likely the segment contradicts the fact, 0..1."""
    official = Official(knowledge.facts, reading.post.region, reading.post.posted_at)
    said = next((s for s in reading.segments if s.index == segment), None)
    if said is None:
        return 0.0
    pair = (in_plain_words(fact.statement_id), wording(said, official))
    return float(judge().chances([pair])[0, 0])
