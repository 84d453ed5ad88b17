"""A contradiction that a frame is unsure of, and the trained judge beside the very same fact finds too: that is enough.

The frame and the judge learned nothing from each other. The judge is shown no names and no ballot numbers. It knows
better whether a sentence states something about the fact than on which side it stands, so it is asked no more than that
beside a strong frame with which nearly all is said, if the reader of words (`agreement.py`) hears no agreement. Where
that reader hears it clearly, no frame is sure. Nobody's post
is limited by this: a visitor is told the official fact, as they would be anyway, with a word more about the message.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from suluh.content import Post
from suluh.facts import Fact
from suluh.house.checker.agreement import worded, words_reader
from suluh.house.checker.leftover import beside
from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.learned import has_learned
from suluh.signals.polarity import LABELS, Polarity, in_plain_words, judge
from suluh.signals.reading import Reading, read
from suluh.signals.signal import Signal, Stance
from suluh.signals.wording import wording

CLEAR = 0.9  # the judge's chance that carries an unsure frame
LIKELY, STRONG = 0.5, 0.85  # the chance beside a frame that was strong by itself
FOREIGN, DOUBT = (
    0.2,
    0.4,
)  # the words' chance of agreement: so low beside the judge's half answer; a veto
BESIDE = 2  # words of substance that may stand beside what a strong frame has seen
_CONTRADICTS, _AGREES = LABELS.index(Polarity.CONTRADICTS), LABELS.index(Polarity.AGREES)


def confirmed(signals: Sequence[Signal], post: Post, knowledge: Knowledge) -> list[Signal]:
    """The same signals; a contradiction is sure where the readers confirm it, and where none of them denies it."""
    if not any(map(_is_asserted, signals)):
        return list(signals)
    reading = read(post, knowledge)
    return [_looked(s, reading, knowledge) if _is_asserted(s) else s for s in signals]


def _is_asserted(signal: Signal) -> bool:
    return signal.name == "fact_contradiction" and signal.stance is Stance.ASSERTS


def _looked(signal: Signal, reading: Reading, knowledge: Knowledge) -> Signal:
    fact = knowledge.facts.get(signal.against.id) if signal.against else None
    if fact is None:
        return signal
    agrees = _agreement(fact, reading, knowledge)
    sure = signal.details.get("sure", "act") == "act" or _confirmed(
        signal, fact, agrees, reading, knowledge
    )
    return replace(
        signal, details=signal.details | {"sure": "act" if sure and agrees < DOUBT else "ask"}
    )


def _agreement(fact: Fact, reading: Reading, knowledge: Knowledge) -> float:
    """What the reader of words thinks, 0..1; FOREIGN of a fact that it has not learned."""
    if not has_learned(fact):
        return FOREIGN
    return words_reader().chance(worded(reading.post, knowledge), fact)


def _confirmed(
    signal: Signal, fact: Fact, agrees: float, reading: Reading, knowledge: Knowledge
) -> bool:
    against, about = _chances(fact, signal.where.segment, reading, knowledge)
    if against >= CLEAR:
        return True
    strong = signal.score >= STRONG and _is_nearly_all(signal, reading)
    return strong and (against >= LIKELY or (about >= CLEAR and agrees < FOREIGN))


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
