"""A contradiction that a frame is unsure of, and the trained judge beside the very same fact finds too: that is enough.

The frame and the judge learned nothing from each other. The judge is shown no names and no ballot numbers. It knows
better whether a sentence states something about the fact than on which side it stands, so it is asked no more than that
beside a strong frame with which nearly all is said. Nobody's post
is limited by this: a visitor is told the official fact, as they would be anyway, with a word more about the message.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from suluh.content import Post
from suluh.facts import Fact
from suluh.house.checker.leftover import beside
from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.polarity import LABELS, Polarity, in_plain_words, judge
from suluh.signals.reading import Reading, read
from suluh.signals.signal import Signal, Stance
from suluh.signals.wording import wording

CLEAR = 0.9  # the judge's chance that carries an unsure frame
LIKELY, STRONG = 0.5, 0.85  # the chance beside a frame that was strong by itself
BESIDE = 2  # words of substance that may stand beside what a strong frame has seen
_CONTRADICTS, _AGREES = LABELS.index(Polarity.CONTRADICTS), LABELS.index(Polarity.AGREES)


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
    against, about = _chances(fact, signal.where.segment, reading, knowledge)
    strong = signal.score >= STRONG and _is_nearly_all(signal, reading)
    enough = against >= CLEAR or (strong and (against >= LIKELY or about >= CLEAR))
    return replace(signal, details=signal.details | {"sure": "act"}) if enough else signal


def _is_nearly_all(signal: Signal, reading: Reading) -> bool:
    """Whether little is said beside what the frame has seen."""
    return len(beside(reading.post.text, [signal])) <= BESIDE


def _chances(
    fact: Fact, segment: int, reading: Reading, knowledge: Knowledge
) -> tuple[float, float]:
    """How likely the segment contradicts the fact, and how likely it states something about it, each 0..1."""
    official = Official(knowledge.facts, reading.post.region, reading.post.posted_at)
    said = next((s for s in reading.segments if s.index == segment), None)
    if said is None:
        return 0.0, 0.0
    pair = (in_plain_words(fact.statement_id), wording(said, official))
    chances = judge().chances([pair])[0]
    against = float(chances[_CONTRADICTS])
    return against, against + float(chances[_AGREES])
