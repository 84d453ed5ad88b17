"""A second key: what would limit a post must also look so to the learned readers, or only a person is asked.

A frame can fit by accident ("pindah rumah bukan alasan H-7" names a day beside voting). The learned readers have no
frames and err elsewhere, so a limit stands only where both agree: for a fact the opinion, for other rules the
resemblance. And where a frame itself was unsure and the readers see nothing in it, nobody is asked to look.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.opinion import opinion
from suluh.signals.opinion import weights as known
from suluh.signals.reading import Reading
from suluh.signals.resemblance import features as resembled
from suluh.signals.resemblance import weights
from suluh.signals.signal import Signal, Stance

CONFIRM = 0.5  # least resemblance for another rule's limit to stand
UNSEEN = ("candidate_count",)  # pairs and the empty column are one word to the readers
BELOW_LIMIT = 0.89  # scores from .9 limit, by the policy


class Looked(msgspec.Struct, frozen=True):
    """What stands after the second look, what was set aside, and the score it went by."""

    signals: tuple[Signal, ...]
    aside: tuple[Signal, ...] = ()
    score: float | None = None


def second_look(signals: Sequence[Signal], reading: Reading, knowledge: Knowledge) -> Looked:
    """The signals, those that would limit lowered to asking where the readers disagree, those nobody shares set aside."""
    if not any(would_limit(signal) or is_unsure(signal) for signal in signals):
        return Looked(tuple(signals))
    score = _score(reading, knowledge)
    aside = tuple(s for s in signals if is_unsure(s) and score < known().doubt)
    rest = [s for s in signals if s not in aside]
    if any(would_limit(signal) for signal in rest):
        breach = max(weights().best(resembled(s, knowledge))[1] for s in reading.segments)
        rest = [s if _stands(s, score, breach) else _lowered(s) for s in rest]
    return Looked(tuple(rest), aside, score)


def _score(reading: Reading, knowledge: Knowledge) -> float:
    official = Official(knowledge.facts, reading.post.region, reading.post.posted_at)
    return max(opinion(segment, knowledge, official).score for segment in reading.segments)


def _stands(signal: Signal, score: float, breach: float) -> bool:
    if not would_limit(signal):
        return True
    if signal.name == "fact_contradiction":
        return score >= known().confirm
    return max(score, breach) >= CONFIRM


def would_limit(signal: Signal) -> bool:
    """Whether a policy could put more than a neutral banner in force on this signal."""
    if signal.name == "fact_contradiction":
        return signal.details.get("sure") == "act"
    if signal.name == "claim_match":
        return signal.details.get("level") == "act" and not signal.details.get("near_identical")
    return signal.score >= 0.9 and signal.name in LIMITING


def is_unsure(signal: Signal) -> bool:
    """A frame's contradiction that would only ask a person, on a matter that the readers can see."""
    asserted = signal.stance == Stance.ASSERTS and signal.details.get("slot") not in UNSEEN
    return signal.name == "fact_contradiction" and asserted and signal.details.get("sure") == "ask"


LIMITING = frozenset(
    "scam vote_buying threat intimidation disruption hate_sara harassment illegal_participation unverified_fraud "
    "unverified_result false_result misrepresents_law panic conspiracy repurposed_media ai_media fundraising "
    "political_ad fake_engagement premature_count quiet_poll".split()
)


def _lowered(signal: Signal) -> Signal:
    details = dict(signal.details)
    if "sure" in details:
        details["sure"] = "ask"
    if "level" in details:
        details["level"] = "suggest"
    return replace(signal, score=min(signal.score, BELOW_LIMIT), details=details)
